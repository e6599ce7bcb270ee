// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/pacedsource.h"

#include "support/processinfo.h"
#include "support/sourcelog.h"

#include <QtTest>

#include <set>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

/// Pictures without a file. Fails where it is told to.
class FakeReader final : public PictureReader {
public:
    int pictures = 3;
    double fps = 200;
    bool openFails = false;
    int failAt = -1;

    Result<double> open() override
    {
        if (openFails)
            return Error{ErrorCode::NotFound, "not there"};
        m_next = 0;
        return fps;
    }
    Result<std::shared_ptr<Frame>> next(FramePool &pool) override
    {
        if (m_next == failAt)
            return Error{ErrorCode::Io, "read error"};
        if (m_next == pictures)
            return std::shared_ptr<Frame>();
        auto frame = pool.acquire(16, 16);
        frame->image.view().pixels[0] = static_cast<std::uint8_t>(m_next++);
        return frame;
    }
    Result<void> rewind() override
    {
        m_next = 0;
        return {};
    }

private:
    int m_next = 0;
};

std::unique_ptr<FakeReader> reader()
{
    return std::make_unique<FakeReader>();
}

}  // namespace

class TestPacedSource : public QObject {
    Q_OBJECT
private slots:
    void it_plays_once_and_says_that_it_ended()
    {
        PacedSource source(reader(), {0, false});
        SourceLog log;
        source.start(log.callbacks());
        QVERIFY(log.waitForState(SourceState::Ended));
        QCOMPARE(log.sequences(), (std::vector<std::uint64_t>{1, 2, 3}));
    }
    void it_loops_and_counts_on()
    {
        PacedSource source(reader(), {0, true});
        SourceLog log;
        source.start(log.callbacks(100));
        QVERIFY(log.waitForFrames(10));
        source.stop();
        const auto sequences = log.sequences();
        for (std::size_t i = 0; i < sequences.size(); ++i)
            QCOMPARE(sequences[i], 100 + i);
        QVERIFY(log.reports().empty());
    }
    void pictures_come_no_faster_than_wanted()
    {
        PacedSource source(reader(), {50, true});
        SourceLog log;
        source.start(log.callbacks());
        QVERIFY(log.waitForFrames(26));
        source.stop();
        const auto times = log.times();
        const double ms = std::chrono::duration<double, std::milli>(times[25] - times[0]).count();
        QVERIFY2(ms > 480, qPrintable(QString::number(ms)));
    }
    void what_cannot_be_opened_is_offline_with_the_reason()
    {
        auto fake = reader();
        fake->openFails = true;
        PacedSource source(std::move(fake), {});
        SourceLog log;
        source.start(log.callbacks());
        QVERIFY(log.waitForState(SourceState::Offline));
        QCOMPARE(log.reports().front().detail, std::string("not there"));
    }
    void a_read_error_is_offline_with_the_reason()
    {
        auto fake = reader();
        fake->failAt = 2;
        PacedSource source(std::move(fake), {});
        SourceLog log;
        source.start(log.callbacks());
        QVERIFY(log.waitForState(SourceState::Offline));
        QCOMPARE(log.frameCount(), 2U);
    }
    void a_loop_without_a_picture_does_not_spin()
    {
        auto fake = reader();
        fake->pictures = 0;
        PacedSource source(std::move(fake), {});
        SourceLog log;
        source.start(log.callbacks());
        QVERIFY(log.waitForState(SourceState::Offline));
    }
    void stopping_does_not_wait_for_the_next_picture()
    {
        PacedSource source(reader(), {0.01, true});
        SourceLog log;
        source.start(log.callbacks());
        QVERIFY(log.waitForFrames(1));
        QElapsedTimer timer;
        timer.start();
        source.stop();
        QVERIFY(timer.elapsed() < 90'000);  // the next one is due after 100 s
    }
    void it_can_be_started_again_and_leaves_no_thread_behind()
    {
        PacedSource source(reader(), {0, true});
        const int before = threadCount();
        for (int i = 0; i < 20; ++i) {
            SourceLog log;
            source.start(log.callbacks());
            QVERIFY(log.waitForFrames(1));
            source.stop();
            source.stop();
        }
        QCOMPARE(threadCount(), before);
    }
    void in_steady_state_memory_is_reused()
    {
        PacedSource source(reader(), {0, true});
        std::mutex mutex;
        std::set<const std::uint8_t *> memory;
        std::atomic<int> count{0};
        source.start({[&](const FramePtr &frame) {
                          const std::lock_guard lock(mutex);
                          memory.insert(frame->image.view().pixels);
                          ++count;
                      },
                      [](SourceState, const std::string &) {}});
        QTRY_VERIFY(count > 50);
        source.stop();
        QVERIFY(memory.size() <= 2);
    }
};

QTEST_GUILESS_MAIN(TestPacedSource)
#include "tst_pacedsource.moc"
