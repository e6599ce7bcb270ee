// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/taskrunner.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <utility>
#include <vector>

namespace lineside::test {

/// Numbers that look random and are the same for the same seed on every machine (SplitMix64).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t roll(std::uint64_t below)
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return (z ^ (z >> 31)) % below;
    }

private:
    std::uint64_t m_state;
};

/// One of the many orders in which the threads of a program may get on, chosen by a seed. What would be a thread is an Actor that does
/// one thing at a turn; all turns are on the calling thread, so that a seed always gives the same order. Where something takes time,
/// the code in hand calls `giveWay`, and others have turns before it goes on, as if it had lost its processor there.
class Schedule {
public:
    class Actor {
    public:
        virtual ~Actor() = default;
        virtual bool ready() const = 0;
        virtual void turn() = 0;  ///< only while ready, and never inside a turn of its own
    };

    explicit Schedule(std::uint64_t seed) : m_dice(seed) {}

    void add(Actor &actor) { m_actors.push_back(&actor); }
    void remove(Actor &actor) { std::erase(m_actors, &actor); }
    Dice &dice() { return m_dice; }

    /// Whose turn it is; null: nobody's.
    const Actor *atWork() const { return m_atWork.empty() ? nullptr : m_atWork.back(); }

    /// One turn of one of those that are ready; false: none is.
    bool step()
    {
        std::vector<Actor *> ready;
        for (Actor *actor : m_actors) {
            if (actor->ready() && std::ranges::find(m_atWork, actor) == m_atWork.end())
                ready.push_back(actor);
        }
        if (ready.empty())
            return false;
        Actor *next = ready[m_dice.roll(ready.size())];
        m_atWork.push_back(next);
        next->turn();
        m_atWork.pop_back();
        return true;
    }
    void giveWay()
    {
        while (m_dice.roll(2) == 0 && step()) {
        }
    }
    /// Until nobody has anything to do.
    void settle()
    {
        while (step()) {
        }
    }

private:
    Dice m_dice;
    std::vector<Actor *> m_actors;
    std::vector<const Actor *> m_atWork;  ///< each inside a turn of the one before
};

/// Runs tasks in the order they were posted, when the schedule says so.
class ScheduledRunner final : public EndingTaskRunner, private Schedule::Actor {
public:
    ScheduledRunner(Schedule &schedule, AtStop atStop) : m_schedule(schedule), m_atStop(atStop) { m_schedule.add(*this); }
    ~ScheduledRunner() override
    {
        stop();
        m_schedule.remove(*this);
    }

    void post(std::function<void()> task) override
    {
        if (m_stopped && m_atStop == AtStop::DropWaiting)
            return;
        m_tasks.push_back(std::move(task));
        if (m_atOnce || m_stopped)
            finishAll();
    }
    void stop() override
    {
        m_stopped = true;
        if (m_atStop == AtStop::FinishWaiting)
            return finishAll();
        const auto dropped = std::exchange(m_tasks, {});
    }
    /// From now on tasks run as they are posted, those that wait before them: for who waits for one and has no thread to do it on.
    void runAtOnce(bool atOnce) { m_atOnce = atOnce; }

private:
    bool ready() const override { return !m_tasks.empty(); }
    void turn() override
    {
        const auto task = std::move(m_tasks.front());
        m_tasks.pop_front();
        task();
    }
    void finishAll()
    {
        if (std::exchange(m_finishing, true))
            return;  // posted by a task that runs: after it
        while (ready())
            turn();
        m_finishing = false;
    }

    Schedule &m_schedule;
    const AtStop m_atStop;
    std::deque<std::function<void()>> m_tasks;
    bool m_stopped = false, m_atOnce = false, m_finishing = false;
};

}  // namespace lineside::test
