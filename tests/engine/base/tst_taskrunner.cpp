// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/taskrunner.h"

#include <QtTest>

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <memory>
#include <thread>
#include <vector>

using namespace lineside;

namespace {

/// A task that begins and then waits until it is let go.
struct Held {
    std::promise<void> begun, letGo;

    std::function<void()> task()
    {
        return [this] {
            begun.set_value();
            letGo.get_future().wait();
        };
    }
};

}  // namespace

class TestTaskRunner : public QObject {
    Q_OBJECT

private slots:
    void tasks_run_on_one_other_thread_in_their_order()
    {
        std::vector<int> order;
        std::vector<std::thread::id> threads;
        {
            ThreadTaskRunner runner("test", AtStop::FinishWaiting);
            for (int i = 0; i < 100; ++i) {
                runner.post([&, i] {
                    order.push_back(i);
                    threads.push_back(std::this_thread::get_id());
                });
            }
        }
        QCOMPARE(order.size(), std::size_t{100});
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QVERIFY(std::ranges::count(threads, threads.front()) == 100 && threads.front() != std::this_thread::get_id());
    }

    void what_waits_is_finished_or_dropped_as_it_was_asked_for_data()
    {
        QTest::addColumn<bool>("finish");
        QTest::newRow("finished") << true;
        QTest::newRow("dropped") << false;
    }
    void what_waits_is_finished_or_dropped_as_it_was_asked_for()
    {
        QFETCH(bool, finish);
        int done = 0;
        const auto held = std::make_shared<int>(7);
        {
            Held first;
            ThreadTaskRunner runner("test", finish ? AtStop::FinishWaiting : AtStop::DropWaiting);
            runner.post(first.task());
            first.begun.get_future().wait();
            for (int i = 0; i < 3; ++i)
                runner.post([&done, held] { ++done; });
            std::jthread stopping([&] { runner.stop(); });
            // Once it was told to stop it takes nothing more: what is posted is gone at once.
            for (bool taken = !finish; taken;) {
                const auto probe = std::make_shared<int>(0);
                runner.post([probe] {});
                taken = probe.use_count() > 1;
            }
            first.letGo.set_value();
            stopping.join();
            QCOMPARE(done, finish ? 3 : 0);
            QCOMPARE(held.use_count(), 1L);
            runner.post([&done, held] { ++done; });  // nobody is there to run it
        }
        QCOMPARE(done, finish ? 3 : 0);
        QCOMPARE(held.use_count(), 1L);
    }

    void two_who_stop_it_at_once_both_wait_for_its_end()
    {
        for (int round = 0; round < 50; ++round) {
            Held first;
            std::atomic<bool> ended{false};
            ThreadTaskRunner runner("test", AtStop::DropWaiting);
            runner.post([&, task = first.task()] {
                task();
                ended = true;
            });
            first.begun.get_future().wait();
            std::atomic<int> stopping{0}, early{0};
            {
                const auto stop = [&] {
                    ++stopping;
                    runner.stop();
                    early += !ended;
                };
                std::jthread one(stop), two(stop);
                while (stopping < 2)
                    std::this_thread::yield();
                first.letGo.set_value();
            }
            QCOMPARE(early.load(), 0);
            runner.stop();  // again: nothing
        }
    }
    void what_runs_at_a_lower_priority_and_all_that_it_starts_gives_way_and_the_caller_does_not()
    {
        const auto policy = [] { return sched_getscheduler(0); };
        const auto nice = [] { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); };
        const int before = nice();
        int idle = -1, child = -1, lowNice = -1;
        runWithPriority(ThreadPriority::Idle, "test", [&] {
            idle = policy();
            std::thread([&] { child = policy(); }).join();
        });
        runWithPriority(ThreadPriority::Low, "test", [&] { lowNice = nice(); });
        QCOMPARE(idle, SCHED_IDLE);
        QCOMPARE(child, SCHED_IDLE);
        QVERIFY(lowNice >= 10);
        QCOMPARE(policy(), SCHED_OTHER);
        QCOMPARE(nice(), before);
    }
};

QTEST_GUILESS_MAIN(TestTaskRunner)
#include "tst_taskrunner.moc"
