// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/supervisedsource.h"

#include "support/manualclock.h"
#include "support/processinfo.h"
#include "support/supervised.h"

#include <QtTest>

#include <atomic>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

/// The sources that a supervisor was given, for the test to speak through. Thread-safe.
class Bench {
public:
    FrameSourceFactory factory()
    {
        return [this](const SourceConfig &) -> Result<std::unique_ptr<FrameSource>> {
            const std::lock_guard lock(m_mutex);
            ++m_opened;
            if (m_refuse)
                return Error{m_refuse == 2 ? ErrorCode::Busy : ErrorCode::NotFound, "refused"};
            return std::unique_ptr<FrameSource>(new Puppet(*this));
        };
    }
    void refuse(bool on, bool busy = false) { m_refuse = on ? (busy ? 2 : 1) : 0; }
    int opened() const
    {
        const std::lock_guard lock(m_mutex);
        return m_opened;
    }
    bool hasSource() const
    {
        const std::lock_guard lock(m_mutex);
        return m_callbacks != nullptr;
    }
    /// A picture from the source that is open; false where none is.
    bool picture()
    {
        const std::lock_guard lock(m_mutex);
        if (!m_callbacks)
            return false;
        auto frame = std::make_shared<Frame>();
        frame->image.resize(8, 8);
        frame->image.view().pixels[0] = ++m_content;
        frame->sequence = m_sequence++;
        m_callbacks->onFrame(frame);
        return true;
    }
    /// Of the source that is open, for one that calls after it was told to stop.
    std::shared_ptr<SourceCallbacks> callbacks() const
    {
        const std::lock_guard lock(m_mutex);
        return m_callbacks;
    }
    void report(SourceState state, const char *detail)
    {
        const std::lock_guard lock(m_mutex);
        if (m_callbacks)
            m_callbacks->onState(state, detail);
    }

private:
    class Puppet final : public FrameSource {
    public:
        explicit Puppet(Bench &bench) : m_bench(bench) {}
        ~Puppet() override { stop(); }
        void start(SourceCallbacks callbacks) override
        {
            const std::lock_guard lock(m_bench.m_mutex);
            m_bench.m_sequence = callbacks.firstSequence;
            m_bench.m_callbacks = std::make_shared<SourceCallbacks>(std::move(callbacks));
        }
        void stop() override
        {
            const std::lock_guard lock(m_bench.m_mutex);
            m_bench.m_callbacks.reset();
        }

    private:
        Bench &m_bench;
    };

    mutable std::mutex m_mutex;
    std::shared_ptr<SourceCallbacks> m_callbacks;
    std::uint64_t m_sequence = 1;
    std::uint8_t m_content = 0;
    int m_opened = 0;
    std::atomic<int> m_refuse{0};
};

/// No part of it is left to chance, as it is for stations.
const WatchPolicy kExact;

/// A supervisor over that bench.
struct Station : Supervised<ManualClock> {
    explicit Station(Bench &bench) : Supervised({}, bench.factory(), kExact) {}
};

}  // namespace

