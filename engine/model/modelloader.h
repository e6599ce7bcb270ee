// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/taskrunner.h"
#include "lineside/refusal.h"
#include "model/heldmemory.h"
#include "model/loadedmodel.h"
#include "model/trial.h"
#include "weights/weightfile.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// Makes an executor for a weight file. `hasFast`: Precision::Fast is really another precision here; a second executor is built
/// and tried only then.
struct ExecutorMaker {
    std::function<Result<std::unique_ptr<Executor>>(const WeightFile &, const ExecutorOptions &)> make;
    std::function<bool()> hasFast;
    bool severalAtOnce = false;  ///< two threads may make one each at the same time
    std::string identity{};      ///< library, version, processor: what was found out with another one does not hold here; empty: is never remembered
    /// What all networks hold on the accelerator that they run on, bytes. Empty, or no figure: they are in the process's own memory.
    std::function<std::optional<std::uint64_t>()> onAccelerator{};
};

struct LoadRequest {
    ModelId id;
    WeightFile file;
    std::string sha256;            ///< of the file; empty: not known
    std::vector<FramePtr> trialFrames;  ///< frames for the trial run besides grey and noise
    DetectSettings settings;
    double maxLatencyMs = 0;       ///< of the contract; 0: none
    bool fastAgreedBefore = false; ///< counts where nothing is on the trial frames
    /// What came of an earlier load of these bytes with these settings, here and by an ExecutorMaker of this identity.
    std::optional<ExecutorChoice> known;
    std::shared_ptr<const std::atomic<bool>> cancelled;  ///< looked at between the steps
    std::function<void(CandidateStep, double share)> onProgress;
};

/// Turns a weight file into a warm model: builds the exact executor, and the fast one where there is one, side by side while nothing is judged;
/// tries both out (`tryOut`); keeps the fast one only where their detections agree: those of now, or, where there are none, those of an
/// earlier load. Where that is known already, the one that was kept then is built alone and runs on a few trial frames; one that does not run, or is
/// another than was told, is no reason for a refusal yet: everything is tried anew. Called on the loader thread or for it, which also frees the model when its last handle is gone. Thread-safe.
class ModelLoader {
public:
    /// `lanes`: how many inference threads there are; a model gets a detector for each, where its executor has twins.
    /// `returnMemory`: gives freed memory back to the system before it returns; also called after the loader is gone. `onFreed`: the same, on the
    /// loader thread, when a model has left the memory.
    ModelLoader(ExecutorMaker executors, ResizeFn resize, LineGaps gaps, std::weak_ptr<TaskRunner> loaderThread,
                std::function<void()> returnMemory, int lanes = 1, std::function<void(const ModelId &)> onFreed = {});

    Result<ModelHandle, Refusal> load(const LoadRequest &request);
    int lanes() const noexcept { return m_lanes; }

private:
    struct Tried {
        std::unique_ptr<Detector> detector;
        ExecutorChoice choice;
    };
    Result<std::unique_ptr<LoadedModel>, Refusal> make(const LoadRequest &request);
    using Told = std::function<void(double share)>;
    Result<Tried, Refusal> tryBoth(const LoadRequest &request, const std::vector<FramePtr> &trialFrames, const Told &told);
    Result<std::optional<Tried>, Refusal> tryKnown(const LoadRequest &request, const std::vector<FramePtr> &trialFrames, const Told &told);
    Result<std::unique_ptr<Detector>, Refusal> makeDetector(const LoadRequest &request, Precision precision) const;
    void addTwins(LoadedModel &model) const;
    HeldMemory held() const;

    ExecutorMaker m_executors;
    ResizeFn m_resize;
    LineGaps m_gaps;
    std::weak_ptr<TaskRunner> m_loaderThread;
    std::function<void()> m_returnMemory;
    int m_lanes;
    std::function<void(const ModelId &)> m_onFreed;
};

/// A grey picture and one of noise, always the same: every network must survive both.
std::vector<FramePtr> syntheticTrialFrames();

}  // namespace lineside
