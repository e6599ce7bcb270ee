// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"
#include "weights/networkspec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lineside::test {

/// A network of a few operators with a result that was worked out by hand: what every executor must give.
struct OperatorCase {
    std::string name;
    NetworkSpec spec;
    std::vector<std::int64_t> shape;
    std::vector<float> expected;
};

/// All operators, and the decoding of boxes as the heads of the YOLO families state it. The input of each case counts up: pixel
/// i of the planar input is i.
std::vector<OperatorCase> operatorCases();

/// Networks that do not fit together.
struct BrokenCase {
    std::string name;
    NetworkSpec spec;
    bool onlySeenWhenShapesAreDerived = false;  ///< by the run-time library, at building or at the first run
};
std::vector<BrokenCase> brokenCases();

/// Fills the input of an executor: pixel i is i.
void countUp(Executor &executor);

/// Empty, or the first difference in words.
std::string difference(const TensorView &output, const OperatorCase &wanted, float tolerance = 1e-5f);

}  // namespace lineside::test
