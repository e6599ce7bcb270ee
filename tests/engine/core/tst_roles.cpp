// SPDX-License-Identifier: GPL-3.0-or-later
// Which model judges at a station, which was before, and who may change it.
#include "engine/core/decisions.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestRoles : public QObject, protected Decisions {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void a_station_that_comes_back_runs_what_it_ran()
    {
        {
            StubLine line(dir(), m_behaviour, [](EngineParts &p) { give(p, stations({"a", "b"})); });
            QVERIFY(!line.offer(1, "b").refusal);
            QVERIFY(line.promote("b", 1));
        }
        write(data() / "lineside.json", formatConfig({stations({"a"}), {}}));
        StubLine line(dir(), m_behaviour);
        QCOMPARE(line->snapshot()->stations.size(), std::size_t{1});
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(stations({"a", "b"}), done); }));
        QVERIFY(line.station("b").active == kOne);
        QTRY_VERIFY_WITH_TIMEOUT(line.station("b").counters.judged > 0, kPatience);
    }

    void after_a_start_what_judges_is_loaded_before_what_judged_before()
    {
        const auto both = [](EngineParts &p) { give(p, stations({"a", "b"})); };
        {
            StubLine line(dir(), m_behaviour, both);
            for (const auto &[station, version] : {std::pair("a", 1), {"a", 2}, {"b", 3}}) {
                QVERIFY(!line.offer(version, station).refusal);
                QVERIFY(line.promote(station, version));
            }
        }
        std::vector<std::string> loaded;  // the loader thread's, until the line has ended
        {
            StubLine line(dir(), m_behaviour, [&](EngineParts &p) {
                both(p);
                p.executors.make = [&loaded, make = p.executors.make](const WeightFile &file, const ExecutorOptions &options) {
                    if (loaded.empty() || loaded.back() != file.network->info.producer)
                        loaded.push_back(file.network->info.producer);
                    return make(file, options);
                };
            });
            QTRY_VERIFY_WITH_TIMEOUT(line.stateOf({"tiny", 1}) == ModelState::Ready, kPatience);
        }
        QCOMPARE(loaded, (std::vector<std::string>{"2", "3", "1"}));
    }

    void two_models_that_both_fail_do_not_take_turns_for_ever()
    {
        StubLine line(dir(), m_behaviour);
        for (const int version : {1, 2}) {
            QVERIFY(!line.offer(version, "a").refusal);
            QVERIFY(line.promote("a", version));
        }
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > 0, kPatience);
        m_behaviour.broken = true;
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::ModelFailed).size(), std::size_t{2}, kPatience);
        const std::uint64_t lost = line.station("a").counters.lost;
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.lost > lost + 6, kPatience);  // time for two more alarms
        const auto failed = line.events(EventKind::ModelFailed);
        QCOMPARE(failed.size(), std::size_t{2});
        QVERIFY(failed[1].from == kTwo && failed[1].to == kOne);
        QVERIFY(failed[0].from == kOne && !failed[0].to);  // nobody judges now, and the history does not say so
        QCOMPARE(line.events(EventKind::RolledBack).size(), std::size_t{1});
        QVERIFY(line.station("a").active == kOne);

        m_behaviour.broken = false;
        QVERIFY(line.rollBack("a"));  // the operator may try it again
        QVERIFY(line.station("a").active == kTwo);
    }

    void two_operators_who_roll_back_at_once_go_back_once()
    {
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour);
        for (const int version : {1, 2}) {
            QVERIFY(!line.offer(version, "a").refusal);
            QVERIFY(line.promote("a", version));
        }
        m_behaviour.broken = true;  // back to 1, and 2 leaves the memory
        QTRY_VERIFY_WITH_TIMEOUT(!line.events(EventKind::RolledBack).empty(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(line.stateOf(kTwo) == ModelState::Offline, kPatience);
        m_behaviour.broken = false;
        held.holdNext();
        std::promise<Result<void>> first, second;
        line->rollBack("a", [&](Result<void> r) { first.set_value(std::move(r)); });
        held.waitUntilHeld();
        line->rollBack("a", [&](Result<void> r) { second.set_value(std::move(r)); });
        held.letGo();
        QVERIFY(first.get_future().get());
        QVERIFY(second.get_future().get());
        QVERIFY(line.station("a").active == kTwo);
    }

    void a_shadow_that_is_promoted_is_a_shadow_no_more()
    {
        StubLine line(dir(), m_behaviour);
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(line.setShadow("a", 2));
        QVERIFY(line.station("a").shadow == kTwo);
        QVERIFY(line.promote("a", 2));
        QVERIFY(!line.station("a").shadow);
        QCOMPARE(line.events(EventKind::ShadowStopped).size(), std::size_t{1});
        QVERIFY(line.events(EventKind::ShadowStopped)[0].from == kTwo);
        const auto itself = line.setShadow("a", 2);
        QVERIFY(!itself && itself.error().code == ErrorCode::InvalidInput);
        QVERIFY(!line.station("a").shadow);
    }

    void a_shadow_that_is_gone_back_to_and_fails_too_is_compared_with_nobody()
    {
        StubLine line(dir(), m_behaviour);
        for (const int version : {1, 2}) {
            QVERIFY(!line.offer(version, "a").refusal);
            QVERIFY(line.promote("a", version));
        }
        QVERIFY(line.setShadow("a", 1));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").shadowStats.compared > 0, kPatience);
        m_behaviour.broken = true;  // the model on air and its shadow at once
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::ModelFailed).size(), std::size_t{2}, kPatience);
        QVERIFY(line.events(EventKind::ModelFailed)[1].from == kTwo);
        QVERIFY(line.events(EventKind::ModelFailed)[0].from == kOne);
        QVERIFY(line.station("a").active == kOne);
        QVERIFY(!line.station("a").shadow);
        QCOMPARE(line.events(EventKind::ShadowStopped).size(), std::size_t{1});
        QCOMPARE(line.events(EventKind::RolledBack).size(), std::size_t{1});
        m_behaviour.broken = false;
        const std::uint64_t judged = line.station("a").counters.judged;
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > judged, kPatience);  // what fails is tried on
        QVERIFY(!line.station("a").shadow);
    }
};

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
