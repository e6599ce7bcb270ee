// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain.h"
#include "lineside/result.h"

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace lineside::audit {

/// Reads on from where it was: as many bytes as were put into the buffer, 0 at the end.
using ReadBytes = std::function<Result<std::size_t>(std::span<char>)>;

/// A line of the file. Value type.
struct Line {
    std::string text;            ///< without its end; of one that is longer than kMaxLineBytes the beginning
    std::uint64_t number = 0;    ///< from 1
    std::uint64_t offset = 0;    ///< of its first byte
    std::uint64_t bytes = 0;     ///< with its end
    bool ended = true;           ///< false: the file ends before the line does
    bool tooLong = false;
};

/// Lines one by one, in memory that does not depend on what is read. One thread at a time.
class LineReader {
public:
    explicit LineReader(ReadBytes read) : m_read(std::move(read)) {}

    /// Empty: there is no more.
    Result<std::optional<Line>> next();

private:
    Result<void> fill();

    const ReadBytes m_read;
    std::string m_buffer;
    std::size_t m_at = 0;  ///< in it
    bool m_end = false;
    std::uint64_t m_lines = 0, m_offset = 0;
};

/// A file that `fd` has open, from a place on to another, or to its end where that comes before. The descriptor must outlive it; its own
/// place is left alone.
ReadBytes readingFrom(int fd, std::uint64_t offset, std::uint64_t until);

}  // namespace lineside::audit
