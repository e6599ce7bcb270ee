// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"
#include "lineside/frame.h"
#include "weights/networkspec.h"

#include <cstddef>
#include <string>
#include <vector>

namespace lineside {

/// A box as the network says it, before NMS. Value type.
struct ScoredBox {
    Box box;  ///< pixels of the network's input, corners
    float score = 0;
    int classIndex = 0;
};

/// Whether `output` has the layout of `head` for that number of classes and a batch of one.
bool fitsHead(const TensorView &output, HeadKind head, std::size_t classes) noexcept;

/// How many anchors (rows, of a network that suppresses) such an output has. Requires `fitsHead`.
std::size_t anchorsOf(const TensorView &output, HeadKind head) noexcept;

/// "[1, 84, 8400]", for messages.
std::string shapeText(const TensorView &tensor);

/// What to take of an anchor that several classes claim: the best of them, or each that passes (networks that give one box an
/// object say so per class).
enum class ClassesPerAnchor { Best, All };

/// Appends to `boxes` all rows of `output` with a score above (not at) `confidence`, in the order of the output. Rows with a
/// value that is not finite, without area, or of a class that does not exist are left out. Requires `fitsHead`.
/// `take` matters for the anchor-free layouts only.
/// `boxes` belongs to the caller and keeps its memory from frame to frame.
void decode(const TensorView &output, HeadKind head, std::size_t classes, float confidence, std::vector<ScoredBox> &boxes,
            ClassesPerAnchor take = ClassesPerAnchor::Best);

}  // namespace lineside
