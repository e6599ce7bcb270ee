// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/parts.h"
#include "engine/store/textfiles.h"
#include "record/recordfile.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QtTest>

#include <limits>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

/// "line-v1 0-3599 s 360+40+0": model, first and last part, counts.
std::string words(const std::vector<ModelUse> &uses)
{
    std::string all;
    const auto seconds = [](WallTime t) { return std::to_string((microsecondsOf(t) - microsecondsOf(second(0))) / 1'000'000); };
    for (const ModelUse &use : uses)
        all += (all.empty() ? "" : ", ") + use.model.text() + ' ' + seconds(use.first) + '-' + seconds(use.last) + " s " + std::to_string(use.counts.passed) + '+'
               + std::to_string(use.counts.failed) + '+' + std::to_string(use.counts.unsure);
    return all;
}

}  // namespace

class TestVerdictReader : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    ManualClock m_clock;
    std::unique_ptr<VerdictWriter> m_record;
    std::optional<VerdictReader> m_reader;

private slots:
    /// Three hours with a part every ten seconds; the second model from 01:30 on; lots of an hour and a half. Every tenth part fails.
    void initTestCase()
    {
        const fs::path file = recordFileOf(pathOf(m_dir));
        m_record = std::make_unique<VerdictWriter>(file, std::make_shared<InlineTaskRunner>(), m_clock, VerdictWriter::Events{[](const auto &) {}});
        for (int i = 0; i < 1080; ++i) {
            m_record->add("a", partAt(i * 10, i % 10 == 9 ? Verdict::Fail : Verdict::Pass, i < 540 ? 1 : 2), i < 540 ? "first" : "second");
            m_record->add("b", partAt(i * 10, Verdict::Unsure, 1));
        }
        m_record->tick();
        auto reader = VerdictReader::open(file);
        QVERIFY(reader);
        m_reader.emplace(std::move(*reader));
    }

    void there_is_nothing_to_read_where_there_is_no_record()
    {
        QCOMPARE(VerdictReader::open(pathOf(m_dir) / "none.db").error().code, ErrorCode::NotFound);
    }
    void parts_come_page_after_page_each_once()
    {
        std::optional<PartPlace> place;
        std::uint64_t expected = 1;
        int pages = 0;
        do {
            const auto page = m_reader->verdictsBetween("a", second(0), second(1e6), 100, place);
            QVERIFY(page);
            for (const VerdictRecord &r : page->verdicts)
                QCOMPARE(r.part, expected++);
            place = page->next;
            ++pages;
        } while (place);
        QCOMPARE(expected, 1081u);
        QCOMPARE(pages, 11);
    }
    void a_range_has_its_first_moment_and_not_its_last()
    {
        const auto page = m_reader->verdictsBetween("a", second(100), second(130), 100);
        QCOMPARE(page->verdicts.size(), std::size_t{3});
        QCOMPARE(page->verdicts.front().at, second(100));
        QCOMPARE(page->verdicts.back().at, second(120));
        QVERIFY(!page->next);
    }
    void a_station_that_is_not_in_it_has_no_parts()
    {
        QVERIFY(m_reader->verdictsBetween("nobody", second(0), second(1e6), 100)->verdicts.empty());
        QVERIFY(m_reader->modelsBetween("nobody", second(0), second(1e6))->empty());
        QVERIFY(m_reader->touchedBy({"line", 9})->empty());
        QVERIFY(m_reader->verdictsBetween("a", second(10), second(10), 100)->verdicts.empty());
        QVERIFY(m_reader->modelsBetween("a", second(20), second(10))->empty());
    }
    void which_model_judged_data()
    {
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::addColumn<QString>("expected");
        QTest::newRow("all") << -1000.0 << 1e5 << "line-v1 0-5390 s 486+54+0, line-v2 5400-10790 s 486+54+0";
        QTest::newRow("one whole hour") << 3600.0 << 7200.0 << "line-v1 3600-5390 s 162+18+0, line-v2 5400-7190 s 162+18+0";
        QTest::newRow("within an hour") << 5300.0 << 5500.0 << "line-v1 5300-5390 s 9+1+0, line-v2 5400-5490 s 9+1+0";
        QTest::newRow("pieces of two hours") << 3500.0 << 3700.0 << "line-v1 3500-3690 s 18+2+0";
        QTest::newRow("a piece, an hour, a piece") << 3500.0 << 7300.0 << "line-v1 3500-5390 s 171+19+0, line-v2 5400-7290 s 171+19+0";
        QTest::newRow("an hour and a piece") << 0.0 << 3610.0 << "line-v1 0-3600 s 325+36+0";
        QTest::newRow("before everything") << -7200.0 << 0.0 << "";
    }
    void which_model_judged()
    {
        QFETCH(double, from);
        QFETCH(double, to);
        QFETCH(QString, expected);
        const auto uses = m_reader->modelsBetween("a", second(from), second(to));
        QVERIFY(uses);
        QCOMPARE(QString::fromStdString(words(*uses)), expected);
        for (const ModelUse &use : *uses)
            QCOMPARE(use.sha256, std::string(64, static_cast<char>('a' + use.model.version)));
    }
    void which_lots_a_version_touched()
    {
        const auto touched = m_reader->touchedBy({"line", 1});
        QVERIFY(touched);
        QCOMPARE(touched->size(), std::size_t{2});
        QStringList list;
        for (const ModelTouch &t : *touched)
            list << QString::fromStdString(t.station + ' ' + t.lot + ' ' + words({t.use}));
        list.sort();
        QCOMPARE(list.join(" | "), QString("a first line-v1 0-5390 s 486+54+0 | b  line-v1 0-10790 s 0+0+1080"));
    }
    void it_sees_what_is_written_after_it_was_opened()
    {
        m_record->add("c", partAt(1, Verdict::Pass, 5));
        m_record->tick();
        QCOMPARE(m_reader->verdictsBetween("c", second(0), second(5), 10)->verdicts.size(), std::size_t{1});
        QCOMPARE(*m_reader->stations(), (std::vector<StationId>{"a", "b", "c"}));
    }
    void no_moment_is_too_far()
    {
        for (const std::int64_t far : {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()})
            QVERIFY(wallTimeOf(far) != WallTime());
        QVERIFY(m_reader->verdictsBetween("a", WallTime::min(), WallTime::max(), 10));
        QCOMPARE(words(*m_reader->modelsBetween("a", WallTime::min(), WallTime::max())), std::string("line-v1 0-5390 s 486+54+0, line-v2 5400-10790 s 486+54+0"));
    }
    void a_part_that_is_none_is_refused()
    {
        auto database = Database::open(recordFileOf(pathOf(m_dir)), Database::Access::Write);
        const auto damage = [&](const char *set) {
            QVERIFY(database->run(("INSERT INTO verdicts SELECT 99, at, part, verdict, reason, label, model, lot, boxes, picture FROM verdicts WHERE station = 1 LIMIT 1;"
                                   "INSERT OR IGNORE INTO stations(id, name) VALUES(99, 'bad'); UPDATE verdicts SET " + std::string(set) + " WHERE station = 99").c_str()));
            QCOMPARE(m_reader->verdictsBetween("bad", second(-1e6), second(1e6), 10).error().code, ErrorCode::InvalidInput);
            QVERIFY(database->run("DELETE FROM verdicts WHERE station = 99"));
        };
        damage("verdict = 4");
        damage("verdict = -1");
        damage("reason = 77");
        damage("model = 12345");
        damage("label = 12345");
        damage("lot = 12345");
        damage("boxes = x'ffff'");
        QVERIFY(m_reader->verdictsBetween("a", second(0), second(100), 10));
    }
};

QTEST_GUILESS_MAIN(TestVerdictReader)
#include "tst_verdictreader.moc"
