// SPDX-License-Identifier: GPL-3.0-or-later
// When a new model is taken back, and when not.
#include "pipeline/swaphealth.h"
#include "pipeline/swapwatch.h"

#include <QtTest>

#include <optional>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

/// A line at 25 pictures a second with a watch on its new model, and its time.
struct Watched {
    explicit Watched(const HealthLimits &limits = HealthLimits::of(0, 25, 25, 20), bool reference = true)
        : watch(7, limits, reference ? std::make_shared<LoadedModel>() : nullptr, 0.25f)
    {
    }

    static Detections found(std::vector<float> scores, Labels labels = {"Bottle", "Cap"}, double ms = 10)
    {
        Detections d;
        d.labels = std::make_shared<const Labels>(std::move(labels));
        for (const float score : scores)
            d.items.push_back({{1, 1, 5, 5}, score, 0});
        d.times.inferMs = ms;
        return d;
    }
    void picture()
    {
        watch.captured(now);
        look();
    }
    /// The picture that came last is judged after `latencyMs`.
    void judge(Detections fresh, double latencyMs = 20)
    {
        auto frame = std::make_shared<Frame>();
        frame->capturedAt = now;
        JudgedFrame judged;
        judged.frame = frame;
        judged.judgedAt = now + std::chrono::duration_cast<SteadyTime::duration>(Milliseconds(latencyMs));
        judged.detections = std::move(fresh);
        watch.judged(judged);
        last = judged;
        lookAt(judged.judgedAt);
    }
    /// The model before, where it is wanted.
    bool ask(Detections before, bool othersWait = false)
    {
        if (outcome || !watch.wantsReference(last, othersWait))
            return false;
        watch.referenceJudged(last, before, last.judgedAt);
        ++asked;
        lookAt(last.judgedAt);
        return true;
    }
    void run(std::chrono::milliseconds time, const Detections &fresh, const Detections &before, double latencyMs = 20)
    {
        for (const SteadyTime end = now + time; now < end && !outcome; now += 40ms) {
            picture();
            judge(fresh, latencyMs);
            ask(before);
        }
    }
    void look() { lookAt(now); }
    void lookAt(SteadyTime at)
    {
        if (!outcome)
            outcome = watch.outcome(at);
    }
    bool is(Health health) const { return outcome && outcome->health == health; }

    SteadyTime now{1000s};
    SwapWatch watch;
    JudgedFrame last;
    int asked = 0;
    std::optional<HealthRecord> outcome;
};

const Detections kNone = Watched::found({}), kSome = Watched::found({0.9f, 0.8f});

}  // namespace

class TestSwapHealth : public QObject {
    Q_OBJECT

private slots:
    void a_model_that_finds_something_in_time_is_healthy_after_two_seconds()
    {
        Watched line;
        line.run(1900ms, kSome, kSome);
        QVERIFY(!line.outcome);
        line.run(500ms, kSome, kSome);
        QVERIFY(line.is(Health::Healthy));
        QVERIFY(line.outcome->afterMs >= 2000 && line.outcome->afterMs < 2100);
        QCOMPARE(line.asked, 0);  // a model that sees needs no other beside it
    }

    void a_model_that_sees_nothing_where_the_one_before_does_is_taken_back_within_a_second()
    {
        Watched line;
        line.run(2000ms, kNone, kSome);
        QVERIFY(line.is(Health::FindsNothing));
        QVERIFY(line.outcome->afterMs < 1000);
        QCOMPARE(line.outcome->missed, std::uint64_t{3});
        QCOMPARE(line.outcome->compared, std::uint64_t{3});
    }

