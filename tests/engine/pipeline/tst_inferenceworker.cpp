// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/inferenceworker.h"

#include "base/processors.h"
#include "support/scriptedexecutor.h"

#include <QtTest>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 20s;

/// Counts who is inside at the same time, and can keep them there until so many are.
class Room {
public:
    explicit Room(int waitFor = 1) : m_waitFor(waitFor) {}

    void visit()
    {
        std::unique_lock lock(m_mutex);
        m_most = std::max(m_most, ++m_inside);
        m_changed.notify_all();
        m_changed.wait_for(lock, kPatience, [this] { return m_most >= m_waitFor; });
        --m_inside;
    }
    int most() const
    {
        const std::lock_guard lock(m_mutex);
        return m_most;
    }

private:
    const int m_waitFor;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_inside = 0, m_most = 0;
};

/// Stations of one worker, all with one model of so many detectors.
struct Line {
    Line(int lanes, int stations, int detectors, std::function<void()> whileRunning, std::vector<std::vector<int>> processors = {})
    {
        auto script = std::make_shared<ScriptedExecutor::Script>();
        script->whileRunning = std::move(whileRunning);
        auto model = std::make_shared<LoadedModel>();
        model->id = {"line", 1};
        for (int i = 0; i < detectors; ++i)
            model->detectors.push_back(std::make_unique<Detector>(std::make_unique<ScriptedExecutor>(script), grey, DetectSettings{}));
        worker = std::make_unique<InferenceWorker>(lanes, std::move(processors));
        for (int i = 0; i < stations; ++i) {
            StationConfig config;
            config.id = "station-" + std::to_string(i + 1);
            pipelines.push_back(std::make_shared<InspectionPipeline>(config, [this] { worker->wake(); }, PipelineEvents{}));
            pipelines.back()->setActive(model, false);
        }
        worker->setPipelines(pipelines);
    }
    void newFrame(std::size_t station)
    {
        auto frame = std::make_shared<Frame>();
        frame->image.resize(64, 36);
        frame->capturedAt = std::chrono::steady_clock::now();
        pipelines[station]->onFrame(std::move(frame));
    }
    std::uint64_t judged(std::size_t station) const
    {
        StationSnapshot s;
        pipelines[station]->fill(s);
        return s.counters.judged;
    }

    InferenceWorker::Pipelines pipelines;
    std::unique_ptr<InferenceWorker> worker;
};

}  // namespace

class TestInferenceWorker : public QObject {
    Q_OBJECT

private slots:
    void two_frames_are_judged_at_a_time_where_there_are_stations_and_processors_for_it()
    {
        QCOMPARE(inferenceLanes(4, 2, false), 2);
        QCOMPARE(inferenceLanes(2, 16, false), 2);
        QCOMPARE(inferenceLanes(1, 16, false), 1);  // its frame gets all processors
        QCOMPARE(inferenceLanes(0, 2, false), 1);
        QCOMPARE(inferenceLanes(4, 1, false), 1);
        QCOMPARE(inferenceLanes(4, 16, true), 1);
    }

    void lanes_of_one_thread_each_are_kept_apart()
    {
        using Processors = std::vector<std::vector<int>>;
        const std::vector two{0, 1}, three{4, 7, 9}, four{0, 1, 2, 3};
        QCOMPARE(laneProcessors(2, two), (Processors{{0}, {1}}));
        QCOMPARE(laneProcessors(2, three), (Processors{{4}, {7, 9}}));
        QCOMPARE(laneProcessors(1, two), Processors{});
        QCOMPARE(laneProcessors(2, four), Processors{});  // two threads each: the system has room to move them
        QCOMPARE(laneProcessors(2, std::vector{3}), Processors{});
        QCOMPARE(laneProcessors(2, std::vector<int>{}), Processors{});
    }
    void a_lane_keeps_to_its_processors()
    {
        const std::vector<int> all = allowedProcessors();
        std::vector<int> seen;
        Line line(1, 1, 1, [&] { seen = allowedProcessors(); }, {{all.back()}});
        line.newFrame(0);
        QTRY_COMPARE(line.judged(0), std::uint64_t{1});
        QCOMPARE(seen, std::vector{all.back()});
    }

    void two_stations_are_judged_at_the_same_time()
    {
        Room room(2);  // nobody leaves before both are in
        Line line(2, 2, 2, [&] { room.visit(); });
        line.newFrame(0);
        line.newFrame(1);
        QTRY_VERIFY(line.judged(0) == 1 && line.judged(1) == 1);
        QCOMPARE(room.most(), 2);
    }

