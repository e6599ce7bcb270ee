// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineside {

/// How offered files are read, at all stations. Value type.
struct VettingPolicy {
    bool onlySandboxed = true;  ///< refuse every file where the system cannot lock in the process that reads it
    bool operator==(const VettingPolicy &) const = default;
};

}  // namespace lineside
