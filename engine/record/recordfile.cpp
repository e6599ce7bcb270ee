// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recordfile.h"

#include <system_error>

namespace lineside {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kApplication = 0x4c735665;  // "LsVe": this SQLite file is a record of verdicts
constexpr std::int64_t kSchema = 3;
constexpr int kMostAside = 10000;

/// The rows of a station are beside each other in the order of time, so that a range is read from one place of the file. Sums by hour answer for a
/// year without reading every row of it, and stay when the rows go. 0 as label or lot: none. `unsealed` says from which moment on parts of a station lie whose number comes after that of a
/// part up to which the history vouches for them: a hint, so that a seal need not read all.
constexpr const char *kTables = R"(
BEGIN;
CREATE TABLE stations(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, parts INTEGER NOT NULL DEFAULT 0);
CREATE TABLE models(id INTEGER PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL, sha256 TEXT NOT NULL, UNIQUE(name, version, sha256));
CREATE TABLE labels(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE lots(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE verdicts(station INTEGER NOT NULL, at INTEGER NOT NULL, part INTEGER NOT NULL, verdict INTEGER NOT NULL, reason INTEGER NOT NULL,
    label INTEGER NOT NULL, model INTEGER NOT NULL, lot INTEGER NOT NULL, boxes BLOB NOT NULL, picture TEXT NOT NULL DEFAULT '', PRIMARY KEY(station, at, part)) WITHOUT ROWID;
CREATE TABLE hours(station INTEGER NOT NULL, hour INTEGER NOT NULL, model INTEGER NOT NULL, lot INTEGER NOT NULL, first INTEGER NOT NULL,
    last INTEGER NOT NULL, passed INTEGER NOT NULL, failed INTEGER NOT NULL, unsure INTEGER NOT NULL, unknown INTEGER NOT NULL,
    PRIMARY KEY(station, hour, model, lot)) WITHOUT ROWID;
CREATE INDEX hours_of_model ON hours(model);
CREATE TABLE gaps(id INTEGER PRIMARY KEY, station INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, parts INTEGER, reason INTEGER NOT NULL);
CREATE TABLE state(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE unsealed(station INTEGER NOT NULL, after INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY KEY(station, after)) WITHOUT ROWID;
PRAGMA application_id = 1282627173;
PRAGMA user_version = 3;
COMMIT;
)";
static_assert(kApplication == 1282627173 && kSchema == 3);

/// What a record of version 1 lacks: the file of a part's picture. No row is written anew.
constexpr const char *kFromOne = R"(
BEGIN IMMEDIATE;
ALTER TABLE verdicts ADD COLUMN picture TEXT NOT NULL DEFAULT '';
PRAGMA user_version = 2;
COMMIT;
)";

/// What one of version 2 lacks.
constexpr const char *kFromTwo = R"(
BEGIN IMMEDIATE;
CREATE TABLE unsealed(station INTEGER NOT NULL, after INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY KEY(station, after)) WITHOUT ROWID;
PRAGMA user_version = 3;
COMMIT;
)";

/// Whether there is anything in it.
Result<bool> checkKind(Database &database)
{
    const auto tables = database.number("SELECT count(*) FROM sqlite_schema");
    if (!tables)
        return tables.error();
    const auto application = database.number("PRAGMA application_id");
    const auto schema = database.number("PRAGMA user_version");
    if (!application || !schema)
        return (application ? schema : application).error();
    if (*tables == 0 && *application == 0 && *schema == 0)
        return false;
    if (*application != kApplication || *schema < 1)
        return Error{ErrorCode::InvalidInput, "no record of verdicts"};
    if (*schema > kSchema)
        return Error{ErrorCode::Unsupported, "a record of version " + std::to_string(*schema) + ", made by a newer Lineside"};
    return true;
}

}  // namespace

fs::path recordFileOf(const fs::path &dataDir)
{
    return dataDir / "verdicts.db";
}

Result<Database> openRecordForWriting(const fs::path &file)
{
    auto database = Database::open(file, Database::Access::Write);
    if (!database)
        return database;
    const auto filled = checkKind(*database);
    if (!filled)
        return filled.error();
    // FULL: a transaction is on the disk before the next begins, so that a power cut takes the batch in hand alone. With NORMAL the log is
    // synced only when it is carried over into the file, every thousand pages: at a part a second that would be minutes. It is one fsync for a
    // batch of a second, on a thread that nobody waits for.
    // auto_vacuum has to be said before the first page is written.
    if (auto set = database->run("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216"); !set)
        return set.error();
    if (!*filled) {
        if (auto made = database->run(kTables); !made)
            return made.error();
    }
    const auto schema = database->number("PRAGMA user_version");
    if (!schema)
        return schema.error();
    for (std::int64_t version = *schema; version < kSchema; ++version) {
        if (auto made = database->run(version == 1 ? kFromOne : kFromTwo); !made) {
            (void)database->run("ROLLBACK");
            return made.error();
        }
    }
    return database;
}

Result<Database> openRecordForReading(const fs::path &file)
{
    auto database = Database::open(file, Database::Access::Read);
    if (!database)
        return database;
    const auto filled = checkKind(*database);
    if (!filled)
        return filled.error();
    if (!*filled)
        return Error{ErrorCode::NotFound, "the record is empty"};
    return database;
}

Result<std::string> putRecordAside(const fs::path &file)
{
    for (int n = 1; n <= kMostAside; ++n) {
        const fs::path aside = file.parent_path() / (file.stem().string() + ".damaged-" + std::to_string(n) + file.extension().string());
        std::error_code error;
        if (fs::exists(fs::symlink_status(aside, error)) || fs::exists(fs::symlink_status(aside.string() + "-wal", error)))
            continue;
        // The log first: without its file it is nothing, and a new file beside the old log would be taken for that one's.
        for (const char *beside : {"-wal", "-shm", ""}) {
            fs::rename(file.string() + beside, aside.string() + beside, error);
            if (error && error != std::errc::no_such_file_or_directory)
                return Error{ErrorCode::Io, file.string() + beside + ": " + error.message()};
        }
        return aside.filename().string();
    }
    return Error{ErrorCode::Io, "too many damaged records in " + file.parent_path().string()};
}

}  // namespace lineside