    void the_frames_of_one_station_are_judged_one_after_the_other()
    {
        Room room;
        std::atomic<int> toCome = 50;
        Line *behind = nullptr;
        Line line(2, 1, 2, [&] {
            room.visit();
            if (--toCome > 0)
                behind->newFrame(0);  // comes while the one before it is in hand
        });
        behind = &line;
        line.newFrame(0);
        QTRY_COMPARE(line.judged(0), 50u);
        QCOMPARE(room.most(), 1);
    }

    void a_model_that_runs_once_at_a_time_is_run_by_one_thread_and_starves_nobody()
    {
        Room room;
        Line line(2, 3, 1, [&] { room.visit(); });
        for (std::uint64_t round = 1; round <= 20; ++round) {
            for (std::size_t station = 0; station < 3; ++station)
                line.newFrame(station);
            QTRY_VERIFY(line.judged(0) == round && line.judged(1) == round && line.judged(2) == round);
        }
        QCOMPARE(room.most(), 1);
    }

    void the_line_goes_on_while_a_new_model_is_tried()
    {
        Line line(2, 2, 2, [] {});
        std::promise<void> over;
        std::promise<void> begun;
        line.worker->postJob([&] {
            begun.set_value();
            over.get_future().wait_for(kPatience);
        });
        QVERIFY(begun.get_future().wait_for(kPatience) == std::future_status::ready);
        line.newFrame(0);
        line.newFrame(1);
        QTRY_VERIFY(line.judged(0) == 1 && line.judged(1) == 1);
        over.set_value();
    }

    void jobs_run_one_after_the_other_though_there_are_two_threads()
    {
        Room room;
        Line line(2, 2, 2, [] {});
        std::atomic<int> done = 0;
        for (int i = 0; i < 20; ++i)
            line.worker->postJob([&] {
                room.visit();
                ++done;
            });
        QTRY_COMPARE(done.load(), 20);
        QCOMPARE(room.most(), 1);
    }

    void it_is_idle_while_nothing_is_judged_and_for_a_second_before()
    {
        std::atomic<bool> idleInside = true;
        Line *self = nullptr;
        Line line(1, 1, 1, [&] { idleInside = self->worker->idle(); });
        self = &line;
        QVERIFY(line.worker->idle());
        line.newFrame(0);
        QTRY_COMPARE(line.judged(0), 1u);
        QVERIFY(!idleInside);
        QTRY_VERIFY(line.worker->idle());
    }

    void a_removed_station_is_given_up_without_stopping_the_others()
    {
        std::promise<void> inside, mayLeave;
        Line line(1, 1, 1, [&] {
            inside.set_value();
            mayLeave.get_future().wait_for(kPatience);
        });
        std::promise<void> freed;
        std::shared_ptr<Frame> frame(new Frame, [&](Frame *last) {
            delete last;
            line.worker->wake();  // needs the lock of the worker
            freed.set_value();
        });
        frame->image.resize(64, 36);
        frame->capturedAt = std::chrono::steady_clock::now();
        line.pipelines[0]->onFrame(std::move(frame));
        QVERIFY(inside.get_future().wait_for(kPatience) == std::future_status::ready);
        line.worker->setPipelines({});
        line.pipelines.clear();  // the thread that judges has the last one
        mayLeave.set_value();
        QVERIFY(freed.get_future().wait_for(kPatience) == std::future_status::ready);
    }

    void its_end_waits_for_the_frames_in_hand()
    {
        Room room(2);
        Line line(2, 2, 2, [&] { room.visit(); });
        line.newFrame(0);
        line.newFrame(1);
        QTRY_COMPARE(room.most(), 2);
        line.worker.reset();
        QVERIFY(line.judged(0) + line.judged(1) == 2);
    }

    void its_end_drops_the_jobs_that_wait()
    {
        std::promise<void> begun, ending;
        bool ran = false, dropped = false;
        Line line(2, 2, 2, [&] {
            // On the second thread, as the first is in the job: its end says that the worker's end has begun.
            thread_local std::shared_ptr<void> leaves;
            leaves = std::shared_ptr<void>(nullptr, [&](void *) { ending.set_value(); });
        });
        line.worker->postJob([&] {
            begun.set_value();
            ending.get_future().wait_for(kPatience);
        });
        QVERIFY(begun.get_future().wait_for(kPatience) == std::future_status::ready);
        line.newFrame(0);
        QTRY_COMPARE(line.judged(0), 1u);
        std::shared_ptr<void> ticket(nullptr, [&](void *) { dropped = true; });
        line.worker->postJob([&ran, t = std::move(ticket)] { ran = true; });
        line.worker.reset();
        QVERIFY(!ran);
        QVERIFY(dropped);
    }
};

QTEST_GUILESS_MAIN(TestInferenceWorker)
#include "tst_inferenceworker.moc"
