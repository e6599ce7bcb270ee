// SPDX-License-Identifier: GPL-3.0-or-later
// Which models are in memory, and that it is told.
#include "engine/core/decisions.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

class TestInMemory : public QObject, protected Decisions {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void a_model_that_nobody_holds_any_more_is_told_as_not_in_memory_by_itself()
    {
        StubLine line(dir(), m_behaviour);
        QVERIFY(!line.offer(1, std::nullopt).refusal);
        QTRY_COMPARE_WITH_TIMEOUT(line.stateOf(kOne), ModelState::Offline, kPatience);
        for (const int version : {1, 2, 3}) {
            QVERIFY(!line.offer(version, "a").refusal);
            QVERIFY(line.promote("a", version));
            QTRY_VERIFY_WITH_TIMEOUT(line.station("a").lastSwap || version == 1, kPatience);
        }
        QTRY_COMPARE_WITH_TIMEOUT(line.stateOf(kOne), ModelState::Offline, kPatience);  // a frame may have been in flight on it
        QCOMPARE(line.stateOf(kTwo), ModelState::Ready);
    }
};

QTEST_GUILESS_MAIN(TestInMemory)
#include "tst_inmemory.moc"
