// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluation/labelled.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace lineside {

/// How well one class is found. Value type.
struct ClassEvaluation {
    static constexpr int kRecalls = 101;  ///< 0, 0.01 … 1

    std::int64_t objects = 0;  ///< labelled; without any the rest says nothing, and the class does not count in the means
    double ap50 = 0;           ///< average precision at IoU 0.5
    double ap50To95 = 0;       ///< its mean over the IoU 0.5, 0.55 … 0.95
    std::array<double, kRecalls> precisionAt{};  ///< the curve at IoU 0.5: the best precision at each recall or a higher one

    std::int64_t right = 0;  ///< at IoU 0.5, of the boxes that score at least as much as the station asks for
    std::int64_t wrong = 0;  ///< of those, the ones without an object
    double precision() const noexcept { return right + wrong > 0 ? static_cast<double>(right) / static_cast<double>(right + wrong) : 0; }
    double recall() const noexcept { return objects > 0 ? static_cast<double>(right) / static_cast<double>(objects) : 0; }
};

/// How well a model finds what is labelled. Value type.
struct Evaluation {
    std::vector<ClassEvaluation> classes;
    double map50 = 0, map50To95 = 0;  ///< means over the classes that have objects; 0 where none has
};

/// The measure of the COCO evaluation (cocodataset.org, "Detection evaluation"; as pycocotools 2.0 computes it for boxes of any size, without crowds): in each picture the 100 best boxes of a class by falling
/// score, each taken for the free object of its class that it overlaps most, and at least by the IoU asked for; then, over all pictures by falling score, the mean over 101 recalls of the best precision at
/// that recall or a higher one. `classCount`: classes are 0 to classCount - 1, others are left out. `confidence`: what `right` and `wrong` count from. Boxes should be given down to a score near 0: what is
/// missing below lowers the average precision. Pure.
Evaluation evaluate(std::span<const LabelledPicture> pictures, int classCount, double confidence);

}  // namespace lineside
