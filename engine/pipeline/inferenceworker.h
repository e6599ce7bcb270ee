// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pipeline/inspectionpipeline.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

namespace lineside {

/// How many frames are judged at the same time. Two halves of the processors, each with a station's frame, do more than all
/// processors together on one frame, as soon as anything else runs: a frame waits for its slowest thread, layer by layer.
/// Where one station is all there is, its frame gets all processors; an accelerator takes one frame at a time. Pure.
int inferenceLanes(std::size_t stations, unsigned processors, bool accelerated) noexcept;

/// The processors that each lane keeps to, of those that are allowed; empty: wherever there is room. Lanes of one thread each are kept
/// apart: two that wake on one processor stay there for milliseconds while a load, whose thread gives way at once, has the other to
/// itself, because the system looks for a better place for a thread that waits now and then only. Pure.
std::vector<std::vector<int>> laneProcessors(int lanes, std::span<const int> allowed);

/// Where the frames of all stations are judged, and new models tried out between them. Thread-safe.
class Inference {
public:
    virtual ~Inference() = default;  ///< waits for the frames in hand; jobs that wait are dropped

    using Pipelines = std::vector<std::shared_ptr<InspectionPipeline>>;
    virtual void setPipelines(Pipelines pipelines) = 0;
    /// Tells that a station has a new frame.
    virtual void wake() = 0;
    /// Runs in a gap between frames, never beside another job; destroyed unrun where it was dropped.
    virtual void postJob(std::function<void()> job) = 0;
    /// Since when the thread that is longest at it has been at one frame or job; empty: none is at any.
    virtual std::optional<SteadyTime> busySince() const = 0;
    /// Nothing is judged now, nor was within the last second: a load need not leave time to anybody.
    virtual bool idle() const = 0;
};

/// The inference threads of one device, its lanes: each takes the next frame of a station in turn (`nextTurn`), one lane a
/// station at a time; the first also runs jobs (warm-up of a new model) in the gaps between its frames. Thread-safe.
class InferenceWorker final : public Inference {
public:
    /// `processors`: by lane, as of `laneProcessors`.
    explicit InferenceWorker(int lanes = 1, std::vector<std::vector<int>> processors = {});
    ~InferenceWorker() override;

    void setPipelines(Pipelines pipelines) override;
    void wake() override;
    /// Runs on the first lane when it is next (`jobIsNext`).
    void postJob(std::function<void()> job) override;
    std::optional<SteadyTime> busySince() const override;
    bool idle() const override;

private:
    struct Job {
        std::function<void()> run;
        SteadyTime posted;
    };
    void loop(std::size_t lane, const std::vector<int> &processors);
    bool idleAt(SteadyTime now) const;  ///< locked
    void look(std::size_t lane, const Pipelines &pipelines, std::vector<StationWork> &work) const;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::uint64_t m_news = 0;  ///< counts what may give a lane work; each remembers what it has looked at
    std::size_t m_last = 0;    ///< the station that was taken last
    std::vector<const InspectionPipeline *> m_inHand;  ///< by lane; null: none
    std::vector<std::optional<SteadyTime>> m_busySince; ///< by lane, with a frame or a job
    std::optional<SteadyTime> m_lastJudged;
    std::shared_ptr<const Pipelines> m_pipelines = std::make_shared<const Pipelines>();
    std::deque<Job> m_jobs;
    std::vector<std::thread> m_threads;
};

}  // namespace lineside
