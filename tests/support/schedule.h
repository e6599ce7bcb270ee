// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/taskrunner.h"
#include "support/ownthread.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
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
/// one thing at a turn while all others wait, so that a seed always gives the same order. Where something takes time, the code in hand
/// calls `giveWay`, and others have turns before it goes on, as if it had lost its processor there.
class Schedule {
public:
    class Actor {
    public:
        virtual ~Actor() = default;
        virtual bool ready() const = 0;  ///< unseen
        virtual void act() = 0;          ///< only while ready, and never inside an act of its own

        void turn()
        {
            act();
            order();
        }

    protected:
        /// What a thread does when it waits for its work, and who gives it some or waits for its end: what was before is seen by who comes after.
        void order() { const std::lock_guard lock(m_order); }
        std::mutex m_order;

    private:
        friend class Schedule;
        std::unique_ptr<OwnThread<Actor>> m_thread;
    };

    explicit Schedule(std::uint64_t seed) : m_dice(seed) {}

    /// Last in the constructor of an actor, and first in the destructor.
    void add(Actor &actor)
    {
        actor.m_thread = std::make_unique<OwnThread<Actor>>();
        const Unseen unseen;
        m_actors.push_back(&actor);
    }
    void remove(Actor &actor)
    {
        actor.order();
        actor.m_thread.reset();
        const Unseen unseen;
        std::erase(m_actors, &actor);
    }
    std::uint64_t roll(std::uint64_t below)
    {
        const Unseen unseen;
        return m_dice.roll(below);
    }

    /// Whose turn it is; null: nobody's.
    const Actor *atWork() const
    {
        const Unseen unseen;
        return m_atWork.empty() ? nullptr : m_atWork.back();
    }

    /// One turn of one of those that are ready; false: none is.
    bool step()
    {
        const Unseen unseen;
        std::vector<Actor *> ready;
        for (Actor *actor : m_actors) {
            if (actor->ready() && std::ranges::find(m_atWork, actor) == m_atWork.end())
                ready.push_back(actor);
        }
        if (ready.empty())
            return false;
        Actor *next = ready[m_dice.roll(ready.size())];
        m_atWork.push_back(next);
        next->m_thread->turn(next);
        m_atWork.pop_back();
        return true;
    }
    void giveWay()
    {
        while (roll(2) == 0 && step()) {
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
        m_schedule.remove(*this);
        stop();
    }

    void post(std::function<void()> task) override
    {
        {
            const std::lock_guard lock(m_order);
            if (m_stopped && m_atStop == AtStop::DropWaiting)
                return;
            m_tasks.push_back(std::move(task));
            if (!m_atOnce && !m_stopped)
                return;
        }
        finishAll();
    }
    void stop() override
    {
        std::deque<std::function<void()>> dropped;  // outside the lock: what they hold may post as it goes
        {
            const std::lock_guard lock(m_order);
            m_stopped = true;
            if (m_atStop == AtStop::DropWaiting)
                dropped.swap(m_tasks);
        }
        finishAll();
    }
    /// From now on tasks run as they are posted, those that wait before them: for who waits for one and has no thread to do it on.
    void runAtOnce(bool atOnce)
    {
        const std::lock_guard lock(m_order);
        m_atOnce = atOnce;
    }

private:
    bool ready() const override { return !m_tasks.empty(); }
    void act() override
    {
        if (const auto task = next())
            task();
    }
    std::function<void()> next()
    {
        const std::lock_guard lock(m_order);
        if (m_tasks.empty())
            return {};
        auto task = std::move(m_tasks.front());
        m_tasks.pop_front();
        return task;
    }
    void finishAll()
    {
        if (std::exchange(m_finishing, true))
            return;  // posted by a task that runs: after it
        while (const auto task = next())
            task();
        m_finishing = false;
    }

    Schedule &m_schedule;
    const AtStop m_atStop;
    std::deque<std::function<void()>> m_tasks;
    bool m_stopped = false, m_atOnce = false, m_finishing = false;
};

}  // namespace lineside::test
