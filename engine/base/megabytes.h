// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace lineside {

/// What "MB" means wherever it is written or read: on the screen, in the configuration, in a refusal.
inline constexpr std::uint64_t kMegabyte = 1'000'000;

/// In whole megabytes, of what is needed: rounded up.
inline std::string megabytesNeeded(std::uint64_t bytes)
{
    return std::to_string((bytes + kMegabyte - 1) / kMegabyte);
}
/// In whole megabytes, of what there is: rounded down.
inline std::string megabytesThere(std::uint64_t bytes)
{
    return std::to_string(bytes / kMegabyte);
}

}  // namespace lineside
