// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/planrules.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace lineside {
namespace {

using std::chrono::minutes;

constexpr double kLeastAlpha = 1e-6, kMostAlpha = 0.1;
constexpr double kLeastReviewLimit = 0.01, kMostReviewLimit = 0.9;
constexpr std::int64_t kMostParts = 100'000'000;
constexpr minutes kLongest{60 * 24 * 60};  // two months
constexpr int kMostLots = 1000;
constexpr int kMinutesOfADay = 24 * 60;

/// Collects faults. Value type.
struct Faults {
    std::vector<PlanFault> all;

    void add(PlanFaultKind kind, int step, std::string detail = {}) { all.push_back({kind, step, std::move(detail)}); }
    void range(bool holds, int step, const char *field)
    {
        if (!holds)
            add(PlanFaultKind::OutOfRange, step, field);
    }
};

void checkNumbers(const CanaryPlan &plan, Faults &faults)
{
    const double alpha = plan.guard.alpha;
    faults.range(alpha >= kLeastAlpha && alpha <= kMostAlpha, -1, "alpha");  // not a number is neither
    const double limit = plan.guard.reviewLimit;
    faults.range(limit == 0 || (limit >= kLeastReviewLimit && limit <= kMostReviewLimit), -1, "review_limit");
    for (const CanaryWindow &window : plan.windows) {
        faults.range(window.days != 0 && window.days < 0x80, -1, "days");
        const auto inDay = [](int minute) { return minute >= 0 && minute < kMinutesOfADay; };
        faults.range(inDay(window.hours.from) && inDay(window.hours.to), -1, "hours");
    }
    for (int i = 0; const CanaryStep &step : plan.steps) {
        faults.range(!step.stations.empty() || (step.share > 0 && step.share <= 1), i, "share");
        faults.range(step.leastParts >= 1 && step.leastParts <= kMostParts, i, "least_parts");
        faults.range(step.leastTime >= minutes(0) && step.leastTime <= kLongest, i, "least_time");
        faults.range(step.longestTime >= minutes(1) && step.longestTime >= step.leastTime && step.longestTime <= kLongest, i, "longest_time");
        faults.range(step.leastLots >= 0 && step.leastLots <= kMostLots, i, "least_lots");
        ++i;
    }
}

void checkStations(const CanaryPlan &plan, std::span<const StationId> stations, Faults &faults)
{
    const auto known = [&](const StationId &id) { return std::ranges::find(stations, id) != stations.end(); };
    std::set<StationId> covered;
    for (const StationId &id : plan.covers) {
        if (!known(id))
            faults.add(PlanFaultKind::UnknownStation, -1, id);
        if (!covered.insert(id).second)
            faults.add(PlanFaultKind::StationTwice, -1, id);
    }
    std::set<StationId> named;
    for (int i = 0; const CanaryStep &step : plan.steps) {
        for (const StationId &id : step.stations) {
            if (!known(id))
                faults.add(PlanFaultKind::UnknownStation, i, id);
            else if (!covered.empty() && !covered.contains(id))
                faults.add(PlanFaultKind::NotCovered, i, id);
            if (!named.insert(id).second)
                faults.add(PlanFaultKind::StationTwice, i, id);
        }
        ++i;
    }
}

void checkControls(const CanaryPlan &plan, std::span<const StationId> stations, Faults &faults)
{
    std::size_t withModel = 0;
    const auto steps = resolveSteps(plan, stations);
    const std::size_t covered = coveredBy(plan, stations).size();
    for (int i = 0; const auto &step : steps) {
        if (step.empty())
            faults.add(PlanFaultKind::NobodyAdded, i);
        withModel += step.size();
        const bool needsAnother = plan.guard.controls && withModel >= covered;
        if (needsAnother && plan.guard.ownPast)
            faults.add(PlanFaultKind::OnlyOwnPastGuards, i);
        else if (needsAnother && !plan.guard.shadow)
            faults.add(PlanFaultKind::NoControls, i);
        ++i;
    }
}

}  // namespace

std::vector<StationId> coveredBy(const CanaryPlan &plan, std::span<const StationId> stations)
{
    return plan.covers.empty() ? std::vector<StationId>(stations.begin(), stations.end()) : plan.covers;
}

std::vector<std::vector<StationId>> resolveSteps(const CanaryPlan &plan, std::span<const StationId> stations)
{
    const std::vector<StationId> covered = coveredBy(plan, stations);
    std::set<StationId> taken;
    for (const CanaryStep &step : plan.steps)
        taken.insert(step.stations.begin(), step.stations.end());
    std::vector<std::vector<StationId>> steps;
    std::size_t withModel = 0;
    for (const CanaryStep &step : plan.steps) {
        std::vector<StationId> added = step.stations;
        if (added.empty() && step.share > 0) {
            // A little less than the share: a third of three must not become two by its last bit.
            const double wanted = std::min(std::ceil(step.share * static_cast<double>(covered.size()) - 1e-9), static_cast<double>(covered.size()));
            for (const StationId &id : covered) {
                if (static_cast<double>(withModel + added.size()) < wanted && taken.insert(id).second)
                    added.push_back(id);
            }
        }
        withModel += added.size();
        steps.push_back(std::move(added));
    }
    return steps;
}

std::vector<PlanFault> checkPlan(const CanaryPlan &plan, std::span<const StationId> stations)
{
    Faults faults;
    if (plan.name.empty())
        faults.add(PlanFaultKind::NoName, -1);
    if (plan.steps.empty())
        faults.add(PlanFaultKind::NoStep, -1);
    faults.range(plan.name.size() <= kLongestCanaryName, -1, "name");
    faults.range(plan.steps.size() <= kMostCanarySteps, -1, "steps");
    faults.range(plan.windows.size() <= kMostCanaryWindows, -1, "windows");
    const bool fewStations = plan.covers.size() <= kMostCanaryStations && coveredBy(plan, stations).size() <= kMostCanaryStations
        && std::ranges::all_of(plan.steps, [](const CanaryStep &step) { return step.stations.size() <= kMostCanaryStations; });
    faults.range(fewStations, -1, "stations");
    if (!mayRun(faults.all))
        return faults.all;
    checkNumbers(plan, faults);
    checkStations(plan, stations, faults);
    if (mayRun(faults.all))
        checkControls(plan, stations, faults);
    return faults.all;
}

bool mayRun(std::span<const PlanFault> faults)
{
    return std::ranges::none_of(faults, &PlanFault::forbids);
}

}  // namespace lineside
