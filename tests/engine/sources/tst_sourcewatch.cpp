// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/sourcewatch.h"

#include <QtTest>

#include <random>

using namespace lineside;
using namespace std::chrono_literals;
using Phase = SourceWatch::Phase;

Q_DECLARE_METATYPE(lineside::SourceState)

namespace {

const SteadyTime kStart{std::chrono::seconds(1000)};
const WallTime kWallStart{std::chrono::hours(500'000)};

/// A watch with a time of its own.
struct Watched {
    explicit Watched(WatchPolicy policy = {}) : watch(std::move(policy), kStart, kWallStart) {}

    WallTime wall() const { return kWallStart + std::chrono::duration_cast<WallTime::duration>(now - kStart); }
    void pass(std::chrono::milliseconds time)
    {
        now += time;
        watch.tick(now, wall());
    }
    bool picture(std::uint8_t content)
    {
        auto frame = std::make_shared<Frame>();
        frame->image.resize(64, 48);
        frame->image.view().pixels[64 * 30 * 4] = content;
        return watch.frame(frame, now, wall());
    }
    /// Different pictures for that long; how many were passed on.
    int play(std::chrono::milliseconds time, std::chrono::milliseconds period = 33ms)
    {
        int count = 0;
        for (const SteadyTime end = now + time; now < end; pass(period))
            count += picture(++content);
        return count;
    }
    void open() { watch.opened(now); }
    void lose(SourceState state = SourceState::Offline, const char *detail = "gone") { watch.lost(state, detail, now, wall()); }
    SourceState state() const { return watch.status().state; }

    SteadyTime now = kStart;
    std::uint8_t content = 0;
    SourceWatch watch;
};

}  // namespace

class TestSourceWatch : public QObject {
    Q_OBJECT
private slots:
    void it_opens_at_once_and_runs_with_the_first_picture()
    {
        Watched w;
        QVERIFY(w.state() == SourceState::Connecting);
        QVERIFY(w.watch.shouldOpen(w.now));
        w.open();
        QVERIFY(!w.watch.shouldOpen(w.now));
        QVERIFY(w.picture(1));
        QVERIFY(w.state() == SourceState::Running);
        QCOMPARE(w.watch.status().width, 64);
        QCOMPARE(w.watch.status().height, 48);
    }
    void silence_is_stalled_after_half_a_second_and_reopened_after_three()
    {
        Watched w;
        w.open();
        w.play(2s);
        const SteadyTime last = w.now - 33ms;
        QCOMPARE(w.watch.deadline(), last + 500ms);
        w.pass(466ms);
        QVERIFY(w.state() == SourceState::Running);
        w.pass(1ms);
        QVERIFY(w.state() == SourceState::Stalled);
        QCOMPARE(w.watch.phase(), Phase::Live);
        QCOMPARE(w.watch.deadline(), last + 3s);
        w.pass(2500ms);
        QCOMPARE(w.watch.phase(), Phase::Waiting);
        QVERIFY(w.state() == SourceState::Stalled);
        QCOMPARE(w.watch.status().nextTry, w.now + 500ms);
    }
    void a_slow_camera_is_given_two_of_its_own_periods()
    {
        WatchPolicy policy;
        policy.targetFps = 1;
        Watched w(policy);
        w.open();
        QVERIFY(w.picture(1));
        w.pass(1999ms);
        QVERIFY(w.state() == SourceState::Running);
        w.pass(1ms);
        QVERIFY(w.state() == SourceState::Stalled);
    }
    void a_camera_slower_than_wanted_is_measured()
    {
        Watched w;  // 30 wanted
        w.open();
        w.picture(0);
        // The second picture of a one-a-second camera comes after a stall; then its period is known.
        for (int i = 0; i < 20; ++i) {
            w.pass(400ms);
            w.picture(static_cast<std::uint8_t>(i + 1));
        }
        w.pass(750ms);
        QVERIFY(w.state() == SourceState::Running);
        w.pass(51ms);
        QVERIFY(w.state() == SourceState::Stalled);
    }
    void a_picture_after_a_stall_is_running_again()
    {
        Watched w;
        w.open();
        w.play(1s);
        w.pass(1s);
        QVERIFY(w.state() == SourceState::Stalled);
        QVERIFY(w.picture(200));
        QVERIFY(w.state() == SourceState::Running);
        QCOMPARE(w.watch.status().since, w.wall());
    }
    void a_loss_of_any_kind_is_retried_with_growing_waits_data()
    {
        QTest::addColumn<SourceState>("state");
        QTest::newRow("offline") << SourceState::Offline;
        QTest::newRow("used by another program") << SourceState::Busy;
        QTest::newRow("ended") << SourceState::Ended;
    }
    void a_loss_of_any_kind_is_retried_with_growing_waits()
    {
        QFETCH(SourceState, state);
        Watched w;
        w.open();
        const std::chrono::milliseconds waits[] = {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 10'000ms, 10'000ms};
        for (const auto wait : waits) {
            w.lose(state);
            QVERIFY(w.state() == state);
            QCOMPARE(w.watch.status().nextTry, w.now + wait);
            w.pass(wait - 1ms);
            QVERIFY(!w.watch.shouldOpen(w.now));
            w.pass(1ms);
            QVERIFY(w.watch.shouldOpen(w.now));
            w.open();
            QCOMPARE(w.watch.status().nextTry, SteadyTime());
        }
    }
    void the_state_says_since_when_over_all_tries()
    {
        Watched w;
        w.open();
        w.play(1s);
        w.lose();
        const WallTime since = w.wall();
        for (int i = 0; i < 3; ++i) {
            w.pass(10s);
            w.open();
            QVERIFY(w.state() == SourceState::Offline);
            w.lose(SourceState::Offline, "still gone");
        }
        QVERIFY(w.watch.status().since == since);
        QCOMPARE(w.watch.status().detail, std::string("still gone"));
    }
    void a_source_that_comes_back_for_a_moment_does_not_shorten_the_wait()
    {
        Watched w;
        for (const auto wait : {500ms, 1000ms, 2000ms}) {
            w.open();
            w.play(100ms);
            w.lose();
            QCOMPARE(w.watch.status().nextTry, w.now + wait);
            w.pass(wait);
        }
        w.open();
        w.play(6s);
        w.lose();
        QCOMPARE(w.watch.status().nextTry, w.now + 500ms);
    }
    void a_source_without_a_first_picture_is_given_up_after_ten_seconds()
    {
        Watched w;
        w.open();
        QCOMPARE(w.watch.deadline(), w.now + 10s);
        w.pass(10s);
        QVERIFY(w.state() == SourceState::Offline);
        QCOMPARE(w.watch.phase(), Phase::Waiting);
        QVERIFY(!w.watch.status().detail.empty());
    }
    void what_is_made_here_gets_more_time_with_each_try_and_a_camera_does_not()
    {
        for (const SourceKind kind : {SourceKind::DemoLine, SourceKind::Camera}) {
            SourceConfig config;
            config.kind = kind;
            Watched w(WatchPolicy::forSource(config));
            w.open();
            QCOMPARE(w.watch.deadline(), w.now + 10s);
            for (const auto longer : {20s, 40s, 80s, 160s, 320s, 320s}) {
                w.lose();
                w.open();
                QCOMPARE(w.watch.deadline(), w.now + (kind == SourceKind::DemoLine ? longer : 10s));
            }
            w.play(6s);
            w.lose();
            w.open();
            QCOMPARE(w.watch.deadline(), w.now + (kind == SourceKind::DemoLine ? 20s : 10s));
        }
    }
    void retry_now_ends_the_wait_and_begins_the_back_off_anew()
    {
        Watched w;
        for (int i = 0; i < 5; ++i) {
            w.open();
            w.lose();
            w.pass(10s);
        }
        w.open();
        w.lose(SourceState::Busy, "in use");
        QVERIFY(!w.watch.shouldOpen(w.now));
        w.watch.retryNow(w.now);
        QVERIFY(w.watch.shouldOpen(w.now));
        QVERIFY(w.state() == SourceState::Busy);
        w.open();
        w.lose();
        QCOMPARE(w.watch.status().nextTry, w.now + 500ms);
    }
    void retry_now_leaves_a_running_or_opening_source_alone()
    {
        Watched w;
        w.open();
        w.watch.retryNow(w.now);
        QCOMPARE(w.watch.phase(), Phase::Opening);
        w.play(1s);
        w.watch.retryNow(w.now);
        QCOMPARE(w.watch.phase(), Phase::Live);
    }
    void a_picture_that_comes_while_waiting_is_not_passed_on()
    {
        Watched w;
        w.open();
        w.play(1s);
        w.lose();
        QVERIFY(!w.picture(77));
        QVERIFY(w.state() == SourceState::Offline);
    }
    void forty_equal_pictures_are_frozen_and_none_of_them_after_that_is_passed_on()
    {
        Watched w;
        w.open();
        w.play(2s);
        int passed = 0;
        for (int i = 0; i < 100; ++i) {
            passed += w.picture(250);
            w.pass(33ms);
        }
        QCOMPARE(passed, 39);
        QVERIFY(w.state() == SourceState::Frozen);
        QCOMPARE(w.watch.status().samePictures, 100u);
        QVERIFY(w.picture(251));
        QVERIFY(w.state() == SourceState::Running);
    }
    void a_frozen_camera_does_not_look_alive_after_it_was_reopened()
    {
        Watched w;
        w.open();
        int passed = 0;
        for (int i = 0; i < 1000 && w.watch.phase() != Phase::Waiting; ++i) {
            passed += w.picture(9);
            w.pass(33ms);
        }
        QCOMPARE(passed, 39);
        QCOMPARE(w.watch.phase(), Phase::Waiting);  // ten seconds frozen
        w.pass(1s);
        w.open();
        const auto before = w.watch.status().samePictures;
        QVERIFY(!w.picture(9));
        QVERIFY(w.state() == SourceState::Frozen);
        QCOMPARE(w.watch.status().samePictures, before + 1);
        QCOMPARE(w.watch.phase(), Phase::Live);
        w.pass(33ms);
        QVERIFY(w.picture(10));
        QVERIFY(w.state() == SourceState::Running);
    }
    void a_still_scene_with_noise_is_never_frozen()
    {
        Watched w;
        w.open();
        std::minstd_rand random(5);
        for (int i = 0; i < 20'000; ++i) {
            auto frame = std::make_shared<Frame>();
            frame->image.resize(64, 48);
            frame->image.view().pixels[(random() % (64 * 48)) * 4] = static_cast<std::uint8_t>(1 + random() % 3);
            QVERIFY(w.watch.frame(frame, w.now, w.wall()));
            w.pass(33ms);
        }
    }
    void a_file_may_show_the_same_picture_for_ever()
    {
        SourceConfig config;
        config.kind = SourceKind::ImageFolder;
        Watched w(WatchPolicy::forSource(config));
        w.open();
        for (int i = 0; i < 200; ++i) {
            QVERIFY(w.picture(1));
            w.pass(33ms);
        }
    }
    void what_nobody_can_unplug_may_be_kept_waiting_longer_before_it_counts_as_stalled()
    {
        for (const SourceKind kind : {SourceKind::DemoLine, SourceKind::VideoFile, SourceKind::ImageFolder, SourceKind::Camera, SourceKind::Stream}) {
            SourceConfig config;
            config.kind = kind;
            const bool device = kind == SourceKind::Camera || kind == SourceKind::Stream;
            Watched w(WatchPolicy::forSource(config));
            w.open();
            w.picture(1);
            w.pass(33ms);
            w.picture(2);
            w.pass(499ms);
            QVERIFY(w.state() == SourceState::Running);
            w.pass(1ms);
            QVERIFY((w.state() == SourceState::Stalled) == device);
            w.pass(1500ms);
            QVERIFY(w.state() == SourceState::Stalled);
            w.pass(1s);
            QVERIFY((w.watch.phase() == Phase::Waiting) == device);
            w.pass(7s);
            QVERIFY(w.watch.phase() == Phase::Waiting);
        }
    }
    void a_frozen_camera_that_falls_silent_is_stalled()
    {
        Watched w;
        w.open();
        for (int i = 0; i < 60; ++i) {
            w.picture(1);
            w.pass(33ms);
        }
        QVERIFY(w.state() == SourceState::Frozen);
        w.pass(500ms);
        QVERIFY(w.state() == SourceState::Stalled);
    }
};

QTEST_APPLESS_MAIN(TestSourceWatch)
#include "tst_sourcewatch.moc"
