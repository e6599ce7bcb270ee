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

/// Somebody who waits on a thread of his own, for a minute at most, for something that happens only when the test says so.
struct Waiting {
    ManualClock clock;
    Patience patience{clock, 60s};
    bool answered = false;  ///< under the lock of Patience
    std::atomic<int> looks{0};
    std::future<bool> outcome = std::async(std::launch::async, [this] {  // last: its thread uses the rest
        return patience.waitUntil([this] {
            ++looks;
            return answered;
        });
    });

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
        Waiting call;
        QVERIFY(call.waits());
        call.patience.answer([&] { call.answered = true; });
        QVERIFY(call.outcome.get());
        QVERIFY(!call.patience.ended());
    }
    void without_one_the_limit_does()
    {
        Waiting call;
        QVERIFY(call.waits());
        call.clock.advance(59s);
        QVERIFY(call.waits());
        call.clock.advance(1s);
        QVERIFY(!call.outcome.get());
    }
    void at_the_end_of_the_program_nobody_waits_longer_than_the_grace()
    {
        Waiting call;
        QVERIFY(call.waits());
        call.patience.end(3s);
        QVERIFY(call.patience.ended());
        QVERIFY(call.waits());  // the user may be typing the password just now
        call.clock.advance(3s);
        QVERIFY(!call.outcome.get());
        QVERIFY(!call.patience.waitUntil([] { return false; }));  // and who comes later, not at all
    }
    void an_answer_within_the_grace_counts()
    {
        Waiting call;
        QVERIFY(call.waits());
        call.patience.end(3s);
        call.clock.advance(2s);
        call.patience.answer([&] { call.answered = true; });
        QVERIFY(call.outcome.get());
    }
};

QTEST_GUILESS_MAIN(TestPatience)
#include "tst_patience.moc"
