// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/taskrunner.h"
#include "core/memorythread.h"
#include "pipeline/inferenceworker.h"
#include "pipeline/supervisedsource.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lineside {

/// Makes whatever of an engine has a thread, so that a test can decide whose turn it is. All that it made is gone before it is.
/// Thread-safe.
class EngineThreads {
public:
    virtual ~EngineThreads() = default;

    virtual std::shared_ptr<EndingTaskRunner> runner(const std::string &name, AtStop atStop, ThreadPriority priority) = 0;
    /// As the function of that name: waits for the end. Called by a task of a runner.
    virtual void runWithPriority(ThreadPriority priority, const std::string &name, const std::function<void()> &run) = 0;
    virtual std::unique_ptr<Inference> inference(int lanes, std::vector<std::vector<int>> processors) = 0;
    /// As MemoryThread.
    virtual std::shared_ptr<MemoryReturn> memory(std::function<void()> look, std::function<void()> giveBack) = 0;
    /// `clock` outlives the source.
    virtual std::unique_ptr<StationSource> source(const SourceConfig &config, const FrameSourceFactory &factory, const Clock &clock) = 0;
};

/// Threads of the system: what the program runs on.
std::shared_ptr<EngineThreads> realThreads();

}  // namespace lineside
