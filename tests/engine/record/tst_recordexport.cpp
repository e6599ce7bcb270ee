// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/parts.h"
#include "engine/store/textfiles.h"
#include "lineside/csvfield.h"
#include "record/recordexport.h"
#include "record/recordfile.h"
#include "support/manualclock.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QtTest>

#include <sstream>

using namespace lineside;
using namespace lineside::test;

class TestRecordExport : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    ManualClock m_clock;
    std::optional<VerdictReader> m_reader;

    std::string exported(const std::vector<StationId> &stations, ExportForm form)
    {
        std::string text;
        const auto done = exportVerdicts(*m_reader, stations, second(0), second(1e6), form, [&](std::string_view piece) {
            text += piece;
            return true;
        });
        return done ? text : done.error().detail;
    }

private slots:
    void initTestCase()
    {
        VerdictWriter record(recordFileOf(pathOf(m_dir)), std::make_shared<InlineTaskRunner>(), m_clock, {[](const auto &) {}});
        auto part = partAt(1.5, Verdict::Fail, 3, 2);
        part.labels = std::make_shared<const Labels>(Labels{"=HYPERLINK(\"x\")", "Cap"});
        part.judgement.label = "=HYPERLINK(\"x\")";
        record.add("a", part, "@lot\xff", "a/2026-03-01/000001.500000-4.jpg");
        record.add("b", partAt(2, Verdict::Pass, 3, 0));
        record.tick();
        for (int i = 0; i < 3500; ++i)
            record.add("many", partAt(i));
        record.tick();
        auto reader = VerdictReader::open(recordFileOf(pathOf(m_dir)));
        QVERIFY(reader);
        m_reader.emplace(std::move(*reader));
    }

    void a_field_is_quoted_and_never_a_formula()
    {
        QCOMPARE(csvField("a \"b\", c"), std::string("\"a \"\"b\"\", c\""));
        QCOMPARE(csvField(""), std::string("\"\""));
        for (const char c : {'=', '+', '-', '@', '\t', '\r'})
            QCOMPARE(csvField(std::string(1, c) + "1"), std::string("\"'") + c + "1\"");
    }
    void parts_as_csv()
    {
        QCOMPARE(exported({"a", "b"}, ExportForm::Csv),
                 "\"at\",\"station\",\"part\",\"verdict\",\"reason\",\"label\",\"model\",\"sha256\",\"lot\",\"boxes\",\"picture\"\r\n"
                 "\"2026-03-01T00:00:01.500000Z\",\"a\",\"1\",\"fail\",\"missing_label\",\"'=HYPERLINK(\"\"x\"\")\",\"line-v3\",\"" + std::string(64, 'd')
                 + "\",\"'@lot\xff\",\"'=HYPERLINK(\"\"x\"\") 0.900 10.25,20.00,40.50,60.00; Cap 0.900 11.25,20.00,40.50,60.00\",\"a/2026-03-01/000001.500000-4.jpg\"\r\n"
                   "\"2026-03-01T00:00:02.000000Z\",\"b\",\"1\",\"pass\",\"none\",\"\",\"line-v3\",\"" + std::string(64, 'd') + "\",\"\",\"\",\"\"\r\n");
    }
    void parts_as_json_lines()
    {
        std::istringstream lines(exported({"a"}, ExportForm::JsonLines));
        std::string line;
        QVERIFY(std::getline(lines, line));
        const auto part = nlohmann::json::parse(line);
        QCOMPARE(part["at"].get<std::string>(), std::string("2026-03-01T00:00:01.500000Z"));
        QCOMPARE(part["label"].get<std::string>(), std::string("=HYPERLINK(\"x\")"));
        QCOMPARE(part["lot"].get<std::string>(), std::string("@lot\xef\xbf\xbd"));  // what was no letter
        QCOMPARE(part["picture"].get<std::string>(), std::string("a/2026-03-01/000001.500000-4.jpg"));
        QCOMPARE(part["boxes"].size(), std::size_t{2});
        QCOMPARE(part["boxes"][1]["box"][0], 11.25);
        QVERIFY(!std::getline(lines, line));
    }
    void all_of_many_come_each_once()
    {
        std::istringstream lines(exported({"many"}, ExportForm::JsonLines));
        std::string line;
        int expected = 0;
        while (std::getline(lines, line))
            QCOMPARE(nlohmann::json::parse(line)["part"], ++expected);
        QCOMPARE(expected, 3500);
    }
    void who_wants_no_more_gets_no_more()
    {
        int pieces = 0;
        const auto done = exportVerdicts(*m_reader, {"many"}, second(0), second(1e6), ExportForm::Csv, [&](std::string_view) { return ++pieces < 5; });
        QCOMPARE(done.error().code, ErrorCode::Cancelled);
        QCOMPARE(pieces, 5);
    }
    void models_and_lots_and_gaps()
    {
        const auto uses = m_reader->modelsBetween("b", second(0), second(10));
        QCOMPARE(exportModels("b", *uses, ExportForm::Csv, true),
                 "\"model\",\"sha256\",\"station\",\"first\",\"last\",\"passed\",\"failed\",\"unsure\",\"unknown\"\r\n\"line-v3\",\"" + std::string(64, 'd')
                     + "\",\"b\",\"2026-03-01T00:00:02.000000Z\",\"2026-03-01T00:00:02.000000Z\",\"1\",\"0\",\"0\",\"0\"\r\n");
        QCOMPARE(nlohmann::json::parse(exportModels("b", *uses, ExportForm::JsonLines, true))["passed"], 1);
        std::istringstream touched(exportTouched(*m_reader->touchedBy({"line", 3}), ExportForm::JsonLines));
        std::string line;
        QVERIFY(std::getline(touched, line));
        QCOMPARE(nlohmann::json::parse(line)["station"], "a");
        QCOMPARE(nlohmann::json::parse(line)["failed"], 1);
        const RecordGap gaps[] = {{"a", second(0), second(1), 7, GapReason::NotWritten}, {{}, second(2), second(3), {}, GapReason::NotEnded}};
        const std::string text = exportGaps({std::begin(gaps), std::end(gaps)}, ExportForm::Csv);
        QVERIFY(text.ends_with("\"a\",\"2026-03-01T00:00:00.000000Z\",\"2026-03-01T00:00:01.000000Z\",\"7\",\"not_written\"\r\n"
                               "\"\",\"2026-03-01T00:00:02.000000Z\",\"2026-03-01T00:00:03.000000Z\",\"\",\"not_ended\"\r\n"));
        QVERIFY(nlohmann::json::parse(exportGaps({gaps[1]}, ExportForm::JsonLines))["gap"]["parts"].is_null());
    }
};

QTEST_GUILESS_MAIN(TestRecordExport)
#include "tst_recordexport.moc"
