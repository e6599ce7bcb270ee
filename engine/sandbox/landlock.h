// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineside {

/// Forbids this thread to open, make, remove or run any file by name, and, where the kernel's version knows it, to use the network by
/// TCP, abstract sockets and signals to others. Without privileges, for good. The version of the kernel's Landlock; 0: it has
/// none, or refused.
int closeByLandlock() noexcept;

}  // namespace lineside
