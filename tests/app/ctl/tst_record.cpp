// SPDX-License-Identifier: GPL-3.0-or-later
// The built command line program, asked for what is in a record of verdicts.
#include "app/support/commandline.h"
#include "engine/record/parts.h"
#include "record/recordfile.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

using namespace lineside;
using namespace lineside::test;

class TestRecord : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    ManualClock m_clock;
    std::unique_ptr<VerdictWriter> m_record;

    Answer ctl(QStringList arguments) const
    {
        QProcessEnvironment environment = ownUser(m_dir.filePath("home"));
        environment.insert("TZ", "UTC");
        return runProgram(QStringLiteral(LINESIDE_CTL), QStringList{"record", "--config", m_dir.filePath("line.json")} + arguments, environment);
    }

private slots:
    /// Ten parts at each of two stations, a second apart, by two models; an instance that runs still has it open.
    void initTestCase()
    {
        const std::filesystem::path data = m_dir.filePath("line.data").toStdString();
        std::filesystem::create_directories(data);
        m_record = std::make_unique<VerdictWriter>(recordFileOf(data), std::make_shared<InlineTaskRunner>(), m_clock, VerdictWriter::Events{[](const auto &) {}},
                                                   VerdictWriter::Limits{22, 1000});
        for (int i = 0; i < 10; ++i) {
            m_record->add("a", partAt(i, i == 4 ? Verdict::Fail : Verdict::Pass, i < 6 ? 1 : 2), i < 6 ? "lot 1" : "lot 2");
            m_record->add("b", partAt(i, Verdict::Unsure, 1));
        }
        for (int i = 0; i < 5; ++i)
            m_record->add("c", partAt(20 + i));
        m_record->tick();
    }

    void which_models_judged_is_told_where_nothing_else_is_asked()
    {
        const Answer a = ctl({"--station", "a", "--to", "2026-03-01T01:00Z"});
        QCOMPARE(a.exitCode, 0);
        QCOMPARE(a.lines().size(), 2);
        QVERIFY2(a.lines()[0].startsWith("a  line-v1  2026-03-01 00:00:00 - 2026-03-01 00:00:05  5 pass, 1 fail, 0 unsure  sha256 bbbb"), a.out);
        QVERIFY2(a.lines()[1].startsWith("a  line-v2  2026-03-01 00:00:06 - 2026-03-01 00:00:09  4 pass, 0 fail, 0 unsure"), a.out);
    }
    void models_as_json()
    {
        const Answer a = ctl({"--models", "--json", "--station", "a", "--from", "2026-03-01T00:00:05", "--to", "2026-03-01T00:00:07Z"});
        QCOMPARE(a.exitCode, 0);
        QCOMPARE(a.json(0)["model"].get<std::string>(), std::string("line-v1"));
        QCOMPARE(a.json(0)["passed"].get<int>(), 1);
        QCOMPARE(a.json(1)["model"].get<std::string>(), std::string("line-v2"));
        QCOMPARE(a.json(1)["sha256"].get<std::string>(), std::string(std::string(64, 'c')));
        QCOMPARE(a.lines().size(), 2);
    }
    void lots_of_a_model()
    {
        const Answer a = ctl({"--lots", "line-v2", "--json"});
        QCOMPARE(a.exitCode, 0);
        QCOMPARE(a.json(0)["station"].get<std::string>(), std::string("a"));
        QCOMPARE(a.json(0)["lot"].get<std::string>(), std::string("lot 2"));
        QCOMPARE(a.json(0)["passed"].get<int>(), 4);
    }
    void every_part_as_csv()
    {
        const Answer a = ctl({"--verdicts", "--csv", "--station", "a"});
        QCOMPARE(a.exitCode, 0);
        QCOMPARE(a.lines().size(), 11);
        QVERIFY2(a.lines()[5].startsWith("\"2026-03-01T00:00:04.000000Z\",\"a\",\"5\",\"fail\",\"missing_label\",\"Cap\",\"line-v1\""), a.lines()[5]);
        const Answer text = ctl({"--verdicts", "--station", "a"});
        QVERIFY2(text.lines()[4] == "2026-03-01 00:00:04  a  part 5  fail, missing_label Cap  line-v1  1 boxes  lot lot 1", text.out);
        QVERIFY2(text.err.isEmpty() && a.err.isEmpty(), text.err + a.err);  // where a script looks for trouble
    }
    void gaps_are_told_with_every_answer()
    {
        const Answer text = ctl({"--station", "c"});
        QVERIFY2(text.out.contains("gap  2026-03-01 00:00:22 - 2026-03-01 00:00:24  c  3 parts are missing, not_written"), text.out);
        const Answer json = ctl({"--station", "c", "--json"});
        QCOMPARE(json.json(1)["gap"]["parts"].get<int>(), 3);
        const Answer csv = ctl({"--station", "c", "--csv"});
        QVERIFY2(csv.err.contains("3 parts are missing"), csv.err);
        QVERIFY(!csv.out.contains("missing"));
    }
    void what_cannot_be_answered_is_refused()
    {
        QCOMPARE(ctl({"--station", "nobody", "--json"}).errorCode(), QString("not_found"));
        QCOMPARE(ctl({"--from", "yesterday", "--json"}).errorCode(), QString("invalid_input"));
        QCOMPARE(ctl({"--lots", "line", "--json"}).errorCode(), QString("invalid_input"));
        QCOMPARE(ctl({"--models", "--verdicts"}).exitCode, 2);
        QCOMPARE(ctl({"--csv", "--json"}).exitCode, 2);
        const Answer none = runProgram(QStringLiteral(LINESIDE_CTL), {"record", "--json"}, ownUser(m_dir.filePath("home")));
        QCOMPARE(none.exitCode, 3);
        QCOMPARE(none.errorCode(), QString("not_found"));
    }
};

QTEST_GUILESS_MAIN(TestRecord)
#include "tst_record.moc"