class TestSupervisedSource : public QObject {
    Q_OBJECT
private slots:
    void pictures_pass_through_after_the_state_was_told()
    {
        ManualClock clock;
        Bench bench;
        std::vector<std::string> order;
        std::mutex mutex;
        SupervisedSource source({}, bench.factory(), clock, kExact);
        source.start({[&](const FramePtr &) {
                          const std::lock_guard lock(mutex);
                          order.push_back("picture");
                      },
                      [&](const SourceStatus &status) {
                          const std::lock_guard lock(mutex);
                          order.push_back(toString(status.state));
                      }});
        QTRY_VERIFY(bench.hasSource());
        QVERIFY(bench.picture());
        QVERIFY(bench.picture());
        const std::lock_guard lock(mutex);
        QCOMPARE(order, (std::vector<std::string>{"running", "picture", "picture"}));
    }
    void a_lost_source_is_closed_and_opened_again_after_the_back_off()
    {
        Bench bench;
        Station station(bench);
        QTRY_VERIFY(bench.hasSource());
        bench.picture();
        bench.picture();
        bench.report(SourceState::Offline, "cable");
        QTRY_VERIFY(!bench.hasSource());
        QVERIFY(station.source.status().state == SourceState::Offline);
        QCOMPARE(station.source.status().detail, std::string("cable"));
        QCOMPARE(station.source.status().nextTry, station.clock.now() + 500ms);
        QCOMPARE(bench.opened(), 1);
        station.clock.advance(500ms);
        QTRY_VERIFY(bench.hasSource());
        bench.picture();
        QVERIFY(station.source.status().state == SourceState::Running);
        QCOMPARE(station.log.sequences(), (std::vector<std::uint64_t>{1, 2, 3}));
    }
    void a_source_that_falls_silent_is_stalled_then_opened_again()
    {
        Bench bench;
        Station station(bench);
        QTRY_VERIFY(bench.hasSource());
        bench.picture();
        station.clock.advance(501ms);
        QVERIFY(station.log.waitForState(SourceState::Stalled));
        QVERIFY(bench.hasSource());
        station.clock.advance(2500ms);
        QTRY_VERIFY(!bench.hasSource());
        station.clock.advance(500ms);
        QTRY_COMPARE(bench.opened(), 2);
    }
    void a_factory_that_refuses_is_offline_or_busy_and_asked_again()
    {
        Bench bench;
        bench.refuse(true);
        Station station(bench);
        QVERIFY(station.log.waitForState(SourceState::Offline));
        bench.refuse(true, true);
        station.clock.advance(500ms);
        QVERIFY(station.log.waitForState(SourceState::Busy));
        bench.refuse(false);
        station.clock.advance(1s);
        QTRY_VERIFY(bench.hasSource());
        bench.picture();
        QVERIFY(station.log.waitForState(SourceState::Running));
    }
    void retry_now_does_not_wait_for_the_next_try()
    {
        Bench bench;
        bench.refuse(true);
        Station station(bench);
        QVERIFY(station.log.waitForState(SourceState::Offline));
        bench.refuse(false);
        station.source.retryNow();
        QTRY_VERIFY(bench.hasSource());
    }
    void after_stop_no_callback_comes()
    {
        Bench bench;
        Station station(bench);
        QTRY_VERIFY(bench.hasSource());
        bench.picture();
        const std::shared_ptr<SourceCallbacks> late = bench.callbacks();
        station.source.stop();
        const auto reports = station.log.reports().size();
        auto frame = std::make_shared<Frame>();
        frame->image.resize(8, 8);
        frame->sequence = 2;
        late->onFrame(frame);
        late->onState(SourceState::Offline, "late");
        QTRY_VERIFY(!bench.hasSource());
        QCOMPARE(station.log.frameCount(), 1U);
        QCOMPARE(station.log.reports().size(), reports);
    }
    void one_source_that_dies_or_hangs_does_not_touch_another()
    {
        // A source whose closing takes for ever, until the test ends it.
        struct Hanging final : FrameSource {
            explicit Hanging(std::atomic<bool> &release) : m_release(release) {}
            ~Hanging() override { stop(); }
            void start(SourceCallbacks callbacks) override { callbacks.onState(SourceState::Offline, "lost"); }
            void stop() override { m_release.wait(false); }
            std::atomic<bool> &m_release;
        };
        std::atomic<bool> release{false};
        ManualClock clock;
        Bench bench;
        SourceLog healthyLog, hangingLog;
        SupervisedSource healthy({}, bench.factory(), clock, kExact);
        SupervisedSource hanging(
            {},
            [&](const SourceConfig &) -> Result<std::unique_ptr<FrameSource>> {
                return std::unique_ptr<FrameSource>(new Hanging(release));
            },
            clock, kExact);
        hanging.start(hangingLog.supervised());
        healthy.start(healthyLog.supervised());
        QVERIFY(hangingLog.waitForState(SourceState::Offline));
        QTRY_VERIFY(bench.hasSource());
        for (int i = 0; i < 100; ++i) {
            clock.advance(33ms);
            bench.picture();
        }
        QCOMPARE(healthyLog.frameCount(), 100U);
        hanging.stop();  // would wait for ever if it waited
        hanging.retryNow();
        QVERIFY(hanging.status().state == SourceState::Offline);
        release = true;
        release.notify_all();
    }
    void the_threads_are_gone_after_twenty_lives()
    {
        const int threads = threadCount(), descriptors = descriptorCount();
        for (int i = 0; i < 20; ++i) {
            Bench bench;
            const Station station(bench);
            QTRY_VERIFY(bench.hasSource());
            bench.picture();
        }
        QCOMPARE(threadCount(), threads);
        QCOMPARE(descriptorCount(), descriptors);
    }
    void one_that_was_never_started_can_be_destroyed()
    {
        ManualClock clock;
        Bench bench;
        SupervisedSource source({}, bench.factory(), clock);
    }
};

QTEST_GUILESS_MAIN(TestSupervisedSource)
#include "tst_supervisedsource.moc"
