// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/trial.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace lineside {
namespace {

constexpr std::size_t kTimedRuns = 3;
// What a gap between the line's frames is for.
constexpr double kMostMsInGap = 250;

double median(std::vector<double> times)
{
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

}  // namespace

Result<Trial, Refusal> tryOut(std::unique_ptr<Detector> detector, const TrialPlan &plan, const LineGaps &gaps)
{
    Trial trial;
    trial.detector = std::move(detector);
    const std::size_t most = plan.trialFrames.size() + (plan.timed && plan.fitsGap ? kTimedRuns : 0);
    std::size_t done = 0;
    const auto judge = [&](const FramePtr &frame, bool inGap) -> Result<Detections, Refusal> {
        if (plan.cancelled && *plan.cancelled)
            return Refusal{RefusalReason::Cancelled, {}, {}, {}};
        Result<Detections> seen = Error{};
        const auto run = [&] { seen = trial.detector->detect(frame->image.view(), plan.settings); };
        if (inGap && !gaps.run(run))
            return Refusal{RefusalReason::Cancelled, {}, {}, "the engine ends"};
        if (!inGap)
            run();
        if (!seen)
            return Refusal{seen.error().code == ErrorCode::OutOfMemory ? RefusalReason::Memory : RefusalReason::TrialRun, {}, {}, seen.error().detail};
        plan.onShare(static_cast<double>(++done) / static_cast<double>(most));
        return std::move(*seen);
    };

    double quickest = std::numeric_limits<double>::infinity();
    std::vector<double> beside, inGaps;
    const auto fits = [&] { return plan.fitsGap && quickest <= kMostMsInGap; };
    for (std::size_t i = 0; i < plan.trialFrames.size(); ++i) {
        const bool inGap = i > 0 && fits() && gaps.idle && gaps.idle();
        auto seen = judge(plan.trialFrames[i], inGap);
        if (!seen)
            return seen.error();
        const double ms = seen->times.totalMs();
        quickest = std::min(quickest, ms);
        if (i > 0 || plan.trialFrames.size() == 1)  // the first takes longer than those that follow
            (inGap ? inGaps : beside).push_back(ms);
        trial.seen.push_back(std::move(*seen));
    }
    if (!plan.timed) {
        plan.onShare(1);
        return trial;
    }
    // How long it takes is measured where it will judge; this thread is put aside whenever anybody else runs.
    while (fits() && inGaps.size() < kTimedRuns) {
        const auto seen = judge(plan.trialFrames.back(), true);
        if (!seen)
            return seen.error();
        inGaps.push_back(seen->times.totalMs());
    }
    plan.onShare(1);
    trial.ms = median(inGaps.empty() ? std::move(beside) : std::move(inGaps));
    return trial;
}

}  // namespace lineside
