// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/checksum.h"
#include "store/configfile.h"
#include "store/files.h"
#include "store/historyline.h"

#include <nlohmann/json.hpp>

#include <QtTest>

using namespace lineside;

/// What is written as JSON and read back: the stations, what runs where, the history.
class TestConfigFile : public QObject {
    Q_OBJECT

    static SigningKey key(const char *line, const char *name, const char *id) { return {name, line, id}; }

private slots:
    void a_configuration_reads_back_as_it_was_written()
    {
        StationConfig s;
        s.id = "station-1";
        s.name = "工位 1";
        s.source.kind = SourceKind::Stream;
        s.source.location = "rtsp://camera/1";
        s.source.credential = "camera-1";
        s.contract.labels = {"Bottle", "Cap"};
        s.contract.layout = ModelLayout::YoloxLegacy;
        s.rule = {"Bottle", {"Cap"}, {"Cap askew"}, 0.6, 0.3, 0.7};
        s.detect = {0.3f, 0.5f, 100};
        s.promotion = PromotionPolicy::Verdict;
        s.signatures = SignaturePolicy::Require;
        s.loadWindow = {22 * 60, 5 * 60 + 30};
        const Config config{{s}, {false}, {{key("RWQrXWkAP8CO2n5+e5e4QgV21162UBEaMAP7FZLnnv5lY7CPPN+MsaGx", "培训组", "DA8EC03F00695D2B")},
                                  {key("RWQBAgMEBQYHqGtra2tra2tra2tra2tra2tra2tra2tra2tra2tra2tr", "Old laptop", "A807060504030201")}},
                            {"/srv/模型", "station-1", 60},
                            LoadingPolicy{90, 30, 2, 600, MemoryPolicy::MemoryFirst}};
        const auto read = parseConfig(formatConfig(config));
        QVERIFY2(read.ok(), read ? "" : read.error().detail.c_str());
        QCOMPARE(*read, config);
    }
    void what_earlier_versions_wrote_of_going_on_air_is_read()
    {
        const auto policy = [](const std::string &members) {
            const auto read = parseConfig("{\"stations\":[{\"id\":\"a\"" + members + "}]}");
            return read ? std::optional(read->stations[0].promotion) : std::nullopt;
        };
        QVERIFY(policy("") == PromotionPolicy::Verdict);
        QVERIFY(policy(",\"promote_needs_reason\":false") == PromotionPolicy::Nothing);
        QVERIFY(policy(",\"promote_needs_reason\":true") == PromotionPolicy::Reason);
        QVERIFY(policy(",\"promote_needs_reason\":true,\"promote_needs\":\"nothing\"") == PromotionPolicy::Nothing);
    }
    void a_station_asks_for_a_signature_only_where_the_file_says_so()
    {
        const auto read = parseConfig(R"({"stations":[{"id":"a"},{"id":"b","sign_promotion":true}]})");
        QVERIFY(read && !read->stations[0].signPromotion && read->stations[1].signPromotion);
        const auto again = parseConfig(formatConfig(*read));
        QVERIFY(again && again->stations[1].signPromotion);
        QVERIFY(!parseConfig(R"({"stations":[{"id":"a","sign_promotion":"yes"}]})"));
    }
    void the_page_about_it_shows_one_that_is_read_and_has_a_row_for_every_member()
    {
        const auto page = readSmallFile(LINESIDE_SOURCE_DIR "/docs/configuration.md", 1 << 20);
        QVERIFY(page);
        const std::string fence = "```json\n";
        const std::size_t begin = page->find(fence) + fence.size();
        const auto shown = parseConfig(page->substr(begin, page->find("```", begin) - begin));
        QVERIFY2(shown, shown ? "" : shown.error().detail.c_str());
        QCOMPARE(shown->stations.size(), std::size_t{1});

        StationConfig station;
        station.id = "a";
        station.source.credential = "entry";
        const auto written = nlohmann::json::parse(formatConfig({{station}, {}}));
        const auto hasRow = [&](const std::string &member) { return page->find("`" + member + "`", begin) != std::string::npos; };
        for (const char *member : {"version", "trusted_keys", "revoked_keys"})
            QVERIFY2(hasRow(member), member);
        QCOMPARE(shown->keys.trusted.size(), std::size_t{1});
        QVERIFY(hasRow("vetting.only_sandboxed"));
        for (const auto &[name, value] : nlohmann::json::parse(formatConfig({{}, {}, {}, {}, LoadingPolicy()}))["loading"].items())
            QVERIFY2(hasRow("loading." + name), name.c_str());
        QCOMPARE(shown->loading, std::optional(LoadingPolicy()));
        for (const auto &[name, value] : written["watched_folder"].items())
            QVERIFY2(hasRow("watched_folder." + name), name.c_str());
        QCOMPARE(shown->folder.pollSeconds, WatchedFolder().pollSeconds);
        for (const auto &[name, value] : written["stations"][0].items()) {
            if (value.is_object()) {
                for (const auto &[inner, unused] : value.items())
                    QVERIFY2(hasRow(name + "." + inner), (name + "." + inner).c_str());
            } else {
                QVERIFY2(hasRow(name), name.c_str());
            }
        }
    }

