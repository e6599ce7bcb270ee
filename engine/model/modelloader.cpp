// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/modelloader.h"

#include "base/unlessoutofmemory.h"
#include "detect/agreement.h"
#include "model/vetting.h"
#include "weights/networkcost.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <new>
#include <optional>
#include <random>
#include <system_error>
#include <utility>

namespace lineside {
namespace {

// What a gap between the line's frames is for. YOLOv8s at 640 pixels has 14 · 10⁹ operations.
constexpr double kMostOperationsInGap = 25e9;

bool fitsGap(const LoadRequest &request)
{
    return costOf(*request.file.network).operations <= kMostOperationsInGap;
}

bool isCancelled(const LoadRequest &request)
{
    return request.cancelled && *request.cancelled;
}

Refusal cancelledRefusal()
{
    return {RefusalReason::Cancelled, {}, {}, {}};
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

ModelLoader::ModelLoader(ExecutorMaker executors, ResizeFn resize, LineGaps gaps, std::weak_ptr<TaskRunner> loaderThread,
                         std::function<void()> returnMemory, int lanes, std::function<void(const ModelId &)> onFreed)
    : m_executors(std::move(executors)), m_resize(resize), m_gaps(std::move(gaps)), m_loaderThread(std::move(loaderThread)),
      m_returnMemory(std::move(returnMemory)), m_lanes(lanes), m_onFreed(std::move(onFreed))
{
}

Result<std::unique_ptr<Detector>, Refusal> ModelLoader::makeDetector(const LoadRequest &request, Precision precision) const
{
    auto executor = m_executors.make(request.file, {precision, 0, m_lanes});
    if (!executor)
        return Refusal{executor.error().code == ErrorCode::OutOfMemory ? RefusalReason::Memory : RefusalReason::Internal, {}, {}, executor.error().detail};
    return std::make_unique<Detector>(std::move(*executor), m_resize, request.settings);
}

HeldMemory ModelLoader::held() const
{
    return HeldMemory::now(m_executors.onAccelerator, m_gaps.run);
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
                    insist(tellFromHere);
                });
            }
        } catch (const std::bad_alloc &) {
            insist(tell);  // freed here, then: there is no memory to do it elsewhere
        }
    });
}

Result<ModelLoader::Tried, Refusal> ModelLoader::tryBoth(const LoadRequest &request, const std::vector<FramePtr> &trialFrames, const Told &told)
{
    const bool hasFast = m_executors.hasFast && m_executors.hasFast();
    const auto plan = [&](int before) {
        return TrialPlan{trialFrames, request.settings, true, fitsGap(request), request.cancelled.get(),
                         [&told, before, trials = hasFast ? 2 : 1](double share) { told((before + share) / trials); }};
    };
    if (isCancelled(request))
        return cancelledRefusal();
    // Where the line waits for nobody, and no other memory is needed by the two together than one after the other but for a moment.
    std::future<Result<std::unique_ptr<Detector>, Refusal>> beside;
    if (hasFast && m_executors.severalAtOnce && fitsGap(request) && m_gaps.idle && m_gaps.idle()) {
        try {
            beside = std::async(std::launch::async, [&] {
                nameThisThread("loader");
                return makeDetector(request, Precision::Fast);
            });
        } catch (const std::system_error &) {  // no thread to be had
        }
    }
    auto detector = makeDetector(request, Precision::Exact);
    if (beside.valid())
        beside.wait();  // what is timed now has the processors to itself
    if (!detector)
        return detector.error();
    auto exact = tryOut(std::move(*detector), plan(0), m_gaps);
    if (!exact)
        return exact.error();
    ExecutorChoice choice;
    choice.exactMs = exact->ms;
    if (!hasFast)
        return Tried{std::move(exact->detector), choice};
    if (isCancelled(request))
        return cancelledRefusal();

    // The fast executor is a bonus: where it cannot be made or does not agree, the exact one judges.
    auto bonus = beside.valid() ? beside.get() : makeDetector(request, Precision::Fast);
    auto fast = bonus ? tryOut(std::move(*bonus), plan(1), m_gaps) : Result<Trial, Refusal>(bonus.error());
    if (!fast && fast.error().reason == RefusalReason::Cancelled)
        return fast.error();
    if (fast) {
        choice.fastMs = fast->ms;
        AgreementBounds bounds;
        bounds.confidence = request.settings.confidence;
        Agreement all;
        for (std::size_t i = 0; i < trialFrames.size(); ++i)
            all.add(compareDetections(exact->seen[i], fast->seen[i], bounds));
        choice.comparedBoxes = all.pairs;
        // Two that see nothing agree about nothing.
        choice.fastAgrees = all.within(bounds) && (all.pairs > 0 || request.fastAgreedBefore);
    }
    return Tried{std::move(choice.usesFast() ? fast->detector : exact->detector), choice};
}

