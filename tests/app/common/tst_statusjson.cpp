// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/statusjson.h"

#include <QtTest>

using namespace lineside;
using nlohmann::ordered_json;

/// What a running instance tells of a station, as JSON.
class TstStatusJson : public QObject {
    Q_OBJECT

private slots:
    void a_station_without_a_comparison_says_that_there_is_none()
    {
        QVERIFY(stationJson(StationSnapshot())["comparison"].is_null());
    }
    void a_comparison_is_told_with_what_it_has_seen_and_whether_it_proves_anything()
    {
        StationSnapshot s;
        ComparisonSnapshot &c = s.comparison.emplace();
        c.verdict.state = AbState::AtLeastAsGood;
        c.verdict.parts = 1240;
        c.seen = {2, 31};
        const ordered_json open = stationJson(s)["comparison"];
        QCOMPARE(open["state"], ordered_json("at_least_as_good"));
        QCOMPARE(open["counts"], ordered_json("parts"));
        QCOMPARE(open["parts"], ordered_json(1240));
        QCOMPARE(open["lots"], ordered_json(2));
        QCOMPARE(open["hours"], ordered_json(31));
        QCOMPARE(open["least_lots"], ordered_json(3));
        QCOMPARE(open["least_hours"], ordered_json(8));
        QCOMPARE(open["proves"], ordered_json(false));
        c.seen.lots = 3;
        QCOMPARE(stationJson(s)["comparison"]["proves"], ordered_json(true));
        c.countsPictures = true;
        QCOMPARE(stationJson(s)["comparison"]["counts"], ordered_json("pictures"));
        QCOMPARE(stationJson(s)["comparison"]["proves"], ordered_json(false));
    }
};

QTEST_GUILESS_MAIN(TstStatusJson)
#include "tst_statusjson.moc"
