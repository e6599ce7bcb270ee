// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/patience.h"
#include "support/manualclock.h"

#include <QtTest>

#include <future>
#include <thread>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

/// Waits on a thread of its own for something that happens only when the test says so.
struct Waiting {
    explicit Waiting(Patience &patience) : outcome(std::async(std::launch::async, [this, &patience] {
        return patience.waitUntil([this] {
            ++looks;
            return answered;
        });
    }))
    {
    }

    bool answered = false;      ///< under the lock of Patience
    std::atomic<int> looks{0};
    std::future<bool> outcome;  ///< last: its thread uses the rest

    /// It looks again and again, and waits.
    bool waits()
    {
        const int seen = looks;
        return QTest::qWaitFor([&] { return looks >= seen + 2; }) && outcome.wait_for(0ms) != std::future_status::ready;
    }
};

}  // namespace

class TestPatience : public QObject {
    Q_OBJECT

private slots:
    void an_answer_ends_the_waiting()
    {
        ManualClock clock;
        Patience patience(clock, 60s);
        Waiting call(patience);
        QVERIFY(call.waits());
        patience.answer([&] { call.answered = true; });
        QVERIFY(call.outcome.get());
        QVERIFY(!patience.ended());
    }
    void without_one_the_limit_does()
    {
        ManualClock clock;
        Patience patience(clock, 60s);
        Waiting call(patience);
        QVERIFY(call.waits());
        clock.advance(59s);
        QVERIFY(call.waits());
        clock.advance(1s);
        QVERIFY(!call.outcome.get());
    }
    void at_the_end_of_the_program_nobody_waits_longer_than_the_grace()
    {
        ManualClock clock;
        Patience patience(clock, 60s);
        Waiting call(patience);
        QVERIFY(call.waits());
        patience.end(3s);
        QVERIFY(patience.ended());
        QVERIFY(call.waits());  // the user may be typing the password just now
        clock.advance(3s);
        QVERIFY(!call.outcome.get());
        QVERIFY(!patience.waitUntil([] { return false; }));  // and who comes later, not at all
    }
    void an_answer_within_the_grace_counts()
    {
        ManualClock clock;
        Patience patience(clock, 60s);
        Waiting call(patience);
        QVERIFY(call.waits());
        patience.end(3s);
        clock.advance(2s);
        patience.answer([&] { call.answered = true; });
        QVERIFY(call.outcome.get());
    }
};

QTEST_GUILESS_MAIN(TestPatience)
#include "tst_patience.moc"
