// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluation/labelled.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lineside {

/// What objects were taken for. Value type.
class Confusion {
public:
    explicit Confusion(int classCount) : m_classes(classCount), m_counts(static_cast<std::size_t>((classCount + 1) * (classCount + 1))) {}

    int classCount() const noexcept { return m_classes; }
    /// Index of "nothing": an object that was not found, a box where no object is.
    int nothing() const noexcept { return m_classes; }
    /// Objects of class `truth` that were called `found`; both up to and with `nothing()`.
    std::int64_t count(int truth, int found) const { return m_counts[place(truth, found)]; }
    void add(int truth, int found) { ++m_counts[place(truth, found)]; }

private:
    std::size_t place(int truth, int found) const { return static_cast<std::size_t>(truth * (m_classes + 1) + found); }

    int m_classes;
    std::vector<std::int64_t> m_counts;
};

/// Boxes that score at least `confidence` against the labelled objects, whatever their classes: pairs by falling IoU, of at least `iou`, each object and each box once. Objects and boxes of classes
/// outside 0 to classCount - 1 are left out. Pure.
Confusion confusionOf(std::span<const LabelledPicture> pictures, int classCount, double confidence, double iou = 0.5);

}  // namespace lineside
