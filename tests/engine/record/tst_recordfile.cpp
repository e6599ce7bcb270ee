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

    fs::path file() const { return recordFileOf(pathOf(*m_dir)); }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void a_new_record_says_what_it_is()
    {
        auto database = openRecordForWriting(file());
        QVERIFY(database);
        QCOMPARE(*database->number("PRAGMA user_version"), 2);
        QCOMPARE(*database->number("PRAGMA auto_vacuum"), 2);
        QCOMPARE(*database->number("PRAGMA synchronous"), 2);
        QCOMPARE(*database->number("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), 1);
        QVERIFY(openRecordForWriting(file()));
        QVERIFY(openRecordForReading(file()));
    }
    void a_record_of_a_newer_program_is_refused_and_left_alone()
    {
        QVERIFY(openRecordForWriting(file())->run("PRAGMA user_version = 3"));
        QCOMPARE(openRecordForWriting(file()).error().code, ErrorCode::Unsupported);
        QCOMPARE(openRecordForReading(file()).error().code, ErrorCode::Unsupported);
        QCOMPARE(*Database::open(file(), Database::Access::Read)->number("PRAGMA user_version"), 3);
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
