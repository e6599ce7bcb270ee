// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/statusjson.h"

#include <QtTest>

using namespace lineside;
using nlohmann::ordered_json;

/// What a running instance tells of a station, as JSON.
class TestStatusJson : public QObject {
    Q_OBJECT

private slots:
    void how_many_pictures_a_shadow_saw_and_did_not_see_is_told_while_there_is_one()
    {
        StationSnapshot station;
        QVERIFY(stationJson(station).at("shadow_frames").is_null());
        station.shadow = ModelId{"line", 2};
        station.shadowStats.compared = 812;
        station.shadowStats.notCompared = 208;
        const auto told = stationJson(station).at("shadow_frames");
        QCOMPARE(told.at("compared").get<int>(), 812);
        QCOMPARE(told.at("not_compared").get<int>(), 208);
    }
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
        QCOMPARE(open.at("state").get<std::string>(), std::string("at_least_as_good"));
        QCOMPARE(open.at("counts").get<std::string>(), std::string("parts"));
        QCOMPARE(open.at("parts").get<int>(), 1240);
        QCOMPARE(open.at("lots").get<int>(), 2);
        QCOMPARE(open.at("hours").get<int>(), 31);
        QCOMPARE(open.at("least_lots").get<int>(), 3);
        QCOMPARE(open.at("least_hours").get<int>(), 8);
        QVERIFY(!open.at("proves").get<bool>());
        c.seen.lots = 3;
        QVERIFY(stationJson(s).at("comparison").at("proves").get<bool>());
        c.countsPictures = true;
        QCOMPARE(stationJson(s).at("comparison").at("counts").get<std::string>(), std::string("pictures"));
        QVERIFY(!stationJson(s).at("comparison").at("proves").get<bool>());
    }
};

QTEST_APPLESS_MAIN(TestStatusJson)
#include "tst_statusjson.moc"
