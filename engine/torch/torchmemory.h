// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// What torch's allocator holds on one accelerator for this program. Bytes; empty until the accelerator was first used.
struct TorchMemory {
    std::string device;      ///< "CUDA:0", as in TorchDevice::name
    std::string pciAddress;  ///< "0000:65:00.0"; empty where the kind of device has none
    std::optional<std::uint64_t> reserved;   ///< taken from the driver
    std::optional<std::uint64_t> allocated;  ///< of that, in use by networks and their intermediate results
};

/// One entry for each accelerator that torch can use; none on a computer without one. Never starts an accelerator only to
/// ask it. Thread-safe.
std::vector<TorchMemory> torchMemory();

/// Gives what torch's allocators hold without use back to the drivers, for other programs. Waits until the accelerators have done what they were
/// asked to; what runs next on one asks its driver for memory anew. Never starts an accelerator. Error: what torch said, as where an accelerator is lost. Thread-safe.
Result<void> returnTorchMemory();

}  // namespace lineside
