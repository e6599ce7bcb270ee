// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/comparisonsjson.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace lineside;
using nlohmann::json;

namespace {

std::vector<SavedComparison> two()
{
    SavedComparison c;
    c.station.id = "station-1";
    c.station.name = "Filler";
    c.station.rule.requiredLabels = {"Cap"};
    c.station.comparison = {0.0003, 0.0071, 0.02};
    c.active = {"line", 1};
    c.shadow = {"line", 2};
    c.activeSha256 = std::string(64, 'a');
    c.shadowSha256 = std::string(64, 'b');
    c.told = {{1000, 20, 11}, 501, {{3, true, Truth::Good}, {4, false, Truth::Unknown}, {500, true, Truth::Even}}};
    c.coverage = {2, 31, {"17", "Tuesday's"}, 468'912};
    SavedComparison empty = c;
    empty.station.id = "station-2";
    empty.told = {};
    empty.coverage = {};
    return {c, empty};
}

}  // namespace

class ComparisonsJsonTest : public QObject {
    Q_OBJECT
private slots:
    void what_was_told_comes_back_as_it_was()
    {
        const auto again = comparisonsFrom(comparisonsText(two()));
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
        QCOMPARE(*again, two());
        QVERIFY(comparisonsFrom(comparisonsText({}))->empty());
    }
    void one_of_an_earlier_version_has_seen_nothing_yet()
    {
        json old = json::parse(comparisonsText(two()));
        for (json &comparison : old["comparisons"])
            comparison.erase("coverage");
        const auto again = comparisonsFrom(old.dump());
        QVERIFY(again.ok() && again->size() == 2);
        QCOMPARE(again->front().told, two().front().told);
        QCOMPARE(again->front().coverage, Coverage());
    }
    void anything_else_is_refused_data()
    {
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("value");
        QTest::newRow("no list") << "/comparisons" << "{}";
        QTest::newRow("no comparison") << "/comparisons/0" << "3";
        QTest::newRow("no configuration") << "/comparisons/0/config" << "\"{\"";
        QTest::newRow("a configuration without a station") << "/comparisons/0/config" << "\"{}\"";
        QTest::newRow("no model") << "/comparisons/0/active" << "\"line-v1\"";
        QTest::newRow("half a part") << "/comparisons/0/parts" << "500.5";
        QTest::newRow("fewer parts than differ") << "/comparisons/0/parts" << "2";
        QTest::newRow("parts below nothing") << "/comparisons/0/parts" << "-5";
        QTest::newRow("no such answer") << "/comparisons/0/discordant/0/2" << "4";
        QTest::newRow("no such side") << "/comparisons/0/discordant/0/1" << "2";
        QTest::newRow("a part twice") << "/comparisons/0/discordant/1/0" << "3";
        QTest::newRow("a part with too much") << "/comparisons/0/discordant/1" << "[4, 0, 0, 0]";
        QTest::newRow("lots that are no list") << "/comparisons/0/coverage/lots" << "2";
        QTest::newRow("a lot twice") << "/comparisons/0/coverage/lots/1" << "\"17\"";
        QTest::newRow("a lot without a name") << "/comparisons/0/coverage/lots/1" << "\"\"";
        QTest::newRow("a lot of two lines") << "/comparisons/0/coverage/lots/1" << "\"a\\nb\"";
        QTest::newRow("hours below nothing") << "/comparisons/0/coverage/hours" << "-1";
        QTest::newRow("half an hour") << "/comparisons/0/coverage/hour" << "0.5";
        QTest::newRow("coverage that is none") << "/comparisons/0/coverage" << "null";
        QTest::newRow("more runs than events") << "/comparisons/0/past/2" << "21";
    }
    void anything_else_is_refused()
    {
        QFETCH(QString, at);
        QFETCH(QString, value);
        json j = json::parse(comparisonsText(two()));
        j[json::json_pointer(at.toStdString())] = json::parse(value.toStdString());
        const auto refused = comparisonsFrom(j.dump());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidInput);
    }
    void a_text_that_is_too_long_or_cut_off_is_refused()
    {
        QVERIFY(!comparisonsFrom(std::string(kMostComparisonsBytes + 1, ' ')));
        const std::string whole = comparisonsText(two());
        for (std::size_t length = 0; length < whole.size(); length += 7)
            QVERIFY(!comparisonsFrom(whole.substr(0, length)));
    }
};

QTEST_GUILESS_MAIN(ComparisonsJsonTest)
#include "tst_comparisonsjson.moc"
