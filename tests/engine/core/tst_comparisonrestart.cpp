// SPDX-License-Identifier: GPL-3.0-or-later
// A comparison of two models, and what people said of it, goes on after a restart.
#include "engine/core/decisions.h"
#include "engine/core/sightedexecutor.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestComparisonRestart : public QObject, protected Decisions {
    Q_OBJECT

    Sights m_sights;

    std::function<void(EngineParts &)> one(double passScore = 0.5)
    {
        return [this, passScore](EngineParts &p) {
            auto list = stations({"a"});
            list[0].rule.rejectLabels = {"Cap"};  // every picture is a part
            list[0].rule.passScore = passScore;
            list[0].healthCheck = false;
            give(p, list);
            p.executors.make = [this](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
                return std::unique_ptr<Executor>(new SightedExecutor(file.network->info, m_sights));
            };
        };
    }
    /// Version 2, which rejects every part, is compared with version 1, and one part is answered.
    void compare(StubLine &line)
    {
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, std::nullopt).refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", kTwo, done); }));
        QTRY_VERIFY_WITH_TIMEOUT(line->feed("a")->reviews().size() > 3, kPatience);
        const std::uint64_t part = line->feed("a")->reviews().front().number;
        QVERIFY(line.carryOut([&](Engine::Done done) { line->review("a", part, Truth::Good, done); }));
    }
    static AbStatus verdict(StubLine &line) { return line.station("a").comparison->verdict; }
    fs::path file() const { return data() / "comparisons.json"; }

private slots:
    void init()
    {
        begin();
        for (auto &sight : m_sights)
            sight = Sight::Bottle;
        m_sights[2] = Sight::Cap;
    }

    void what_was_counted_and_answered_goes_over_a_restart()
    {
        AbStatus before;
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
            before = verdict(line);
            QCOMPARE(before.falseRejects.onlyB, 1);
        }
        StubLine line(dir(), m_behaviour, one());
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison.has_value(), kPatience);
        const AbStatus now = verdict(line);
        QVERIFY(now.parts >= before.parts && now.discordant >= before.discordant);
        QCOMPARE(now.falseRejects.onlyB, 1);
        // Those without a picture wait for nobody, and count against either decision.
        QTRY_VERIFY_WITH_TIMEOUT(!line->feed("a")->reviews().empty(), kPatience);
        QVERIFY(line->feed("a")->reviews().front().number >= static_cast<std::uint64_t>(before.discordant));
        QVERIFY(line.events(EventKind::NotRead).empty());
    }
    void an_answer_that_was_changed_goes_over_a_restart_though_no_part_came()
    {
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
        }
        {
            StubLine line(dir(), m_behaviour, one());
            QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison && !line->feed("a")->reviews().empty(), kPatience);
            const std::uint64_t part = line->feed("a")->reviews().front().number;
            for (const Truth truth : {Truth::Good, Truth::Defective})
                QVERIFY(line.carryOut([&](Engine::Done done) { line->review("a", part, truth, done); }));
            QCOMPARE(verdict(line).escapes.onlyA, 1);
        }
        StubLine line(dir(), m_behaviour, one());
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison.has_value(), kPatience);
        QCOMPARE(verdict(line).escapes.onlyA, 1);
        QCOMPARE(verdict(line).falseRejects.onlyB, 1);
    }
    void by_another_rule_it_begins_anew()
    {
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
        }
        StubLine line(dir(), m_behaviour, one(0.6));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison.has_value(), kPatience);
        QCOMPARE(verdict(line).falseRejects.onlyB, 0);
    }
    void a_comparison_that_was_ended_does_not_come_back()
    {
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
            QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", std::nullopt, done); }));
        }
        StubLine line(dir(), m_behaviour, one());
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", kTwo, done); }));
        QCOMPARE(verdict(line).falseRejects.onlyB, 0);
    }
    void a_damaged_file_is_told_and_the_comparison_begins_anew()
    {
        {
            StubLine line(dir(), m_behaviour, one());
            compare(line);
        }
        std::string spoilt = text(file());
        QVERIFY(!spoilt.empty());
        spoilt[spoilt.find("\"parts\":") + 8] = '9';
        write(file(), spoilt);
        StubLine line(dir(), m_behaviour, one());
        QCOMPARE(line.events(EventKind::NotRead).front().file, std::string("comparisons.json"));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison.has_value(), kPatience);
        QCOMPARE(verdict(line).falseRejects.onlyB, 0);
    }
};

QTEST_GUILESS_MAIN(TestComparisonRestart)
#include "tst_comparisonrestart.moc"
