// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/record/parts.h"
#include "engine/store/textfiles.h"
#include "record/recordfile.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestRecordFile : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    const SystemClock m_clock;

    fs::path file() const { return recordFileOf(pathOf(*m_dir)); }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void a_new_record_says_what_it_is()
    {
        auto database = openRecordForWriting(file());
        QVERIFY(database);
        QCOMPARE(*database->number("PRAGMA user_version"), 3);
        QCOMPARE(*database->number("PRAGMA auto_vacuum"), 2);
        QCOMPARE(*database->number("PRAGMA synchronous"), 2);
        QCOMPARE(*database->number("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), 1);
        QVERIFY(openRecordForWriting(file()));
        QVERIFY(openRecordForReading(file()));
    }
    void a_record_of_a_newer_program_is_refused_and_left_alone()
    {
        QVERIFY(openRecordForWriting(file())->run("PRAGMA user_version = 4"));
        QCOMPARE(openRecordForWriting(file()).error().code, ErrorCode::Unsupported);
        QCOMPARE(openRecordForReading(file()).error().code, ErrorCode::Unsupported);
        QCOMPARE(*Database::open(file(), Database::Access::Read)->number("PRAGMA user_version"), 4);
    }
    void a_record_of_version_1_is_read_as_it_is_and_written_on_as_one_of_this_version()
    {
        // As the program of then made it, with one part in it.
        QVERIFY(Database::open(file(), Database::Access::Write)->run(R"(
PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;
BEGIN;
CREATE TABLE stations(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, parts INTEGER NOT NULL DEFAULT 0);
CREATE TABLE models(id INTEGER PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL, sha256 TEXT NOT NULL, UNIQUE(name, version, sha256));
CREATE TABLE labels(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE lots(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE verdicts(station INTEGER NOT NULL, at INTEGER NOT NULL, part INTEGER NOT NULL, verdict INTEGER NOT NULL, reason INTEGER NOT NULL,
    label INTEGER NOT NULL, model INTEGER NOT NULL, lot INTEGER NOT NULL, boxes BLOB NOT NULL, PRIMARY KEY(station, at, part)) WITHOUT ROWID;
CREATE TABLE hours(station INTEGER NOT NULL, hour INTEGER NOT NULL, model INTEGER NOT NULL, lot INTEGER NOT NULL, first INTEGER NOT NULL,
    last INTEGER NOT NULL, passed INTEGER NOT NULL, failed INTEGER NOT NULL, unsure INTEGER NOT NULL, unknown INTEGER NOT NULL,
    PRIMARY KEY(station, hour, model, lot)) WITHOUT ROWID;
CREATE INDEX hours_of_model ON hours(model);
CREATE TABLE gaps(id INTEGER PRIMARY KEY, station INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, parts INTEGER, reason INTEGER NOT NULL);
CREATE TABLE state(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO stations VALUES(1, 'a', 1);
INSERT INTO models VALUES(1, 'line', 1, '');
INSERT INTO verdicts VALUES(1, 1772323201000000, 1, 0, 0, 0, 1, 0, x'');
PRAGMA application_id = 1282627173;
PRAGMA user_version = 1;
COMMIT;
)"));
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1"));
        QCOMPARE(*Database::open(file(), Database::Access::Read)->number("PRAGMA user_version"), 1);  // who reads changes nothing
        {
            VerdictWriter writer(file(), std::make_shared<InlineTaskRunner>(), m_clock, {[](const auto &) {}});
            writer.add("a", partAt(2), "4711", "a/2026-03-01/000002.000000-9.jpg");
        }
        QCOMPARE(inRecord(file()), std::string("1 pass line-v1, 2 pass line-v1"));
        QCOMPARE(*Database::open(file(), Database::Access::Read)->number("PRAGMA user_version"), 3);
        const auto page = VerdictReader::open(file())->verdictsBetween("a", second(0), second(10), 10);
        QVERIFY(page);
        QVERIFY(page->verdicts[0].picture.empty() && page->verdicts[0].lot.empty());
        QCOMPARE(page->verdicts[1].picture, std::string("a/2026-03-01/000002.000000-9.jpg"));
        QCOMPARE(page->verdicts[1].lot, std::string("4711"));
    }
    void a_database_of_something_else_is_no_record()
    {
        QVERIFY(Database::open(file(), Database::Access::Write)->run("CREATE TABLE bookmarks(address TEXT)"));
        QCOMPARE(openRecordForWriting(file()).error().code, ErrorCode::InvalidInput);
    }
    void a_file_that_is_no_database_is_damaged()
    {
        write(file(), std::string(5000, 'x'));
        QCOMPARE(openRecordForWriting(file()).error().code, ErrorCode::InvalidInput);
        QCOMPARE(openRecordForReading(file()).error().code, ErrorCode::InvalidInput);
    }
    void reading_makes_no_file()
    {
        QCOMPARE(openRecordForReading(file()).error().code, ErrorCode::NotFound);
        QVERIFY(!fs::exists(file()));
        write(file(), {});
        QCOMPARE(openRecordForReading(file()).error().code, ErrorCode::NotFound);
    }
    void what_reads_cannot_write()
    {
        QVERIFY(openRecordForWriting(file()));
        QVERIFY(!openRecordForReading(file())->run("DELETE FROM gaps"));
    }
    void putting_aside_keeps_every_byte_under_names_that_are_free()
    {
        for (const char *name : {"verdicts.damaged-1.db", "verdicts.damaged-2.db-wal"})
            write(pathOf(*m_dir) / name, "older");
        write(file(), "damaged");
        write(file().string() + "-wal", "its log");
        QCOMPARE(*putRecordAside(file()), std::string("verdicts.damaged-3.db"));
        QVERIFY(!fs::exists(file()));
        QVERIFY(!fs::exists(file().string() + "-wal"));
        QCOMPARE(fs::file_size(pathOf(*m_dir) / "verdicts.damaged-3.db"), 7u);
        QCOMPARE(fs::file_size(pathOf(*m_dir) / "verdicts.damaged-3.db-wal"), 7u);
        QCOMPARE(fs::file_size(pathOf(*m_dir) / "verdicts.damaged-1.db"), 5u);
    }
    void a_table_of_a_hostile_file_runs_no_function_of_ours()
    {
        // load_extension, writefile and their like are not built in; fts3_tokenizer and edits of the schema are what is left.
        auto database = openRecordForWriting(file());
        QVERIFY(database->run("PRAGMA writable_schema = ON"));
        QVERIFY(!database->run("UPDATE sqlite_schema SET sql = 'CREATE TABLE gaps(x)' WHERE name = 'gaps'"));
    }
};

QTEST_GUILESS_MAIN(TestRecordFile)
#include "tst_recordfile.moc"
