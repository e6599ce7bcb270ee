// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/taskrunner.h"
#include "lineside/refusal.h"
#include "model/loadedmodel.h"
#include "weights/weightfile.h"

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace lineside {

/// Makes an executor for a weight file. `hasFast`: Precision::Fast is really another precision here; a second executor is built
/// and tried only then.
struct ExecutorMaker {
    std::function<Result<std::unique_ptr<Executor>>(const WeightFile &, const ExecutorOptions &)> make;
    std::function<bool()> hasFast;
};

/// Runs something on the first inference thread in a gap between frames and waits for it; false when the engine is ending.
using RunOnInference = std::function<bool(const std::function<void()> &)>;

struct LoadRequest {
    ModelId id;
    WeightFile file;
    std::vector<FramePtr> golden;  ///< frames for the trial run besides grey and noise
    DetectSettings settings;
    double maxLatencyMs = 0;       ///< of the contract; 0: none
    bool fastAgreedBefore = false; ///< counts where nothing is on the golden frames
    std::shared_ptr<const std::atomic<bool>> cancelled;  ///< looked at between the steps
    std::function<void(CandidateStep, double share)> onProgress;
};

/// Turns a weight file into a warm model: builds the exact executor, and the fast one where there is one; runs both on the golden
/// frames beside the line; measures how long each takes in three gaps of the first inference thread, or beside the line too where a run
/// is longer than a gap may be; keeps the fast one only where their detections agree: those of now, or, where there are none, those of an
/// earlier load. Called on the loader thread or for it, which also frees the model when its last handle is gone. Thread-safe.
class ModelLoader {
public:
    /// `lanes`: how many inference threads there are; a model gets a detector for each, where its executor has twins.
    /// `returnMemory`: gives freed memory back to the system before it returns; also called after the loader is gone. `onFreed`: the same, on the
    /// loader thread, when a model has left the memory.
    ModelLoader(ExecutorMaker executors, ResizeFn resize, RunOnInference runOnInference, std::weak_ptr<TaskRunner> loaderThread,
                std::function<void()> returnMemory, int lanes = 1, std::function<void(const ModelId &)> onFreed = {});

    Result<ModelHandle, Refusal> load(const LoadRequest &request);

private:
    struct Trial;
    Result<std::unique_ptr<LoadedModel>, Refusal> make(const LoadRequest &request);
    void addTwins(LoadedModel &model) const;
    Result<std::unique_ptr<Trial>, Refusal> tryOut(const LoadRequest &request, Precision precision, const std::vector<FramePtr> &golden,
                                                   const std::function<void(double)> &onShare);

    ExecutorMaker m_executors;
    ResizeFn m_resize;
    RunOnInference m_runOnInference;
    std::weak_ptr<TaskRunner> m_loaderThread;
    std::function<void()> m_returnMemory;
    int m_lanes;
    std::function<void(const ModelId &)> m_onFreed;
};

/// A grey picture and one of noise, always the same: every network must survive both.
std::vector<FramePtr> syntheticGoldenFrames();

}  // namespace lineside
