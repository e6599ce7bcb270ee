// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineside {

/// Root becomes a user who owns nothing, with root's capabilities until `dropCapabilities`. Does nothing for anybody else. False: root stays.
bool leaveRoot() noexcept;

/// No capabilities, not to be traced, ends with its parent. For good. False: not all of it.
bool dropPrivileges() noexcept;

/// What was or is memory to write to never becomes code, by a rule of the kernel (6.3). False: it knows none.
bool closeMemoryToCode() noexcept;

}  // namespace lineside
