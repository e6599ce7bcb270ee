// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <cstddef>
#include <span>
#include <string_view>

#include <unistd.h>

namespace lineside {

/// Writes all of it, however often the system takes less or is interrupted. False: errno says why, and a part may be written. Any thread.
inline bool writeAll(int fd, std::span<const std::byte> bytes) noexcept
{
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return true;
}

inline bool writeAll(int fd, std::string_view text) noexcept
{
    return writeAll(fd, std::as_bytes(std::span(text)));
}

}  // namespace lineside
