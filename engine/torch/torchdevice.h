// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

#include <string>
#include <vector>

namespace lineside {

/// Where and in which number type a network runs on torch.
struct TorchDevice {
    c10::Device device{c10::DeviceType::CPU};
    c10::ScalarType type = c10::ScalarType::Float;

    std::string name() const;       ///< "CPU", "CUDA:0"
    std::string precision() const;  ///< "f32", "bf16", "f16"
};

/// The accelerators that are really there and that this build can use; none: everything runs on the CPU. Thread-safe.
std::vector<c10::Device> torchAccelerators();

/// The first accelerator that is really there, else the CPU. Fast: f16 on an accelerator; bf16 on a CPU that calculates in it
/// by itself, f32 on others.
TorchDevice chooseTorchDevice(Precision precision);

}  // namespace lineside
