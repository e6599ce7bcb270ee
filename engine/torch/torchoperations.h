// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace lineside {

/// Where the constants of an operation are to be, and in which type.
struct TorchPlacement {
    c10::Device device;
    c10::ScalarType type;
    bool mayOverwriteInput = false;  ///< nobody else sees the memory of the first argument
};

using TorchOperation = std::function<at::Tensor(std::vector<at::Tensor> &arguments)>;

/// One operator of a canonical network as a call on ATen.
TorchOperation makeTorchOperation(const Operator &op, const TorchPlacement &placement);

/// Whether the operator's result is memory of its own, seen by nobody else (a slice is not).
bool makesFreshMemory(const Operator &op) noexcept;

}  // namespace lineside