    void an_empty_belt_proves_nothing()
    {
        Watched line;
        line.run(29'900ms, kNone, kNone);
        QVERIFY(!line.outcome);
        QVERIFY(line.asked < 60);  // sparsely: the line goes first
        line.run(500ms, kNone, kNone);
        QVERIFY(line.is(Health::NotProven));
        QVERIFY(!takesBack(line.outcome->health));
    }

    void a_part_that_comes_later_is_evidence_within_two_seconds_still()
    {
        Watched line;
        line.run(9000ms, kNone, kNone);
        const SteadyTime came = line.now;
        line.run(5000ms, kNone, kSome);
        QVERIFY(line.is(Health::FindsNothing));
        QVERIFY(line.now - came < 2s);
    }

    void two_parts_that_were_missed_are_not_enough()
    {
        Watched line;
        line.run(200ms, kNone, kSome);
        QVERIFY(line.asked == 2 && !line.outcome);
        line.run(2500ms, kSome, kSome);
        QVERIFY(line.is(Health::Healthy));
    }

    void boxes_that_barely_pass_the_threshold_prove_nothing()
    {
        Watched line;
        line.run(5000ms, kNone, Watched::found({0.5f}));
        QVERIFY(!line.outcome);
    }

    void what_the_new_model_has_no_name_for_it_need_not_find()
    {
        Watched line;
        line.run(5000ms, Watched::found({}, {"Lid"}), kSome);
        QVERIFY(!line.outcome);
    }

    void the_model_before_waits_its_turn_but_not_for_ever()
    {
        Watched line;
        int after = 0;
        for (int frame = 0; frame < 100 && !line.outcome; ++frame, line.now += 40ms) {
            line.picture();
            line.judge(kNone);
            line.ask(kSome, true);
            after = frame;
        }
        QVERIFY(line.is(Health::FindsNothing));
        QVERIFY(after > 20);  // 300 ms later each time
        QVERIFY(line.outcome->afterMs < 2000);
    }

    void a_model_before_that_does_not_work_is_asked_no_more()
    {
        Watched line;
        line.picture();
        line.judge(kNone);
        line.watch.referenceFailed();
        line.run(29'900ms, kNone, kSome);
        QCOMPARE(line.asked, 0);
        QVERIFY(!line.outcome);
    }

    void pictures_that_come_and_are_not_judged_take_the_model_back()
    {
        Watched line;
        line.run(400ms, kSome, kSome);
        const SteadyTime stopped = line.now;
        while (!line.outcome && line.now < stopped + 10s) {
            line.picture();
            line.now += 40ms;
        }
        QVERIFY(line.is(Health::NoVerdicts));
        QVERIFY(line.now - stopped < 1100ms);
        QVERIFY(line.outcome->waiting >= 25);
    }

    void a_model_that_never_judges_is_taken_back_too()
    {
        Watched line;
        while (!line.outcome && line.now < SteadyTime(1010s)) {
            line.picture();
            line.now += 40ms;
        }
        QVERIFY(line.is(Health::NoVerdicts));
        QVERIFY(line.outcome->afterMs >= 1000 && line.outcome->afterMs < 1100);
        QCOMPARE(line.outcome->judged, std::uint64_t{0});
    }

    void a_camera_that_is_down_is_not_the_models_fault()
    {
        Watched line;
        line.run(400ms, kSome, kSome);
        line.now += 3600s;
        line.look();
        QVERIFY(!line.outcome || !takesBack(line.outcome->health));

        Watched never;
        never.now += 3600s;
        never.look();
        QVERIFY(!never.outcome);
        never.run(3000ms, kSome, kSome);  // it is watched once pictures come
        QVERIFY(never.is(Health::Healthy));
    }

    void a_program_that_was_held_up_as_a_whole_is_not_the_models_fault()
    {
        Watched line;
        line.run(400ms, kSome, kSome);
        line.picture();
        line.now += 10s;  // the capture thread wakes up first
        for (int i = 0; i < 5; ++i) {
            line.picture();
            line.now += 40ms;
        }
        line.judge(kSome);
        QVERIFY(!line.outcome || !takesBack(line.outcome->health));
    }

    void a_line_that_was_slow_before_is_given_time()
    {
        Watched line(HealthLimits::of(0, 25, 2, 500));
        for (int i = 0; i < 45; ++i, line.now += 40ms)
            line.picture();
        QVERIFY(!line.outcome);
        for (int i = 0; i < 10; ++i, line.now += 40ms)
            line.picture();
        QVERIFY(line.is(Health::NoVerdicts));
    }

    void a_slow_camera_is_not_a_model_that_stands_still()
    {
        Watched line(HealthLimits::of(0, 1, 1, 20));
        for (int i = 0; i < 10; ++i, line.now += 1s) {
            line.picture();
            line.judge(kSome);
            line.ask(kSome);
        }
        QVERIFY(line.is(Health::Healthy));
    }

    void a_model_that_is_too_slow_for_the_camera_is_taken_back_within_two_seconds()
    {
        Watched line;
        const SteadyTime began = line.now;
        for (int i = 0; i < 200 && !line.outcome; ++i, line.now += 40ms) {
            line.picture();
            if (i % 5 == 4) {
                line.judge(Watched::found({0.9f}, {"Bottle"}, 200), 220);
                line.ask(kSome);
            }
        }
        QVERIFY(line.is(Health::TooSlow));
        QVERIFY(line.now - began < 2s);
        QCOMPARE(line.outcome->latencyMs, 220.0);
        QCOMPARE(line.outcome->allowedMs, 80.0);
        QVERIFY(line.outcome->skippedShare > 0.5);
    }

    void a_model_that_is_slow_because_the_computer_is_busy_stays()
    {
        Watched line;
        for (int i = 0; i < 200 && !line.outcome; ++i, line.now += 40ms) {
            line.picture();
            if (i % 5 == 4) {
                line.judge(Watched::found({0.9f}, {"Bottle"}, 200), 220);
                line.ask(Watched::found({0.9f}, {"Bottle"}, 180));  // the one before would be as late
            }
        }
        QVERIFY(line.asked > 3);
        QVERIFY(!line.outcome);
    }

    void one_slow_frame_is_no_slow_model()
    {
        Watched line(HealthLimits::of(30, 25, 25, 20));
        line.run(200ms, kSome, kSome);
        line.picture();
        line.judge(Watched::found({0.9f}, {"Bottle"}, 900), 900);
        line.now += 920ms;
        line.run(1500ms, kSome, kSome);
        QVERIFY(line.is(Health::Healthy));
    }

    void the_contracts_limit_counts_where_no_picture_is_skipped_too()
    {
        Watched line(HealthLimits::of(30, 25, 25, 20));
        line.run(2000ms, Watched::found({0.9f}, {"Bottle"}, 34), Watched::found({0.9f}, {"Bottle"}, 15), 38);
        QVERIFY(line.is(Health::TooSlow));
        QVERIFY(line.outcome->afterMs >= 1000 && line.outcome->afterMs < 1100);
        Watched without;
        without.run(3000ms, Watched::found({0.9f}, {"Bottle"}, 34), kSome, 38);
        QVERIFY(without.is(Health::Healthy));
    }

    void without_the_model_before_the_line_as_it_was_is_the_measure()
    {
        const Detections slow = Watched::found({0.9f}, {"Bottle"}, 34);
        Watched was(HealthLimits::of(30, 25, 25, 20), false);
        was.run(2000ms, slow, kSome, 38);
        QVERIFY(was.is(Health::TooSlow));
        QCOMPARE(was.asked, 0);
        Watched slowBefore(HealthLimits::of(30, 25, 25, 35), false);
        slowBefore.run(5000ms, slow, kSome, 38);
        QVERIFY(!slowBefore.outcome);
        Watched unknown(HealthLimits::of(30, 0, 0, 0), false);
        unknown.run(5000ms, slow, kSome, 38);
        QVERIFY(!unknown.outcome);
        unknown.run(26'000ms, slow, kSome, 38);
        QVERIFY(unknown.is(Health::NotProven));  // late to the end, and nobody knows whose fault it is
    }

    void a_line_that_skipped_before_may_skip_on()
    {
        Watched line(HealthLimits::of(0, 25, 6, 200));
        for (int i = 0; i < 100 && !line.outcome; ++i, line.now += 40ms) {
            line.picture();
            if (i % 5 == 4)
                line.judge(Watched::found({0.9f}, {"Bottle"}, 190), 210);
        }
        QVERIFY(line.is(Health::Healthy));
        QCOMPARE(line.asked, 0);
    }
};

QTEST_GUILESS_MAIN(TestSwapHealth)
#include "tst_swaphealth.moc"
