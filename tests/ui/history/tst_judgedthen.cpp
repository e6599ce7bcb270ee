// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/judgedthen.h"
#include "widgets/format.h"

#include <QtTest>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

const ModelId kV1{"line", 1}, kV2{"line", 2}, kV3{"line", 3};
const WallTime kNoon{std::chrono::hours(490'000)};

HistoryEvent change(EventKind kind, std::chrono::seconds at, const ModelId &from, const ModelId &to, double firstVerdictMs = 40)
{
    HistoryEvent e;
    e.kind = kind;
    e.at = kNoon + at;
    e.station = "station-1";
    e.from = from;
    e.to = to;
    e.swap = SwapRecord{from, to, false, e.at, firstVerdictMs, 3, 0};
    return e;
}

HistoryEvent started(std::chrono::seconds at)
{
    HistoryEvent e;
    e.kind = EventKind::Started;
    e.at = kNoon + at;
    return e;
}

JudgedThen asked(std::chrono::milliseconds at, const std::vector<HistoryEvent> &newestFirst)
{
    StationSnapshot station;
    station.config.id = "station-1";
    station.active = kV3;
    return JudgedThen::at(kNoon + at, station, [&](int row) -> const HistoryEvent * {
        return row < static_cast<int>(newestFirst.size()) ? &newestFirst[static_cast<std::size_t>(row)] : nullptr;
    });
}

std::vector<JudgedThen::Span> askedBetween(std::chrono::seconds from, std::chrono::seconds to, const std::vector<HistoryEvent> &newestFirst)
{
    StationSnapshot station;
    station.config.id = "station-1";
    station.active = kV3;
    return JudgedThen::between(kNoon + from, kNoon + to, station, [&](int row) -> const HistoryEvent * {
        return row < static_cast<int>(newestFirst.size()) ? &newestFirst[static_cast<std::size_t>(row)] : nullptr;
    });
}

}  // namespace

/// Which model judged at a moment.
class TestJudgedThen : public QObject {
    Q_OBJECT

private slots:
    void the_last_change_before_the_moment_says_it()
    {
        const std::vector<HistoryEvent> events{change(EventKind::Promoted, 300s, kV1, kV3), change(EventKind::RolledBack, 200s, kV2, kV1),
                                               change(EventKind::Promoted, 100s, kV1, kV2)};
        QCOMPARE(asked(50s, events).model, kV1);
        QVERIFY(!asked(50s, events).since);
        QCOMPARE(asked(150s, events).model, kV2);
        QCOMPARE(asked(250s, events).model, kV1);
        QCOMPARE(asked(350s, events).model, kV3);
        QCOMPARE(asked(350s, events).since, kNoon + 300s + 40ms);
    }

    void until_the_first_verdict_of_the_new_model_the_parts_are_the_old_ones()
    {
        const std::vector<HistoryEvent> events{change(EventKind::Promoted, 100s, kV1, kV3, 207)};
        QCOMPARE(asked(100s + 206ms, events).model, kV1);
        QCOMPARE(asked(100s + 207ms, events).model, kV3);
    }

    void after_a_change_that_was_cut_short_the_model_before_judged()
    {
        HistoryEvent unfinished = change(EventKind::Unfinished, 200s, kV1, kV2);
        unfinished.swap.reset();
        const std::vector<HistoryEvent> events{change(EventKind::Promoted, 300s, kV1, kV3), unfinished, started(199s),
                                               change(EventKind::Promoted, 100s, kV1, kV2)};
        QCOMPARE(asked(250s, events).model, kV1);
        QCOMPARE(asked(250s, events).since, kNoon + 200s);
        QCOMPARE(asked(150s, events).model, kV2);
        QCOMPARE(asked(50s, events).model, kV1);
    }

    void a_model_that_stopped_by_itself_did_not_judge_afterwards()
    {
        HistoryEvent stopped = change(EventKind::ModelFailed, 200s, kV2, {});
        stopped.to.reset();
        stopped.swap.reset();
        const std::vector<HistoryEvent> events{change(EventKind::Promoted, 300s, kV2, kV3), stopped, change(EventKind::Promoted, 100s, kV1, kV2)};
        QCOMPARE(asked(250s, events).out, kNoon + 200s);
        QVERIFY(!asked(150s, events).out);
        QVERIFY(!asked(350s, events).out);
        StationSnapshot station;
        station.config.name = "Station 1";
        QCOMPARE(asked(250s, events).text(station),
                 QStringLiteral("Station 1: no model judged since %1 (line-v2 did not run)").arg(Format::clockSeconds(kNoon + 200s)));
    }

    void a_shadow_that_stopped_and_a_model_with_a_way_back_leave_the_line_judging()
    {
        HistoryEvent shadow = change(EventKind::ModelFailed, 200s, kV2, {});
        shadow.to.reset();
        QVERIFY(!asked(250s, {shadow}).out);  // kV3 is on air
        const std::vector<HistoryEvent> wayBack{change(EventKind::RolledBack, 201s, kV1, kV3), change(EventKind::ModelFailed, 200s, kV1, kV3)};
        QVERIFY(!asked(250s, wayBack).out);
        QCOMPARE(asked(250s, wayBack).model, kV3);
    }

    void a_start_after_a_stop_loads_the_model_anew()
    {
        HistoryEvent stopped = change(EventKind::ModelFailed, 100s, kV3, {});
        stopped.to.reset();
        const std::vector<HistoryEvent> events{started(200s), stopped};
        QCOMPARE(asked(150s, events).out, kNoon + 100s);
        QVERIFY(!asked(250s, events).out);
        HistoryEvent notLoaded = stopped;
        notLoaded.at = kNoon + 201s;
        QCOMPARE(asked(250s, {notLoaded, started(200s), stopped}).out, kNoon + 201s);
    }

    void without_any_change_it_is_the_one_on_air_now()
    {
        QCOMPARE(asked(50s, {}).model, kV3);
    }

    void changes_at_another_station_say_nothing()
    {
        HistoryEvent other = change(EventKind::Promoted, 100s, kV1, kV2);
        other.station = "station-2";
        QCOMPARE(asked(50s, {other}).model, kV3);
    }

    void a_time_after_which_lineside_was_started_is_told_with_its_doubt()
    {
        const std::vector<HistoryEvent> events{started(200s), change(EventKind::Promoted, 100s, kV1, kV3)};
        QCOMPARE(asked(150s, events).restart, kNoon + 200s);
        QVERIFY(!asked(250s, events).restart);
        QVERIFY(!asked(50s, events).restart);  // something happened between: it ran
    }

    void from_one_time_to_another_each_model_has_its_span()
    {
        const std::vector<HistoryEvent> events{change(EventKind::Promoted, 300s, kV1, kV3), change(EventKind::RolledBack, 200s, kV2, kV1), change(EventKind::Promoted, 100s, kV1, kV2)};
        const auto spans = askedBetween(50s, 250s, events);
        QCOMPARE(spans.size(), std::size_t{3});
        QVERIFY(spans[0].then.model == kV1 && spans[1].then.model == kV2 && spans[2].then.model == kV1);
        QVERIFY(spans[0].from == kNoon + 50s && spans[0].to == kNoon + 100s + 40ms && spans[1].from == spans[0].to);
        QVERIFY(spans[2].from == kNoon + 200s + 40ms && spans[2].to == kNoon + 250s);
        QCOMPARE(askedBetween(110s, 190s, events).size(), std::size_t{1});
        QVERIFY(askedBetween(110s, 190s, events)[0].then.since == kNoon + 100s + 40ms);
        QCOMPARE(askedBetween(-5000s, -4000s, events).size(), std::size_t{1});
        StationSnapshot station;
        station.config.name = "Station 1";
        QCOMPARE(JudgedThen::text(spans, station),
                 QStringLiteral("Station 1: line-v1 until %1, line-v2 until %2, line-v1").arg(Format::clockMs(spans[0].to), Format::clockMs(spans[1].to)));
    }
    void what_changes_nothing_begins_no_span_and_a_stop_does()
    {
        HistoryEvent stopped = change(EventKind::ModelFailed, 200s, kV3, {});
        stopped.to.reset();
        stopped.swap.reset();
        HistoryEvent lost = change(EventKind::SourceLost, 150s, kV3, kV3);
        const auto spans = askedBetween(100s, 400s, {started(300s), stopped, lost});
        QCOMPARE(spans.size(), std::size_t{3});
        QVERIFY(!spans[0].then.out && spans[1].then.out && !spans[2].then.out);
        QVERIFY(spans[1].from == kNoon + 200s && spans[2].from == kNoon + 300s);
    }
    void of_many_changes_the_first_are_told_and_how_many_more_there_were()
    {
        std::vector<HistoryEvent> events;
        for (int i = 40; i > 0; --i)
            events.push_back(change(EventKind::Promoted, std::chrono::seconds(10 * i), i % 2 ? kV1 : kV2, i % 2 ? kV2 : kV1));
        events.front().to = kV3;
        const auto spans = askedBetween(1s, 1000s, events);
        QCOMPARE(spans.size(), std::size_t{41});
        StationSnapshot station;
        station.config.name = "Station 1";
        QVERIFY(JudgedThen::text(spans, station).endsWith(QStringLiteral(", and 29 more")));
    }

    void times_are_read_as_operators_and_rows_write_them_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QDateTime>("meant");
        const QDate today(2026, 3, 2);
        QTest::newRow("hours and minutes") << "14:02" << QDateTime(today, QTime(14, 2));
        QTest::newRow("seconds") << " 9:02:10 " << QDateTime(today, QTime(9, 2, 10));
        QTest::newRow("milliseconds") << "14:02:10.43" << QDateTime(today, QTime(14, 2, 10, 430));
        QTest::newRow("yesterday, because it is 15:00") << "16:00" << QDateTime(today.addDays(-1), QTime(16, 0));
        QTest::newRow("dated") << "2026-02-27 23:59:59" << QDateTime(QDate(2026, 2, 27), QTime(23, 59, 59));
        QTest::newRow("a row of the history") << "2026-02-27 13:05:12.431 +01:00"
                                              << QDateTime(QDate(2026, 2, 27), QTime(12, 5, 12, 431), Qt::UTC);
        QTest::newRow("west") << "2026-02-27 13:05:12 -02:30" << QDateTime(QDate(2026, 2, 27), QTime(15, 35, 12), Qt::UTC);
        for (const char *wrong : {"", "two", "14", "25:00", "14:60", "2026-02-31 10:00", "14:02:10 pm"})
            QTest::newRow(wrong) << wrong << QDateTime();
    }
    void times_are_read_as_operators_and_rows_write_them()
    {
        QFETCH(QString, typed);
        QFETCH(QDateTime, meant);
        const auto moment = JudgedThen::momentOf(typed, QDateTime(QDate(2026, 3, 2), QTime(15, 0)));
        QCOMPARE(moment.has_value(), meant.isValid());
        if (moment)
            QCOMPARE(std::chrono::duration_cast<std::chrono::milliseconds>(moment->time_since_epoch()).count(), meant.toMSecsSinceEpoch());
    }
};

QTEST_MAIN(TestJudgedThen)
#include "tst_judgedthen.moc"
