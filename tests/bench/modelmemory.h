// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/memoryuse.h"
#include "torch/torchmemory.h"

namespace lineside::bench {

/// What this process has of the memory that its models are in, in 10^6 bytes: of the accelerators where it uses some, with what torch holds back,
/// else what is resident.
inline double memoryWithModels()
{
    double reserved = 0;
    bool isThere = false;
    for (const TorchMemory &accelerator : torchMemory()) {
        if (accelerator.reserved) {
            reserved += static_cast<double>(*accelerator.reserved) / 1e6;
            isThere = true;
        }
    }
    return isThere ? reserved : test::readMemoryUse().resident;
}

}  // namespace lineside::bench
