// SPDX-License-Identifier: GPL-3.0-or-later
#include "torch/accelerator.h"

#include "torch/torchdevice.h"

#include <ATen/DeviceAccelerator.h>

namespace lineside {

std::optional<std::string> acceleratorName()
{
    const TorchDevice device = chooseTorchDevice(Precision::Exact);
    if (device.device.is_cpu())
        return std::nullopt;
    return device.name();
}

bool hasAcceleratorLibraries()
{
    chooseTorchDevice(Precision::Exact);  // loads them where the build has them
    return at::accelerator::getAccelerator(false).has_value();
}

}  // namespace lineside
