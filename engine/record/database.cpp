// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/database.h"

#include <sqlite3.h>

#include <cerrno>

namespace lineside {
namespace {

constexpr int kWaitMs = 1000;  // for another connection that writes: only somebody's own hand does
constexpr int kLongestValue = 1 << 20;

Error errorOf(sqlite3 *connection, int code)
{
    const int system = connection ? sqlite3_system_errno(connection) : 0;
    std::string detail = connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    switch (code & 0xff) {
    case SQLITE_FULL: return {ErrorCode::DiskFull, std::move(detail)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return {ErrorCode::InvalidInput, std::move(detail)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {ErrorCode::Busy, std::move(detail)};
    case SQLITE_NOMEM: return {ErrorCode::OutOfMemory, std::move(detail)};
    case SQLITE_CANTOPEN: return {system == ENOENT ? ErrorCode::NotFound : ErrorCode::Io, std::move(detail)};
    case SQLITE_IOERR: return {system == ENOSPC || system == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Io, std::move(detail)};
    case SQLITE_READONLY:
    case SQLITE_PERM: return {ErrorCode::Io, std::move(detail)};
    default: return {ErrorCode::Internal, std::move(detail)};
    }
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt *statement) const noexcept
{
    sqlite3_finalize(statement);
}

// Binding fails only where a place is wrong or memory ran out; the step says so then, or a test finds the wrong value.
Statement &Statement::bind(int place, std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), place, value);
    return *this;
}

Statement &Statement::bind(int place, std::string_view text)
{
    sqlite3_bind_text64(m_statement.get(), place, text.data() ? text.data() : "", text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement &Statement::bind(int place, std::span<const std::uint8_t> bytes)
{
    if (bytes.empty())
        sqlite3_bind_zeroblob(m_statement.get(), place, 0);
    else
        sqlite3_bind_blob64(m_statement.get(), place, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
}

Statement &Statement::bindNothing(int place)
{
    sqlite3_bind_null(m_statement.get(), place);
    return *this;
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    Error error = errorOf(sqlite3_db_handle(m_statement.get()), code);
    reset();
    return error;
}

Result<void> Statement::run()
{
    for (;;) {
        const auto row = step();
        if (!row)
            return row.error();
        if (!*row)
            break;
    }
    reset();
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
}

std::int64_t Statement::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view Statement::text(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement.get(), column));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))) : std::string_view();
}

std::span<const std::uint8_t> Statement::bytes(int column) const
{
    const auto *bytes = static_cast<const std::uint8_t *>(sqlite3_column_blob(m_statement.get(), column));
    return {bytes, bytes ? static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column)) : 0};
}

bool Statement::isNothing(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

void Database::Close::operator()(sqlite3 *connection) const noexcept
{
    sqlite3_close_v2(connection);
}

Result<Database> Database::open(const std::filesystem::path &file, Access access)
{
    const int how = access == Access::Read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3 *connection = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &connection, how | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Database database(connection);
    if (code != SQLITE_OK)
        return errorOf(connection, code);
    sqlite3_busy_timeout(connection, kWaitMs);
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, kLongestValue);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    if (auto checks = database.run("PRAGMA cell_size_check = ON"); !checks)
        return checks.error();
    return database;
}

Result<Statement> Database::prepare(std::string_view command)
{
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v2(m_connection.get(), command.data(), static_cast<int>(command.size()), &statement, nullptr);
    if (code != SQLITE_OK)
        return errorOf(m_connection.get(), code);
    return Statement(statement);
}

Result<void> Database::run(const char *commands)
{
    const int code = sqlite3_exec(m_connection.get(), commands, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return errorOf(m_connection.get(), code);
    return {};
}

Result<std::int64_t> Database::number(std::string_view command)
{
    auto statement = prepare(command);
    if (!statement)
        return statement.error();
    const auto row = statement->step();
    if (!row)
        return row.error();
    return *row ? statement->number(0) : 0;
}

std::int64_t Database::lastRow() const
{
    return sqlite3_last_insert_rowid(m_connection.get());
}

}  // namespace lineside
