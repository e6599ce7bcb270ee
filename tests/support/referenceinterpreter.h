// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

#include <cstdint>
#include <vector>

namespace lineside::test {

struct Array {
    std::vector<std::int64_t> shape;
    std::vector<float> data;
};

/// Runs a canonical network with plain loops in float32: what every operator means, slowly. Executors are compared with it, and it
/// with the raw outputs of the reference implementation. Throws std::runtime_error on a graph that contradicts itself.
Array interpret(const NetworkSpec &network, const Array &image);

}  // namespace lineside::test