    void what_a_verdict_must_have_seen_comes_back_as_it_was_and_is_the_usual_where_nothing_is_said()
    {
        StationConfig station;
        station.id = station.name = "a";
        station.coverage = {1000, 0};
        station.rule.requiredLabels = {"Cap"};
        station.rule.pictureIsPart = true;
        const auto again = parseConfig(formatConfig({{station}, {}}));
        QVERIFY2(again, again ? "" : again.error().detail.c_str());
        QCOMPARE(again->stations.front(), station);
        const auto usual = parseConfig("{\"stations\":[{\"id\":\"a\",\"comparison\":{\"alpha\":0.05}}]}");
        QVERIFY(usual && usual->stations.front().coverage == (CoverageLimits{3, 8}) && !usual->stations.front().rule.pictureIsPart);
    }

    void every_error_in_a_configuration_is_told_with_line_and_column_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("no JSON") << QByteArray("{\n  \"stations\": [\n}") << QByteArray("line 3, column 1");
        QTest::newRow("unknown key") << QByteArray("{\"stations\": [],\n \"statoins\": 1}") << QByteArray("line 2, column ");
        QTest::newRow("wrong type") << QByteArray("{\"stations\": [{\"id\": \"a\",\n\"name\": 7}]}") << QByteArray("line 2, column ");
        QTest::newRow("out of range") << QByteArray("{\"stations\":[{\"id\":\"a\",\n\n\"detect\":{\"iou\":7}}]}") << QByteArray("line 3, column ");
        QTest::newRow("unknown layout") << QByteArray("{\"stations\":[{\"id\":\"a\",\n\"contract\":{\n\"layout\":\"yolov99\"}}]}") << QByteArray("line 3, column ");
        QTest::newRow("id twice") << QByteArray("{\"stations\":[{\"id\":\"a\"},\n{\"id\":\"a\"}]}") << QByteArray("line 2, column ");
        QTest::newRow("key twice") << QByteArray("{\"stations\":[],\n\"stations\":[]}") << QByteArray("line 2, column ");
        QTest::newRow("password in the URL")
            << QByteArray("{\"stations\":[{\"id\":\"a\",\"source\":{\"kind\":\"stream\",\n\"location\":\"rtsp://u:p@h/\"}}]}") << QByteArray("line 2, ");
        QTest::newRow("sizes the wrong way round") << QByteArray("{\"stations\":[{\"id\":\"a\",\"contract\":{\n\"min_input\":640,\n\"max_input\":320}}]}") << QByteArray("line 3, column ");
        QTest::newRow("a zone without width") << QByteArray("{\"stations\":[{\"id\":\"a\",\"rule\":{\"part\":\"Bottle\",\n\"zone_begin\":0.7,\"zone_end\":0.7}}]}")
                                              << QByteArray("line 2, column ");
        QTest::newRow("more lots than may be asked for") << QByteArray("{\"stations\":[{\"id\":\"a\",\"comparison\":{\n\"least_lots\":1001}}]}") << QByteArray("line 2, column ");
        QTest::newRow("hours below nothing") << QByteArray("{\"stations\":[{\"id\":\"a\",\"comparison\":{\n\"least_hours\":-1}}]}") << QByteArray("line 2, column ");
        QTest::newRow("hours that are no whole number") << QByteArray("{\"stations\":[{\"id\":\"a\",\"comparison\":{\n\"least_hours\":7.5}}]}") << QByteArray("line 2, column ");
        QTest::newRow("a box and a picture that are the part") << QByteArray("{\"stations\":[{\"id\":\"a\",\"rule\":{\"part\":\"Bottle\",\n\"picture_is_part\":true}}]}") << QByteArray("line 2, column ");
        QTest::newRow("pictures that are perhaps parts") << QByteArray("{\"stations\":[{\"id\":\"a\",\"rule\":{\n\"picture_is_part\":1}}]}") << QByteArray("line 2, column ");
        QTest::newRow("an unknown question before going on air") << QByteArray("{\"stations\":[{\"id\":\"a\",\n\"promote_needs\":\"luck\"}]}") << QByteArray("line 2, column ");
        QTest::newRow("an unknown policy") << QByteArray("{\"stations\":[{\"id\":\"a\",\n\"signatures\":\"on\"}]}") << QByteArray("line 2, column ");
        const QByteArray real("RWQrXWkAP8CO2n5+e5e4QgV21162UBEaMAP7FZLnnv5lY7CPPN+MsaGx");
        QTest::newRow("no key") << QByteArray("{\"stations\":[],\"trusted_keys\":[\n{\"name\":\"a\",\n\"key\":\"RW\"}]}") << QByteArray("line 3, column ");
        QTest::newRow("a key without a name") << "{\"stations\":[],\"trusted_keys\":[\n{\"key\":\"" + real + "\"}]}" << QByteArray("line 2, column ");
        QTest::newRow("a key twice") << "{\"stations\":[],\"trusted_keys\":[{\"name\":\"a\",\"key\":\"" + real + "\"}],\"revoked_keys\":[\n{\"name\":\"b\",\n\"key\":\"" + real
                + "\"}]}" << QByteArray("line 3, column ");
        QTest::newRow("keys that are no list") << QByteArray("{\"stations\":[],\n\"trusted_keys\":{}}") << QByteArray("line 2, column ");
        QTest::newRow("a watched folder beneath no one knows what") << QByteArray("{\"stations\":[],\"watched_folder\":{\n\"path\":\"models\"}}") << QByteArray("line 2, column ");
        QTest::newRow("a watched folder with a zero in it") << QByteArray("{\"stations\":[],\"watched_folder\":{\n\"path\":\"/a\\u0000b\"}}") << QByteArray("line 2, column ");
        QTest::newRow("a folder that is looked at all the time") << QByteArray("{\"stations\":[],\"watched_folder\":{\"path\":\"/a\",\n\"poll_seconds\":0}}") << QByteArray("line 2, column ");
        QTest::newRow("a device that is never free") << QByteArray("{\"stations\":[],\"loading\":{\n\"busy_percent\":9}}") << QByteArray("line 2, column ");
        QTest::newRow("different parts of a station that is not there") << QByteArray("{\"stations\":[{\"id\":\"a\"}],\"different_parts\":[[\"a\",\n\"b\"]]}") << QByteArray("line 2, column ");
        QTest::newRow("different parts of one station") << QByteArray("{\"stations\":[{\"id\":\"a\"}],\"different_parts\":[\n[\"a\"]]}") << QByteArray("line 2, column ");
        QTest::newRow("a station that differs from itself") << QByteArray("{\"stations\":[{\"id\":\"a\"}],\"different_parts\":[[\"a\",\n\"a\"]]}") << QByteArray("line 2, column ");
        QTest::newRow("different parts that are no lists") << QByteArray("{\"stations\":[{\"id\":\"a\"}],\"different_parts\":[\n\"a\"]}") << QByteArray("line 2, column ");
        QTest::newRow("hours of twenty-five") << QByteArray("{\"stations\":[{\"id\":\"a\",\n\"load_window\":\"25:00-05:00\"}]}") << QByteArray("line 2, column ");
        QTest::newRow("empty") << QByteArray("") << QByteArray("line 1, column 1");
    }
    void every_error_in_a_configuration_is_told_with_line_and_column()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, begins);
        const auto read = parseConfig(text.toStdString());
        QVERIFY(!read);
        QVERIFY2(QByteArray::fromStdString(read.error().detail).startsWith(begins), read.error().detail.c_str());
        QVERIFY(!read.error().detail.empty() && read.error().detail.find("u:p") == std::string::npos);
    }
    void which_stations_see_different_parts_reads_back_as_it_was_written()
    {
        Config config;
        for (const char *id : {"a", "b", "c", "d"}) {
            config.stations.emplace_back();
            config.stations.back().id = config.stations.back().name = id;
        }
        QVERIFY(formatConfig(config).find("different_parts") == std::string::npos);
        for (int number = 1; StationConfig &s : config.stations)
            s.differentParts = number++ % 2 + 1;
        const auto read = parseConfig(formatConfig(config));
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(differentParts(read->stations), (std::vector<std::vector<StationId>>{{"b", "d"}, {"a", "c"}}));
        QCOMPARE(*read, config);
        QCOMPARE(formatConfig(*read), formatConfig(config));
        const auto page = readSmallFile(LINESIDE_SOURCE_DIR "/docs/configuration.md", 1 << 20);
        QVERIFY(page && page->find("`different_parts`") != std::string::npos);
        QVERIFY(!parseConfig(R"({"stations":[{"id":"a"},{"id":"b"},{"id":"c"}],"different_parts":[["a","b"],["b","c"]]})"));
    }
    void a_station_that_is_alone_with_its_number_says_nothing_and_is_not_written()
    {
        Config config;
        for (const auto &[id, number] : {std::pair("a", 7), std::pair("b", 3), std::pair("c", 7), std::pair("d", 0), std::pair("e", -1)}) {
            config.stations.emplace_back();
            config.stations.back().id = config.stations.back().name = id;
            config.stations.back().differentParts = number;
        }
        QCOMPARE(differentParts(config.stations), (std::vector<std::vector<StationId>>{{"a", "c"}}));
        const auto read = parseConfig(formatConfig(config));
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        std::vector<int> numbers;
        for (const StationConfig &s : read->stations)
            numbers.push_back(s.differentParts);
        QCOMPARE(numbers, (std::vector<int>{1, 0, 1, 0, 0}));
    }
    void a_configuration_that_says_nothing_of_loading_leaves_it_to_the_installation()
    {
        QVERIFY(!parseConfig(formatConfig({}))->loading);
        QCOMPARE(parseConfig("{\"stations\":[],\"loading\":{\"per_minute\":4}}")->loading, std::optional(LoadingPolicy{85, 120, 4, 1440, {}}));
    }
    void deep_nesting_is_refused_before_it_hurts()
    {
        QVERIFY(!parseConfig(std::string(100000, '[')));
    }
    void seventeen_stations_are_refused()
    {
        Config config;
        for (int i = 0; i < 17; ++i) {
            config.stations.emplace_back();
            config.stations.back().id = "s" + std::to_string(i);
        }
        QVERIFY(!parseConfig(formatConfig(config)));
        config.stations.pop_back();
        QVERIFY(parseConfig(formatConfig(config)));
    }
    void what_runs_where_reads_back_as_it_was_written()
    {
        DesiredState state;
        state["a"] = {ModelId{"line", 2}, ModelId{"line", 1}, std::nullopt, ModelId{"line", 3}};
        state["b"] = {};
        QCOMPARE(*parseDesiredState(formatDesiredState(state)), state);
        QVERIFY(!parseDesiredState("{\"stations\": 7}"));
    }
    void a_number_that_is_none_is_refused_data()
    {
        QTest::addColumn<QString>("number");
        for (const char *number : {"19223372036854775808", "18446744073709551615", "1e300", "2.5", "4294967297", "-3000000000", "true", "\"2\"", "[2]"})
            QTest::newRow(number) << number;
    }
    void a_number_that_is_none_is_refused()
    {
        QFETCH(QString, number);
        const auto with = [&](const char *before, const char *after) { return before + number.toStdString() + after; };
        QVERIFY(!parseDesiredState(with("{\"stations\": {\"a\": {\"active\": {\"name\": \"line\", \"version\": ", "}}}}")));
        QVERIFY(!parseHistoryLine(with("{\"seq\": 1, \"at_ms\": 1, \"event\": \"promoted\", \"to\": {\"name\": \"line\", \"version\": ", "}}")));
        QVERIFY(parseHistoryLine("{\"seq\": 1, \"at_ms\": 1, \"event\": \"promoted\", \"to\": {\"name\": \"line\", \"version\": 2}}"));
    }
    void an_event_reads_back_as_it_was_written()
    {
        HistoryEvent e;
        e.sequence = 7;
        e.kind = EventKind::Promoted;
        e.station = "a";
        e.from = ModelId{"line", 1};
        e.to = ModelId{"line", 2};
        e.file = "line \xff.pt";  // not UTF-8: replaced, not lost
        e.refusal = Refusal{RefusalReason::Labels, "Bottle", "Car", "d"};
        e.swap = SwapRecord{*e.from, *e.to, true, {}, 12.5, 3, 0, 2100.5, 2300};
        e.health = HealthRecord{Health::TooSlow, 1500.5, 12, 2, 140.25, 66.5, 0.5, 4, 3};
        e.by = "Nina 张";
        e.role = Role::Engineer;
        e.signedBy = ElectronicSignature{"Nina 张", "approved", WallTime(std::chrono::milliseconds(1'700'000'000'123))};
        e.evidence = PromotionEvidence{AbState::WorseWithinMargin, true, true, 8120, 12, 3, 4.75, -0.5, {0.002, 0.01, 0.05}, {4, 31}, 3};
        e.canary = CanaryNote{"night", 2, 3, CanaryPause::None, CanaryHarm{CanaryGuardKind::Controls, "b", 5, 4.6, 77, 0.09, 0.02, false, 812.5, 143.0}};
        e.signature = {SignatureState::Good, "DA8EC03F00695D2B", "Training", "model=line version=2"};
        const auto read = parseHistoryLine(formatHistoryLine(e));
        QVERIFY(read);
        QCOMPARE(read->sequence, e.sequence);
        QCOMPARE(read->kind, e.kind);
        QCOMPARE(read->to, e.to);
        QCOMPARE(read->refusal->reason, RefusalReason::Labels);
        QCOMPARE(read->swap->firstVerdictMs, 12.5);
        QCOMPARE(read->swap->pauseMs, 2100.5);
        QVERIFY(read->health && read->health->health == Health::TooSlow);
        QCOMPARE(read->by, e.by);
        QVERIFY(read->role == e.role && read->signedBy == e.signedBy);
        QCOMPARE(read->canary, e.canary);
        QVERIFY(read->evidence == e.evidence);
        QCOMPARE(read->health->latencyMs, 140.25);
        QCOMPARE(formatHistoryLine(*read), formatHistoryLine(e));  // and all its other figures
        QVERIFY(read->signature == e.signature);
        QVERIFY(!parseHistoryLine("{\"seq\": 1"));
    }
    void evidence_of_an_earlier_version_says_nothing_of_lots_and_hours_and_is_of_one_station()
    {
        HistoryEvent e;
        e.kind = EventKind::Promoted;
        e.evidence = PromotionEvidence{AbState::AtLeastAsGood, false, false, 8120, 12, 3, 4.75, -0.5, {0.002, 0.01, 0.05}, {4, 31}, 3};
        auto old = nlohmann::json::parse(formatHistoryObject(e));
        for (const char *added : {"lots", "hours", "stations"})
            old["evidence"].erase(added);
        const auto read = parseHistoryLine(withChecksum(old.dump(), ChecksumForm::OneLine));
        QVERIFY(read && read->evidence && read->evidence->seen == CoverageSeen() && read->evidence->stations == 1 && read->evidence->parts == 8120);
    }
    void who_did_it_is_read_as_it_may_be_or_the_line_is_refused_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<bool>("good");
        const auto signature = [](const QByteArray &name, const QByteArray &meaning, const QByteArray &at = "1700000000000") {
            return ",\"signed_by\":{\"name\":\"" + name + "\",\"meaning\":\"" + meaning + "\",\"at_ms\":" + at + "}";
        };
        QTest::newRow("of an earlier version") << QByteArray() << true;
        QTest::newRow("a role") << QByteArray(",\"role\":\"operator\"") << true;
        QTest::newRow("no role") << QByteArray(",\"role\":\"root\"") << false;
        QTest::newRow("a role that is no text") << QByteArray(",\"role\":3") << false;
        QTest::newRow("signed") << signature("Nina", "approved") << true;
        QTest::newRow("signed by the longest name") << signature(QByteArray(200, 'x'), QByteArray(100, 'y')) << true;
        QTest::newRow("a name that is too long") << signature(QByteArray(201, 'x'), "approved") << false;
        QTest::newRow("a meaning that is too long") << signature("Nina", QByteArray(101, 'y')) << false;
        QTest::newRow("no name") << signature("", "approved") << false;
        QTest::newRow("no meaning") << signature("Nina", "") << false;
        QTest::newRow("a name that a terminal would obey") << signature("Ni\\u001b[2Jna", "approved") << false;
        QTest::newRow("no time") << signature("Nina", "approved", "9223372036854775807") << false;
        QTest::newRow("signed by something else") << QByteArray(",\"signed_by\":\"Nina\"") << false;
    }
    void who_did_it_is_read_as_it_may_be_or_the_line_is_refused()
    {
        QFETCH(const QByteArray, members);
        QFETCH(const bool, good);
        const auto read = parseHistoryLine("{\"seq\":1,\"at_ms\":1,\"event\":\"promoted\"" + members.toStdString() + "}");
        QCOMPARE(read.ok(), good);
        QVERIFY(!read || read->by.empty());
    }
    void a_name_that_is_too_long_is_cut_between_two_characters()
    {
        std::string name;
        for (int i = 0; i < 100; ++i)
            name += "张";
        const auto read = parseHistoryLine("{\"seq\":1,\"at_ms\":1,\"event\":\"rolled_back\",\"by\":\"" + name + "\"}");
        QVERIFY(read);
        QCOMPARE(read->by, name.substr(0, 198));
    }
    void a_number_that_is_no_time_or_no_version_is_refused()
    {
        const auto line = [](const char *ms, const char *version) {
            return parseHistoryLine(std::string(R"({"seq":1,"at_ms":)") + ms + R"(,"event":"removed","from":{"name":"line","version":)" + version + "}}");
        };
        const auto good = line("1700000000000", "2");
        QVERIFY(good && good->from == (ModelId{"line", 2}));
        QVERIFY(!line("9223372036854775807", "2"));
        QVERIFY(!line("-9223372036854775807", "2"));
        QVERIFY(!line("1700000000000", "4294967298"));  // cut to 32 bits it would be 2
    }
};

QTEST_GUILESS_MAIN(TestConfigFile)
#include "tst_configfile.moc"
