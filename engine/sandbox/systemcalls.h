// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>

namespace lineside {

/// Leaves this thread the system calls that reading open files, using memory and ending need, and writing to `writable`; all others fail
/// with EPERM, those of a foreign architecture end the process. For good. False: this system cannot.
bool closeBySystemCalls(std::initializer_list<int> writable) noexcept;

}  // namespace lineside
