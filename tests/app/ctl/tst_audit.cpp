// SPDX-License-Identifier: GPL-3.0-or-later
// linesidectl audit, over a history that the engine's own writer made.
#include "app/support/commandline.h"
#include "audit/auditkeys.h"
#include "audit/auditlog.h"
#include "engine/record/parts.h"
#include "record/recordfile.h"
#include "store/files.h"
#include "store/historyline.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

class TestAudit : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    QString path(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    Answer audit(const QStringList &arguments) const
    {
        return runProgram(QStringLiteral(LINESIDE_CTL), QStringList{"audit"} + arguments + QStringList{"--config", path("line.json")}, ownUser(path("home")));
    }
    void write(int from, int to) const
    {
        audit::AuditLog log(path("line.data").toStdString(), std::chrono::system_clock::now);
        for (int i = from; i <= to; ++i) {
            HistoryEvent e;
            e.sequence = static_cast<std::uint64_t>(i);
            e.at = WallTime(std::chrono::milliseconds(1'700'000'000'000));
            e.kind = EventKind::Promoted;
            e.detail = "night shift";
            QVERIFY(log.append(formatHistoryObject(e)));
        }
        QVERIFY(log.sign());
    }
    /// Fifty parts of a station, and the seal over them at the end of the history.
    void recordParts() const
    {
        const SystemClock clock;
        audit::AuditLog log(path("line.data").toStdString(), std::chrono::system_clock::now);
        VerdictWriter::Events events{[](const auto &) {}};
        events.sealedUpTo = [] { return Result<std::map<StationId, std::int64_t, std::less<>>>(std::map<StationId, std::int64_t, std::less<>>()); };
        events.sealed = [&](const std::vector<StationSeal> &seals) {
            for (const StationSeal &s : seals) {
                HistoryEvent e;
                e.sequence = 5000;
                e.kind = EventKind::RecordSealed;
                e.station = s.station;
                e.seal = s.seal;
                QVERIFY(log.append(formatHistoryObject(e)));
            }
        };
        VerdictWriter record(recordFileOf(path("line.data").toStdString()), std::make_shared<InlineTaskRunner>(), clock, std::move(events), {100, 100, {0, 0}});
        for (int i = 0; i < 50; ++i)
            record.add("filler", partAt(i));
    }
    void edit(const char *command) const { QVERIFY(Database::open(recordFileOf(path("line.data").toStdString()), Database::Access::Write)->run(command)); }
    QByteArray history() const
    {
        QFile file(path("line.data/history.jsonl"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void replace(const QByteArray &text) const
    {
        QFile file(path("line.data/history.jsonl"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(path("line.data")));
        write(1, 1234);
    }

    void a_whole_record_is_told_in_one_line_and_ends_well()
    {
        const Answer a = audit({"verify"});
        QVERIFY2(a.exitCode == 0, a.err);
        QVERIFY2(a.lines().at(0).startsWith("1,234 records, chain whole, checked in "), a.out);
        QVERIFY2(a.err.isEmpty(), a.err);
        const auto j = audit({"verify", "--json"}).json();
        QVERIFY(j["whole"] == true && j["records"] == 1234 && j["broken"].is_null() && j["checkpoints"] == 13);
    }
    void an_edited_record_is_named_with_its_line_and_what_that_means()
    {
        replace(history().replace(history().indexOf("night", history().size() / 2), 5, "early"));
        const Answer a = audit({"verify"});
        QCOMPARE(a.exitCode, 3);
        QVERIFY2(QRegularExpression("^record \\d+ \\(line \\d+, byte \\d+, 2023-11-1\\d \\d\\d:\\d\\d:\\d\\d\\) was edited: .*not those that were written").match(QString::fromUtf8(a.out)).hasMatch(), a.out);
        const auto j = audit({"verify", "--json"}).json();
        QVERIFY(j["whole"] == false && j["broken"]["kind"] == "edited" && j["broken"]["line"] == j["broken"]["number"] && j["broken"]["at_ms"] == 1'700'000'000'000);
    }
    void a_record_that_is_as_it_was_sealed_is_told_with_the_chain()
    {
        QVERIFY(audit({"verify", "--json"}).json()["record"].is_null());
        recordParts();
        const Answer a = audit({"verify"});
        QVERIFY2(a.exitCode == 0, a.err);
        QVERIFY2(a.out.contains("\n50 recorded parts are as sealed, 1 seal\n"), a.out);
        const auto j = audit({"verify", "--json"}).json();
        QVERIFY(j["whole"] == true && j["record"]["parts"] == 50 && j["record"]["seals"] == 1 && j["record"]["gone"] == 0 && j["record"]["broken"].is_null());
        const Answer told = runProgram(QStringLiteral(LINESIDE_CTL), {"history", "--kind", "record_sealed", "--config", path("line.json")}, ownUser(path("home")));
        QVERIFY2(told.out.contains("record sealed") && told.out.contains("parts 1 to 50 of the record, sha256 "), told.out);
    }
    void a_part_that_was_changed_beside_the_program_is_told_with_its_seal_and_ends_badly()
    {
        recordParts();
        edit("UPDATE verdicts SET verdict = 1 WHERE part = 17");
        const Answer a = audit({"verify"});
        QCOMPARE(a.exitCode, 3);
        QVERIFY2(a.lines().at(0).startsWith("1,235 records, chain whole"), a.out);
        QVERIFY2(QRegularExpression("\nthe record of parts is not as it was sealed: parts 1 to 50 of filler, recorded from 2026-0\\d-\\d\\d \\d\\d:\\d\\d:00 to ").match(QString::fromUtf8(a.out)).hasMatch(), a.out);
        const auto j = audit({"verify", "--json"}).json();
        QVERIFY(j["whole"] == false && j["broken"].is_null() && j["record"]["parts"] == 0);
        const auto b = j["record"]["broken"];
        QVERIFY(b["station"] == "filler" && b["first"] == 1 && b["last"] == 50 && b["from_ms"] == 1'772'323'200'000);
    }
    void parts_that_the_record_let_go_of_are_told_and_break_nothing()
    {
        recordParts();
        edit("DELETE FROM verdicts WHERE part <= 20");
        const Answer a = audit({"verify"});
        QVERIFY2(a.exitCode == 0, a.out);
        QVERIFY2(a.out.contains("\n20 sealed parts are not kept any more, the newest of 2026-"), a.out);
        QVERIFY2(a.out.contains("\n30 parts are left of a seal whose oldest are gone"), a.out);
        const auto j = audit({"verify", "--json"}).json();
        QVERIFY(j["record"]["gone"] == 20 && j["record"]["unproven"] == 30 && j["record"]["gone_until_ms"].is_number());
    }
    void a_checkpoint_and_a_key_that_were_kept_tell_of_a_chain_that_was_made_anew()
    {
        const Answer head = audit({"head"});
        QCOMPARE(head.exitCode, 0);
        const QString kept = QString::fromUtf8(head.out).trimmed();
        QVERIFY(kept.startsWith("lineside-audit:1:1246:"));
        QCOMPARE(audit({"head", "--json"}).json()["number"], 1246);
        QVERIFY(QFile::copy(path("line.data/audit.pub"), path("kept.pub")));
        QFile file(path("kept.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(head.out);
        file.close();
        write(1235, 1240);
        for (const QStringList &with : QList<QStringList>{{"--since", kept}, {"--since", path("kept.txt")}, {"--key", path("kept.pub")}})
            QCOMPARE(audit(QStringList{"verify"} + with).exitCode, 0);
        // All of it anew, with a key of its own.
        QVERIFY(QDir(path("line.data")).removeRecursively() && QDir().mkpath(path("line.data")));
        write(1, 1300);
        QCOMPARE(audit({"verify"}).exitCode, 0);
        const Answer since = audit({"verify", "--since", kept, "--json"}), key = audit({"verify", "--key", path("kept.pub"), "--json"});
        QCOMPARE(since.exitCode, 3);
        QVERIFY2(since.json()["broken"]["kind"] == "remade", since.out);
        QCOMPARE(key.exitCode, 3);
        QVERIFY2(key.json()["broken"]["kind"] == "wrong_key", key.out);
    }
    void a_record_that_was_cut_off_is_told_by_the_checkpoint_beside_it()
    {
        replace(history().left(history().indexOf('\n', history().size() / 2) + 1));
        const Answer a = audit({"verify", "--json"});
        QCOMPARE(a.exitCode, 3);
        QVERIFY2(a.json()["broken"]["kind"] == "cut_off" && a.json()["broken"]["last"] == 1246, a.out);
    }
    void what_cannot_be_checked_says_why()
    {
        QCOMPARE(audit({"verify", "--key", path("nowhere"), "--json"}).errorCode(), QString("not_found"));
        QCOMPARE(audit({"verify", "--since", "yesterday", "--json"}).errorCode(), QString("not_found"));
        QCOMPARE(audit({"verify", "--since", path("line.data/history.jsonl"), "--json"}).errorCode(), QString("invalid_input"));
        QVERIFY(QFile::remove(path("line.data/history.jsonl")));
        QCOMPARE(audit({"verify", "--json"}).errorCode(), QString("not_found"));
        QCOMPARE(audit({}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
