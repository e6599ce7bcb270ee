// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"
#include "weights/networkspec.h"

#include <string>

/// Networks of several layers that every executor is tried with, and what is wrong with their results.
namespace lineside::test {

/// A little network with the shape of a detector: two convolutions, a pool, a residual, an attention-like product, a head of
/// two classes `[1, 6, A]`. Weights from a fixed sequence.
NetworkSpec smallDetector(int width, int height);

/// All 12,288 numbers of a convolution's maps, put in order: rows of where each is, that divided by 80, what is left, and where the
/// one is that the quotient points at. `[1, 4, 12288]`. Types with fewer digits than float32 cannot hold these.
NetworkSpec manyIndices();
/// Empty, or the first index of such an output that is not whole, comes twice or was divided wrongly.
std::string differenceOfIndices(const TensorView &output);

/// Convolutions that change nothing before and behind a grid of its own, for pixels from 0 to 191: 191/255 apart, which types with fewer
/// digits than float32 cannot hold.
NetworkSpec gridOfPixels();
/// Empty, or the first result of that for pixels that count up, from 0 to 191, which differs by more than such a type rounds a result.
std::string differenceOfGrid(const TensorView &output);

}  // namespace lineside::test
