// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/modelloader.h"

#include "base/memoryinfo.h"
#include "base/unlessoutofmemory.h"
#include "detect/agreement.h"
#include "model/vetting.h"
#include "weights/networkcost.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <limits>
#include <new>
#include <random>
#include <utility>

namespace lineside {
namespace {

constexpr std::size_t kWarmUpRuns = 1, kTimedRuns = 3;  // the golden frames warm it further
// What a gap between the line's frames is for. YOLOv8s at 640 pixels has 14 · 10⁹ operations.
constexpr double kMostOperationsInGap = 25e9;
constexpr double kMostMsInGap = 250;

Refusal internal(RefusalReason reason, const Error &error)
{
    return {error.code == ErrorCode::OutOfMemory ? RefusalReason::Memory : reason, {}, {}, error.detail};
}

bool isCancelled(const LoadRequest &request)
{
    return request.cancelled && *request.cancelled;
}

Refusal cancelledRefusal()
{
    return {RefusalReason::Cancelled, {}, {}, {}};
}

// Cameras that start while a model is loaded, as all do when the program starts, take memory that is not the model's; nor are the
// libraries its own that the first one of a kind brings in.
std::uint64_t memoryWithoutPictures()
{
    const std::uint64_t own = readMemoryInfo().processOwn, pictures = bytesInPictures;
    return own > pictures ? own - pictures : 0;
}

std::vector<FramePtr> drawGoldenFrames()
{
    auto grey = std::make_shared<Frame>();
    auto noise = std::make_shared<Frame>();
    grey->image.resize(640, 480);
    noise->image.resize(640, 480);
    const MutableImageView g = grey->image.view();
    const MutableImageView n = noise->image.view();
    std::mt19937 random(7);
    for (int y = 0; y < g.height; ++y) {
        std::fill_n(g.pixels + y * g.strideBytes, g.strideBytes, std::uint8_t{114});
        for (std::ptrdiff_t x = 0; x < n.strideBytes; ++x)
            n.pixels[y * n.strideBytes + x] = static_cast<std::uint8_t>(random() >> 24);
    }
    return {grey, noise};
}

}  // namespace

struct ModelLoader::Trial {
    std::unique_ptr<Detector> detector;
    std::vector<Detections> seen;  ///< by golden frame
    double ms = 0;                 ///< median of one frame
};

ModelLoader::ModelLoader(ExecutorMaker executors, ResizeFn resize, RunOnInference runOnInference, std::weak_ptr<TaskRunner> loaderThread,
                         std::function<void()> returnMemory, int lanes, std::function<void(const ModelId &)> onFreed)
    : m_executors(std::move(executors)), m_resize(resize), m_runOnInference(std::move(runOnInference)), m_loaderThread(std::move(loaderThread)),
      m_returnMemory(std::move(returnMemory)), m_lanes(lanes), m_onFreed(std::move(onFreed))
{
}

Result<std::unique_ptr<ModelLoader::Trial>, Refusal> ModelLoader::tryOut(const LoadRequest &request, Precision precision, const std::vector<FramePtr> &golden,
                                                                       const std::function<void(double)> &onShare)
{
    if (isCancelled(request))
        return cancelledRefusal();
    auto executor = m_executors.make(request.file, {precision, 0, m_lanes});
    if (!executor)
        return internal(RefusalReason::Internal, executor.error());
    auto trial = std::make_unique<Trial>();
    trial->detector = std::make_unique<Detector>(std::move(*executor), m_resize, request.settings);

    const bool fitsGap = costOf(*request.file.network).operations <= kMostOperationsInGap;
    const double runs = static_cast<double>(kWarmUpRuns + golden.size() + (fitsGap ? kTimedRuns : 0));
    int done = 0;
    const auto judge = [&](const FramePtr &frame, bool inGap) -> Result<Detections, Refusal> {
        if (isCancelled(request))
            return cancelledRefusal();
        Result<Detections> seen = Error{};
        const auto run = [&] { seen = trial->detector->detect(frame->image.view(), request.settings); };
        if (inGap && !m_runOnInference(run))
            return Refusal{RefusalReason::Cancelled, {}, {}, "the engine ends"};
        if (!inGap)
            run();
        if (!seen)
            return internal(RefusalReason::TrialRun, seen.error());
        onShare(++done / runs);
        return std::move(*seen);
    };

    // Beside the line first: memory is taken and caches are filled where no frame waits for it.
    double quickest = std::numeric_limits<double>::infinity();
    std::vector<double> times;
    for (std::size_t i = 0; i < kWarmUpRuns + golden.size(); ++i) {
        auto seen = judge(golden[i < kWarmUpRuns ? 0 : i - kWarmUpRuns], false);
        if (!seen)
            return seen.error();
        quickest = std::min(quickest, seen->times.totalMs());
        if (i >= kWarmUpRuns) {
            times.push_back(seen->times.totalMs());
            trial->seen.push_back(std::move(*seen));
        }
    }
    // How long it takes is measured where it will judge; this thread is put aside whenever anybody else runs.
    if (fitsGap && quickest <= kMostMsInGap) {
        times.clear();
        for (std::size_t i = 0; i < kTimedRuns; ++i) {
            const auto seen = judge(golden.back(), true);
            if (!seen)
                return seen.error();
            times.push_back(seen->times.totalMs());
        }
    } else {
        onShare(1);
    }
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
    trial->ms = times[times.size() / 2];
    return trial;
}

// Without a twin the model still judges, one frame at a time.
void ModelLoader::addTwins(LoadedModel &model) const
{
    for (int lane = 1; lane < m_lanes; ++lane) {
        auto twin = model.detectors.back()->twin();
        const Result<void> warm = twin ? (*twin)->warmUp() : Result<void>();
        const Error *trouble = !twin ? &twin.error() : !warm ? &warm.error() : nullptr;
        if (trouble) {
            if (trouble->code != ErrorCode::Unsupported)
                spdlog::warn("{}: judges on one thread only: {}", model.id.text(), trouble->detail);
            return;
        }
        model.detectors.push_back(std::move(*twin));
    }
}

Result<ModelHandle, Refusal> ModelLoader::load(const LoadRequest &request)
{
    m_returnMemory();
    auto model = make(request);
    if (!model) {
        m_returnMemory();  // what it took until it was refused or cancelled
        return model.error();
    }
    // Freed where it was made: giving memory back takes time that neither the line nor the window has.
    return ModelHandle(model->release(), [runner = m_loaderThread, returnMemory = m_returnMemory, onFreed = m_onFreed](LoadedModel *dying) {
        const ModelId id = std::move(dying->id);
        const auto tell = [&onFreed, &id] {
            if (onFreed)
                onFreed(id);
        };
        try {
            std::shared_ptr<LoadedModel> owned(dying);
            if (const auto thread = runner.lock()) {
                thread->post([owned = std::move(owned), id, returnMemory, onFreed]() mutable {
                    owned.reset();
                    returnMemory();
                    const auto tellFromHere = [&] {
                        if (onFreed)
                            onFreed(id);
                    };
                    unlessOutOfMemory(tellFromHere, tellFromHere);
                });
            }
        } catch (const std::bad_alloc &) {
            unlessOutOfMemory(tell, tell);  // freed here, then: there is no memory to do it elsewhere
        }
    });
}

Result<std::unique_ptr<LoadedModel>, Refusal> ModelLoader::make(const LoadRequest &request)
{
    const std::uint64_t before = memoryWithoutPictures();
    if (request.onProgress)
        request.onProgress(CandidateStep::Load, 0);
    std::vector<FramePtr> golden = syntheticGoldenFrames();
    golden.insert(golden.end(), request.golden.begin(), request.golden.end());

    // Two trials are one step to whoever waits: its share never goes back.
    const double trials = m_executors.hasFast && m_executors.hasFast() ? 2 : 1;
    const auto shareAfter = [&request, trials](int before) {
        return [&request, trials, before](double share) {
            if (request.onProgress)
                request.onProgress(CandidateStep::WarmUp, (before + share) / trials);
        };
    };
    auto exact = tryOut(request, Precision::Exact, golden, shareAfter(0));
    if (!exact)
        return exact.error();
    ExecutorChoice choice;
    choice.exactMs = (*exact)->ms;
    std::unique_ptr<Trial> chosen = std::move(*exact);
    if (trials > 1) {
        // The fast executor is a bonus: where it cannot be made or does not agree, the exact one judges.
        if (auto fast = tryOut(request, Precision::Fast, golden, shareAfter(1))) {
            choice.fastMs = (*fast)->ms;
            AgreementBounds bounds;
            bounds.confidence = request.settings.confidence;
            Agreement all;
            for (std::size_t i = 0; i < golden.size(); ++i)
                all.add(compareDetections(chosen->seen[i], (*fast)->seen[i], bounds));
            choice.comparedBoxes = all.pairs;
            // Two that see nothing agree about nothing.
            choice.fastAgrees = all.within(bounds) && (all.pairs > 0 || request.fastAgreedBefore);
            if (choice.usesFast())
                chosen = std::move(*fast);
        } else if (fast.error().reason == RefusalReason::Cancelled) {
            return fast.error();
        }
    }
    if (auto refusal = checkLatency(chosen->ms, request.maxLatencyMs))
        return *refusal;
    const ExecutorInfo &info = chosen->detector->info();
    choice.backend = info.backend;
    choice.device = info.device;
    choice.precision = info.precision;

    auto model = std::make_unique<LoadedModel>();
    model->id = request.id;
    model->network = chosen->detector->network();
    model->detectors.push_back(std::move(chosen->detector));
    model->choice = choice;
    if (isCancelled(request))
        return cancelledRefusal();
    addTwins(*model);
    m_returnMemory();
    const std::uint64_t after = memoryWithoutPictures();
    model->memoryBytes = after > before ? after - before : 0;
    return model;
}

std::vector<FramePtr> syntheticGoldenFrames()
{
    static const std::vector<FramePtr> frames = drawGoldenFrames();  // they never change, and a million random numbers take their time
    return frames;
}

}  // namespace lineside
