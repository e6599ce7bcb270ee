// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pipeline/inspectionpipeline.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace lineside {

/// The inference thread of one device: takes the newest frame of each station in turn (`nextTurn`), and runs jobs (warm-up of a
/// new model) in the gaps between frames. Thread-safe.
class InferenceWorker {
public:
    InferenceWorker();
    ~InferenceWorker();  ///< waits for the frame in hand; jobs that wait are dropped

    using Pipelines = std::vector<std::shared_ptr<InspectionPipeline>>;
    void setPipelines(Pipelines pipelines);
    /// Tells that a station has a new frame.
    void wake();
    /// Runs when no station has a frame, at the latest 250 ms after it was posted.
    void postJob(std::function<void()> job);

private:
    struct Job {
        std::function<void()> run;
        SteadyTime posted;
    };
    void loop();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    bool m_pending = false;
    std::shared_ptr<const Pipelines> m_pipelines = std::make_shared<const Pipelines>();
    std::deque<Job> m_jobs;
    std::thread m_thread;
};

}  // namespace lineside
