// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace lineside {

/// Lines for a file, a pipe or a terminal whose reader may be slow, stand still or go away, which never makes the writer wait. What the reader does not take yet is kept up to a limit; a line that has no room
/// then is left out whole, and before the next that has room one line says how many were. The program ignores SIGPIPE. One thread.
class PatientLines {
public:
    static constexpr std::size_t kMostBytes = 4 << 20;  ///< that are kept: some minutes of sixteen stations

    /// `leftOut`: the line, without its end, that tells of so many that were left out. `descriptor` stays the caller's, and open.
    PatientLines(int descriptor, std::function<std::string(std::uint64_t)> leftOut, std::size_t mostBytes = kMostBytes);

    /// One line, without its end.
    void add(std::string_view line);
    /// Writes what is taken at once.
    void write();
    /// The same until nothing is left, for at most so long.
    void writeFor(std::chrono::milliseconds most);
    bool pending() const noexcept { return m_written < m_text.size(); }
    /// The file takes no more, or its reader is gone: from then on nothing is kept or written.
    bool broken() const noexcept { return m_broken; }

private:
    bool isTaken(int waitMs);
    bool writePiece();  ///< false: nothing was taken
    void tellLeftOut();

    const int m_descriptor;
    const std::function<std::string(std::uint64_t)> m_leftOutLine;
    const std::size_t m_mostBytes;
    std::string m_text;          ///< of which `m_written` bytes are written
    std::size_t m_written = 0;
    std::uint64_t m_leftOut = 0; ///< not told yet
    bool m_broken = false;
};

}  // namespace lineside
