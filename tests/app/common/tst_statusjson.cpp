// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/statusjson.h"

#include <QtTest>

using namespace lineside;

/// What a script reads of a station.
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
};

QTEST_APPLESS_MAIN(TestStatusJson)
#include "tst_statusjson.moc"
