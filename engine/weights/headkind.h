// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace lineside {

/// What a file says of its head besides the shape of its output. Value type.
struct HeadHints {
    std::size_t classes = 0;         ///< 0: the file does not tell
    std::optional<bool> endToEnd;    ///< rows of 6, one box an object: by the head or by an NMS inside the file
    int inputWidth = 0;              ///< pixels; 0: unknown. Tells anchors from classes where `classes` is 0
    int inputHeight = 0;
};

/// How an output is to be read. Value type.
struct HeadLayout {
    HeadKind kind = HeadKind::AnchorFree;
    std::size_t classes = 0;  ///< 0 for rows of 6 without a hint
    bool operator==(const HeadLayout &) const = default;
};

/// The layout of a raw output of this shape ([N, …]; -1 for a dimension that is not fixed), by what the file says first and by the
/// shape second. None where they contradict each other or the shape is of no known kind. Pure; thread-safe.
std::optional<HeadLayout> classifyHead(std::span<const std::int64_t> shape, const HeadHints &hints);

/// "[1, 84, ?]", for messages.
std::string shapeText(std::span<const std::int64_t> shape);

}  // namespace lineside
