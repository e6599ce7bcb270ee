// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/linereader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include <unistd.h>

namespace lineside::audit {
namespace {

constexpr std::size_t kPiece = 1 << 16;

}  // namespace

Result<void> LineReader::fill()
{
    m_buffer.resize(kPiece);
    m_at = 0;
    const auto got = m_read(m_buffer);
    m_buffer.resize(got ? std::min(*got, kPiece) : 0);
    m_end = m_buffer.empty();
    return got ? Result<void>() : got.error();
}

Result<std::optional<Line>> LineReader::next()
{
    Line line;
    line.number = m_lines + 1;
    line.offset = m_offset;
    line.ended = false;
    while (!line.ended) {
        if (m_at == m_buffer.size()) {
            if (const auto filled = m_end ? Result<void>() : fill(); !filled)
                return filled.error();
            if (m_end)
                break;
        }
        const std::size_t end = std::min(m_buffer.find('\n', m_at), m_buffer.size());
        const std::size_t room = kMaxLineBytes - line.text.size();
        line.tooLong = line.tooLong || end - m_at > room;
        line.text.append(m_buffer, m_at, std::min(end - m_at, room));
        line.ended = end < m_buffer.size();
        line.bytes += end - m_at + line.ended;
        m_at = std::min(end + 1, m_buffer.size());
    }
    if (line.bytes == 0)
        return std::optional<Line>();
    ++m_lines;
    m_offset += line.bytes;
    return std::optional(std::move(line));
}

ReadBytes readingFrom(int fd, std::uint64_t offset, std::uint64_t until)
{
    return [fd, until, at = std::make_shared<std::uint64_t>(offset)](std::span<char> into) -> Result<std::size_t> {
        for (;;) {
            const std::size_t most = std::min<std::uint64_t>(into.size(), until - std::min(until, *at));
            const ssize_t n = ::pread(fd, into.data(), most, static_cast<off_t>(*at));
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return Error{ErrorCode::Io, std::strerror(errno)};
            *at += static_cast<std::uint64_t>(n);
            return static_cast<std::size_t>(n);
        }
    };
}

}  // namespace lineside::audit
