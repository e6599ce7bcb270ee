// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/enginethreads.h"
#include "engine/core/surroundings.h"
#include "support/schedule.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lineside::test {

/// A camera as a schedule has it. Value type.
struct ScheduledCamera {
    int station = 0;
    bool there = true;
    int waiting = 0;            ///< pictures that it is yet to take
    std::uint32_t taken = 0;
};

/// The threads of an engine as actors of a schedule. Outlives the engine.
class ScheduledThreads final : public EngineThreads {
public:
    ScheduledThreads(Schedule &schedule, Surroundings &around) : m_schedule(schedule), m_around(around) {}

    std::map<std::string, ScheduledCamera> cameras;  ///< by SourceConfig::location
    int seconds = 0;                                 ///< that go by: looks at the memory yet to be taken
    std::function<void(const InspectionPipeline &)> judging = [](const InspectionPipeline &) {};  ///< before a frame of it is taken

    std::shared_ptr<EndingTaskRunner> runner(const std::string &, AtStop atStop, ThreadPriority) override
    {
        return std::make_shared<ScheduledRunner>(m_schedule, atStop);
    }
    void runWithPriority(ThreadPriority, const std::string &, const std::function<void()> &run) override { run(); }
    std::unique_ptr<Inference> inference(int, std::vector<std::vector<int>>) override
    {
        auto lane = std::make_unique<Lane>(*this);
        m_lane = lane.get();
        return lane;
    }
    std::shared_ptr<MemoryReturn> memory(std::function<void()> look, std::function<void()>) override { return std::make_shared<Memory>(*this, std::move(look)); }
    std::unique_ptr<StationSource> source(const SourceConfig &config, const FrameSourceFactory &, const Clock &) override
    {
        return std::make_unique<Source>(*this, cameras[config.location]);
    }
    /// The turn is of the inference, and not of somebody who has it beside that.
    bool judgesNow() const
    {
        const Unseen unseen;
        return m_lane && m_schedule.atWork() == m_lane;
    }

private:
    class Lane final : public Inference, public Schedule::Actor {
    public:
        explicit Lane(ScheduledThreads &threads) : m_threads(threads) { m_threads.m_schedule.add(*this); }
        ~Lane() override
        {
            m_threads.m_schedule.remove(*this);
            m_threads.m_lane = nullptr;
        }
        void setPipelines(Pipelines pipelines) override
        {
            const std::lock_guard lock(m_order);
            m_pipelines.swap(pipelines);
        }
        void wake() override { order(); }
        // Who posts one waits for it, on the same stack: it is run here, also in the middle of a frame, as if there were another lane.
        void postJob(std::function<void()> job) override
        {
            job();
            m_threads.m_schedule.giveWay();
        }
        std::optional<SteadyTime> busySince() const override { return std::nullopt; }
        bool idle() const override { return false; }  // nobody has a thread of his own
        bool ready() const override { return std::ranges::any_of(m_pipelines, [](const auto &p) { return p->work(0).hasFrame; }); }
        void act() override
        {
            Pipelines choice;
            {
                const std::lock_guard lock(m_order);
                std::ranges::copy_if(m_pipelines, std::back_inserter(choice), [](const auto &p) { return p->work(0).hasFrame; });
            }
            const auto chosen = choice[m_threads.m_schedule.roll(choice.size())];
            m_threads.judging(*chosen);
            chosen->judgeNext(0, [this] { return m_threads.m_schedule.roll(2) == 0; });
        }

    private:
        ScheduledThreads &m_threads;
        Pipelines m_pipelines;
    };

    class Memory final : public MemoryReturn, private Schedule::Actor {
    public:
        Memory(ScheduledThreads &threads, std::function<void()> look) : m_threads(threads), m_look(std::move(look)) { m_threads.m_schedule.add(*this); }
        ~Memory() override { m_threads.m_schedule.remove(*this); }
        void returnFree() override
        {
            order();
            m_threads.m_around.takesTime();
        }
        bool ready() const override { return m_threads.seconds > 0; }
        void act() override
        {
            {
                const Unseen unseen;
                --m_threads.seconds;
            }
            m_look();
        }

    private:
        ScheduledThreads &m_threads;
        const std::function<void()> m_look;
    };

    /// Says what it sees of its camera, and is opened again as soon as that is back.
    class Source final : public StationSource, private Schedule::Actor {
    public:
        Source(ScheduledThreads &threads, ScheduledCamera &camera) : m_threads(threads), m_camera(camera) { m_threads.m_schedule.add(*this); }
        ~Source() override { m_threads.m_schedule.remove(*this); }
        void start(SupervisedCallbacks callbacks) override
        {
            const std::lock_guard lock(m_order);
            m_callbacks = std::move(callbacks);
        }
        void stop() override
        {
            const std::lock_guard lock(m_order);
            m_stopped = true;
        }
        void retryNow() override {}
        bool ready() const override { return !m_stopped && m_callbacks.onFrame && (m_camera.there != m_running || (m_running && m_camera.waiting > 0)); }
        void act() override
        {
            order();
            const auto [changed, mark] = look();
            if (!changed)
                return m_callbacks.onFrame(mark.picture());
            SourceStatus status;
            status.state = m_running ? SourceState::Running : SourceState::Offline;
            m_callbacks.onStatus(status);
        }
        /// Whether the camera came or went, else the picture that it takes.
        std::pair<bool, PictureMark> look()
        {
            const Unseen unseen;
            if (m_camera.there != std::exchange(m_running, m_camera.there))
                return {true, {}};
            --m_camera.waiting;
            return {false, {m_camera.station, ++m_camera.taken}};
        }

    private:
        ScheduledThreads &m_threads;
        ScheduledCamera &m_camera;
        SupervisedCallbacks m_callbacks;
        bool m_running = false, m_stopped = false;
    };

    Schedule &m_schedule;
    Surroundings &m_around;
    const Lane *m_lane = nullptr;
};

}  // namespace lineside::test
