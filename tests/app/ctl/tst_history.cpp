// SPDX-License-Identifier: GPL-3.0-or-later
// linesidectl history, over a history that the engine's own writer made.
#include "app/support/commandline.h"
#include "audit/auditlog.h"
#include "store/historyline.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

constexpr std::int64_t kMidnight = 1'772'323'200'000;  // 2026-03-01T00:00:00Z

WallTime minute(int m)
{
    return WallTime(std::chrono::milliseconds(kMidnight) + std::chrono::minutes(m));
}

HistoryEvent happened(std::uint64_t sequence, EventKind kind, const char *station = "")
{
    HistoryEvent e;
    e.sequence = sequence;
    e.at = minute(static_cast<int>(sequence));
    e.kind = kind;
    e.station = station;
    return e;
}

}  // namespace

class TestHistory : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<audit::AuditLog> m_log;  ///< an instance that runs still goes on with it

    QString path(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    Answer history(const QStringList &arguments) const
    {
        QProcessEnvironment environment = ownUser(path("home"));
        environment.insert("TZ", "UTC");
        return runProgram(QStringLiteral(LINESIDE_CTL), QStringList{"history", "--config", path("line.json")} + arguments, environment);
    }
    void append(const HistoryEvent &e) const { QVERIFY(m_log->append(formatHistoryObject(e))); }

private slots:
    /// Five events, a minute apart, the first at a minute past midnight.
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(path("line.data")));
        m_log = std::make_unique<audit::AuditLog>(path("line.data").toStdString(), std::chrono::system_clock::now);
        append(happened(1, EventKind::Started));
        HistoryEvent imported = happened(2, EventKind::Imported);
        imported.to = ModelId{"line", 2};
        imported.file = "best.pt";
        append(imported);
        HistoryEvent promoted = happened(3, EventKind::Promoted, "station-1");
        promoted.from = ModelId{"line", 1};
        promoted.to = ModelId{"line", 2};
        promoted.by = "Nina";
        promoted.role = Role::Engineer;
        promoted.detail = "red caps, \"new\" supplier";
        promoted.signedBy = ElectronicSignature{"Nina", "approved", minute(3)};
        promoted.evidence = PromotionEvidence{AbState::AtLeastAsGood, false, false, 812, 31, 2, 5, -4, {}, {4, 31}, 2};
        append(promoted);
        promoted.swap = SwapRecord{{"line", 1}, {"line", 2}, false, minute(3), 41, 12, 0};
        append(promoted);  // the same event, with its figures
        HistoryEvent back = happened(4, EventKind::RolledBack, "station-1");
        back.from = ModelId{"line", 2};
        back.to = ModelId{"line", 1};
        append(back);
        append(happened(5, EventKind::SourceLost, "station-2"));
    }
    void cleanup()
    {
        m_log.reset();
        m_dir.reset();
    }

    void what_changed_is_a_table_the_oldest_first()
    {
        const Answer a = history({});
        QVERIFY2(a.exitCode == 0 && a.err.isEmpty(), a.err.constData());
        const QList<QByteArray> lines = a.lines();
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[0], QByteArray("time                 event        station    from     to       by               details"));
        QCOMPARE(lines[1], QByteArray("2026-03-01 00:01:00  started      –          –        –        –                –"));
        QCOMPARE(lines[2], QByteArray("2026-03-01 00:02:00  imported     –          –        line-v2  –                best.pt"));
        QCOMPARE(lines[3], QByteArray("2026-03-01 00:03:00  promoted     station-1  line-v1  line-v2  Nina (engineer)  compared: at_least_as_good by 812 parts on 4 lots in 31 hours at 2 stations, 31 differ, 2 unanswered  "
                                      "first verdict after 41 ms, 0 lost  red caps, \"new\" supplier  signature of Nina: approved"));
        QCOMPARE(lines[4], QByteArray("2026-03-01 00:04:00  rolled back  station-1  line-v2  line-v1  –                –"));
        QVERIFY(lines[5].startsWith("2026-03-01 00:05:00  source lost  station-2  "));
    }
    void why_a_canary_was_taken_back_is_told_with_what_was_measured()
    {
        HistoryEvent back = happened(6, EventKind::CanaryRolledBack, "station-1");
        back.to = ModelId{"line", 2};
        back.canary = CanaryNote{"night", 1, 2, {}, {}};
        CanaryHarm &harm = back.canary->harm.emplace();
        harm = {CanaryGuardKind::Memory, "station-1", 0, 0, 58};
        harm.now = 102.4;
        harm.limit = 90;
        append(back);
        back.sequence = 7;
        harm = {CanaryGuardKind::Controls, "station-1", 6, 5, 58, 0.204, 0.021};
        append(back);
        const QList<QByteArray> lines = history({}).lines();
        QVERIFY2(lines[6].endsWith("canary night, step 1 of 2, harm: memory at station-1 after 58 parts, 102 of at most 90 MB"), lines[6].constData());
        QVERIFY2(lines[7].endsWith("canary night, step 1 of 2, harm: controls at station-1 after 58 parts, 20.4 %, usually 2.1 %"), lines[7].constData());
    }
    void as_csv_it_has_who_when_from_to_evidence_and_the_meaning_of_the_signature()
    {
        const Answer a = history({"--csv"});
        QCOMPARE(a.exitCode, 0);
        QCOMPARE(a.lines().size(), 6);
        QVERIFY2(a.out.startsWith("\"at\",\"event\",\"station\",\"from\",\"to\",\"file\",\"by\",\"role\",\"signed_by\",\"meaning\",\"signed_at\",\"evidence\",\"details\"\r\n"), a.out.constData());
        QVERIFY2(a.out.contains("\"2026-03-01T00:03:00.000000Z\",\"promoted\",\"station-1\",\"line-v1\",\"line-v2\",\"\",\"Nina\",\"engineer\",\"Nina\",\"approved\",\"2026-03-01T00:03:00.000000Z\","
                                "\"at_least_as_good by 812 parts on 4 lots in 31 hours at 2 stations, 31 differ, 2 unanswered\",\"first verdict after 41 ms, 0 lost  red caps, \"\"new\"\" supplier\"\r\n"),
                 a.out.constData());
    }
    void as_json_it_has_what_the_history_has()
    {
        const Answer a = history({"--json", "--kind", "promoted"});
        QCOMPARE(a.exitCode, 0);
        QCOMPARE(a.lines().size(), 1);
        const auto j = a.json();
        QVERIFY(j["seq"] == 3 && j["event"] == "promoted" && j["at_ms"] == kMidnight + 180'000 && j["by"] == "Nina" && j["role"] == "engineer");
        QVERIFY(j["from"]["version"] == 1 && j["to"]["version"] == 2 && j["detail"] == "red caps, \"new\" supplier");
        QVERIFY(j["signed_by"]["meaning"] == "approved" && j["evidence"]["state"] == "at_least_as_good" && j["swap"]["first_verdict_ms"] == 41);
    }
    void it_can_be_narrowed_to_a_time_a_station_a_kind_and_the_newest()
    {
        const auto events = [&](const QStringList &arguments) {
            const Answer a = history(arguments + QStringList{"--json"});
            QByteArray numbers = QByteArray::number(a.exitCode) + ":";
            for (int i = 0; i < a.lines().size(); ++i)
                numbers += " " + QByteArray::number(a.json(i).value("seq", -1));
            return numbers;
        };
        QCOMPARE(events({}), QByteArray("0: 1 2 3 4 5"));
        QCOMPARE(events({"--from", "2026-03-01T00:02", "--to", "2026-03-01T00:04"}), QByteArray("0: 2 3"));
        QCOMPARE(events({"--from", "2026-03-01T01:04+01:00"}), QByteArray("0: 4 5"));
        QCOMPARE(events({"--station", "station-1"}), QByteArray("0: 3 4"));
        QCOMPARE(events({"--kind", "rolled_back"}), QByteArray("0: 4"));
        QCOMPARE(events({"--limit", "2"}), QByteArray("0: 4 5"));
        QCOMPARE(events({"--limit", "0"}), QByteArray("0: 1 2 3 4 5"));
        QCOMPARE(events({"--station", "station-1", "--limit", "1", "--kind", "promoted"}), QByteArray("0: 3"));
        QCOMPARE(history({"--station", "station-2", "--to", "2026-03-01"}).out, QByteArray("nothing\n"));
    }
    void what_is_being_written_does_not_count_yet()
    {
        QFile file(path("line.data/history.jsonl"));
        QVERIFY(file.open(QIODevice::Append));
        file.write(R"({"seq":6,"at_ms":17)");
        file.close();
        const Answer a = history({"--json"});
        QVERIFY2(a.exitCode == 0 && a.lines().size() == 5 && a.err.isEmpty(), a.out.constData());
    }
    void a_line_that_is_not_believed_is_told_and_left_out()
    {
        QFile file(path("line.data/history.jsonl"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray text = file.readAll();
        text.replace("best.pt", "bust.pt");
        file.seek(0);
        file.write(text);
        file.close();
        const Answer words = history({});
        QVERIFY2(words.exitCode == 0 && words.err == "linesidectl: 1 line is not believed, the first is line 2: linesidectl audit verify tells more\n", words.err.constData());
        QCOMPARE(words.lines().size(), 5);
        const Answer json = history({"--json"});
        QVERIFY2(json.lines().size() == 5 && json.json(4)["damaged"]["lines"] == 1 && json.json(4)["damaged"]["first"] == 2 && json.err.isEmpty(), json.out.constData());
    }
    void what_a_terminal_would_obey_is_not_printed()
    {
        HistoryEvent e = happened(6, EventKind::Refused, "station-1");
        e.file = "\x1b[2J.pt";
        append(e);
        QVERIFY(!history({}).out.contains('\x1b'));
    }
    void what_cannot_be_answered_is_refused()
    {
        QCOMPARE(history({"--station", "nowhere", "--json"}).errorCode(), QString("not_found"));
        QCOMPARE(history({"--from", "yesterday", "--json"}).errorCode(), QString("invalid_input"));
        QCOMPARE(history({"--to", "2026-02-30", "--json"}).errorCode(), QString("invalid_input"));
        const Answer kind = history({"--kind", "Promoted", "--json"});
        QVERIFY2(kind.errorCode() == "invalid_input" && kind.errorDetail().contains("promoted, rolled_back"), kind.out.constData());
        const Answer words = history({"--kind", "eaten"});
        QVERIFY(words.exitCode == 3 && words.err.startsWith("linesidectl: invalid_input: eaten is no kind of event") && words.out.isEmpty());
        for (const QStringList &wrong : QList<QStringList>{{"--csv", "--json"}, {"--limit", "-1"}, {"--limit", "many"}, {"promoted"}})
            QCOMPARE(history(wrong).exitCode, 2);
        m_log.reset();
        QVERIFY(QFile::remove(path("line.data/history.jsonl")));
        QCOMPARE(history({"--json"}).errorCode(), QString("not_found"));
        QVERIFY(QDir().mkpath(path("line.data/history.jsonl")));
        QCOMPARE(history({"--json"}).errorCode(), QString("invalid_input"));
    }
    void one_that_may_not_be_read_is_refused()
    {
        QFile file(path("line.data/history.jsonl"));
        QVERIFY(file.setPermissions({}));
        if (file.open(QIODevice::ReadOnly))
            QSKIP("whoever runs this may read everything");
        QCOMPARE(history({"--json"}).errorCode(), QString("io"));
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
