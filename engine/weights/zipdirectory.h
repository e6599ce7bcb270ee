// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace lineside::weights {

/// Looks at the end of a zip by hand, before a library allocates anything for the number of entries that it claims.
/// Refuses a file without an end record (Truncated) and one that claims more than maxEntries, has several disks, encrypted entries, or
/// anything that two readers could see differently (Corrupt).
/// Throws Refused. Thread-safe.
void checkZipDirectory(std::span<const std::byte> bytes, std::size_t maxEntries);

}  // namespace lineside::weights