// Empty: what is known does not hold any more, or says too little.
Result<std::optional<ModelLoader::Tried>, Refusal> ModelLoader::tryKnown(const LoadRequest &request, const std::vector<FramePtr> &trialFrames, const Told &told)
{
    const ExecutorChoice &known = *request.known;
    // A time that was taken in a bad moment is no reason to stay with the slow one for ever.
    if (!known.usesFast() && known.fastAgrees)
        return std::optional<Tried>();
    const bool nothingSeen = m_executors.hasFast && m_executors.hasFast() && !known.usesFast() && known.comparedBoxes == 0;
    // Noise and the newest picture of the line, or the two drawn ones: that it runs. Whether anything is seen by now, all tell.
    const auto first = trialFrames.size() > 2 ? trialFrames.begin() + 1 : trialFrames.begin();
    const std::vector<FramePtr> few{*first, trialFrames.back()};
    auto detector = makeDetector(request, known.usesFast() ? Precision::Fast : Precision::Exact);
    if (!detector)
        return std::optional<Tried>();  // the exact one will say why, or judge
    auto trial = tryOut(std::move(*detector), {nothingSeen ? trialFrames : few, request.settings, false, fitsGap(request), request.cancelled.get(), told}, m_gaps);
    if (!trial && trial.error().reason == RefusalReason::Cancelled)
        return trial.error();
    const ExecutorInfo *info = trial ? &trial->detector->info() : nullptr;
    if (!info || info->backend != known.backend || info->device != known.device || info->precision != known.precision)
        return std::optional<Tried>();
    const bool seesNow = std::ranges::any_of(trial->seen, [](const Detections &seen) { return !seen.items.empty(); });
    if (nothingSeen && (seesNow || request.fastAgreedBefore))
        return std::optional<Tried>();
    return std::optional(Tried{std::move(trial->detector), known});
}

Result<std::unique_ptr<LoadedModel>, Refusal> ModelLoader::make(const LoadRequest &request)
{
    const HeldMemory before = held();
    if (request.onProgress)
        request.onProgress(CandidateStep::Load, 0);
    std::vector<FramePtr> trialFrames = syntheticTrialFrames();
    trialFrames.insert(trialFrames.end(), request.trialFrames.begin(), request.trialFrames.end());

    // Two trials, or three, are one step to whoever waits: its share never goes back.
    const Told told = [&request, shown = 0.0](double share) mutable {
        shown = std::max(shown, share);
        if (request.onProgress)
            request.onProgress(CandidateStep::WarmUp, shown);
    };
    std::optional<Tried> tried;
    if (request.known && !isCancelled(request)) {
        auto known = tryKnown(request, trialFrames, told);
        if (!known)
            return known.error();
        tried = std::move(*known);
    }
    if (!tried) {
        auto both = tryBoth(request, trialFrames, told);
        if (!both)
            return both.error();
        tried = std::move(*both);
    }
    ExecutorChoice choice = tried->choice;
    if (auto refusal = checkLatency(choice.usedMs(), request.maxLatencyMs))
        return *refusal;
    const ExecutorInfo &info = tried->detector->info();
    choice.backend = info.backend;
    choice.device = info.device;
    choice.precision = info.precision;

    auto model = std::make_unique<LoadedModel>();
    model->id = request.id;
    if (!request.sha256.empty())
        model->sha256 = std::make_shared<const std::string>(request.sha256);
    model->network = tried->detector->network();
    model->detectors.push_back(std::move(tried->detector));
    model->choice = choice;
    if (isCancelled(request))
        return cancelledRefusal();
    addTwins(*model);
    m_returnMemory();
    model->memoryBytes = held().since(before);
    return model;
}

std::vector<FramePtr> syntheticTrialFrames()
{
    static const std::vector<FramePtr> frames = drawGoldenFrames();  // they never change, and a million random numbers take their time
    return frames;
}

}  // namespace lineside
