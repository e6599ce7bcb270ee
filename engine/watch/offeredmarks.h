// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "watch/completefiles.h"

#include <cstdint>
#include <string>

namespace lineside {

/// What is remembered of a watched folder over a restart, so that nothing is offered twice. Value type.
struct OfferedFrom {
    std::string folder;  ///< its path
    OfferedMarks marks;
    bool operator==(const OfferedFrom &) const = default;
};
inline constexpr std::uint64_t kMaxOfferedBytes = 64 << 20;  ///< of its text

Result<OfferedFrom> parseOffered(const std::string &text);
/// A name that is no UTF-8 comes back as another one: its file is offered again, and is known by its hash then.
std::string formatOffered(const OfferedFrom &offered);

}  // namespace lineside
