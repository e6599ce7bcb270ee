// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/detection.h"
#include "lineside/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lineside {

/// A box as it is packed: its label by number. Value type.
struct PackedBox {
    std::uint64_t label = 0;
    float score = 0;
    Box box;
};

/// Adds one box to the bytes of a row: label, score in 1/65535, left, top, width and height in quarters of a pixel, each as a number of as
/// many bytes as it needs (seven bits in each, the lowest first; signed ones zigzag). About 11 bytes. What is no number is kept as 0.
void packBox(const PackedBox &box, std::vector<std::uint8_t> &bytes);

/// All boxes of a row. InvalidInput: the bytes end within a box, or a number is larger than any of ours.
Result<std::vector<PackedBox>> unpackBoxes(std::span<const std::uint8_t> bytes);

}  // namespace lineside
