// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain.h"
#include "lineside/result.h"

#include <cstdint>
#include <optional>

namespace lineside::audit {

/// Where a history file is to be gone on with. Value type.
struct LogEnd {
    ChainHead head;              ///< of the newest line of the chain; none: the file is older than it
    std::uint64_t size = 0;      ///< of the file, bytes
    bool endsLine = true;        ///< false: the next line must begin with an end of line
    std::optional<Aside> aside;  ///< what is behind the newest line of the chain, with the end of line that it lacks
};

/// Reads a file of `size` bytes from its end backwards, up to the newest line of the chain: two lines as a rule. All of it once where it
/// has none. Blocks on the disk.
Result<LogEnd> readLogEnd(int fd, std::uint64_t size);

}  // namespace lineside::audit
