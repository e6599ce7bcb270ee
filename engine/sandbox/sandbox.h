// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/sandboxstate.h"

#include <cstdint>
#include <initializer_list>
#include <sys/types.h>

namespace lineside {

/// What the process may use from now on.
struct SandboxLimits {
    std::uint64_t memoryBytes = 0;  ///< of address space, its code included
    std::uint64_t writeBytes = 0;   ///< into any one file
    unsigned cpuSeconds = 0;
};

/// Which walls to put up; all but in tests, which show that each holds by itself.
struct SandboxLayers {
    bool privileges = true;
    bool limits = true;
    bool namespaces = true;
    bool landlock = true;
    bool systemCalls = true;
};

/// Closes every descriptor above `last`, low priority for processor and disk. Before anything else.
void becomeModest(int last) noexcept;

/// Gives up for good what reading a file that is open already does not need: afterwards this thread, the only one of its process, can
/// read memory and the descriptors `readable`, write to those in `writable`, ask for memory within its limits, and end; all other
/// descriptors are closed, everything else fails with EPERM. Says what of it this system could do; never fails itself.
SandboxState enterSandbox(const SandboxLimits &limits, std::initializer_list<int> readable, std::initializer_list<int> writable,
                          const SandboxLayers &layers = {}) noexcept;

}  // namespace lineside
