// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace lineside {

/// One prepared command of a Database, which it does not outlive. Bound texts and bytes need to live until `reset`. Not thread-safe.
class Statement {
public:
    Statement &bind(int place, std::int64_t value);
    Statement &bind(int place, std::string_view text);
    Statement &bind(int place, std::span<const std::uint8_t> bytes);
    Statement &bindNothing(int place);

    /// Whether there is a row (another one).
    Result<bool> step();
    /// `take`, which answers with a Result<void>, for each row; its first error ends it and is the answer.
    template <class Take>
    Result<void> each(Take &&take)
    {
        for (;;) {
            const auto row = step();
            if (!row)
                return row.error();
            if (!*row)
                return {};
            if (Result<void> taken = take(); !taken)
                return taken;
        }
    }
    /// All of it, where no row is expected; ready for the next binding.
    Result<void> run();
    void reset();

    // of the row that `step` came to; text and bytes until the next step
    std::int64_t number(int column) const;
    std::string_view text(int column) const;
    std::span<const std::uint8_t> bytes(int column) const;
    bool isNothing(int column) const;

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const noexcept;
    };
    explicit Statement(sqlite3_stmt *statement) : m_statement(statement) {}

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// A connection to an SQLite file. What the file says is believed to be neither sound nor ours: it can run no function that does
/// harm, and no value in it may be longer than 1 MB. Errors: InvalidInput: the file is damaged, or is no database; DiskFull; Busy; Io;
/// NotFound. Not thread-safe; another thread makes its own.
class Database {
public:
    enum class Access {
        Read,   ///< changes nothing, also while another connection writes
        Write,  ///< makes the file where there is none
    };
    static Result<Database> open(const std::filesystem::path &file, Access access);

    Result<Statement> prepare(std::string_view command);
    /// Commands without an answer, one after another.
    Result<void> run(const char *commands);
    /// The one number that a command answers; 0 where it answers nothing.
    Result<std::int64_t> number(std::string_view command);
    std::int64_t lastRow() const;  ///< key of the row that was inserted last

private:
    struct Close {
        void operator()(sqlite3 *connection) const noexcept;
    };
    explicit Database(sqlite3 *connection) : m_connection(connection) {}

    std::unique_ptr<sqlite3, Close> m_connection;
};

}  // namespace lineside
