// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/detection.h"

#include <algorithm>
#include <vector>

namespace lineside {

/// An object that a person marked in a picture. Value type.
struct LabelledObject {
    int classIndex = 0;
    Box box;  ///< pixels of the picture
};

/// A box that a model gave for a picture. Value type.
struct ScoredObject {
    int classIndex = 0;  ///< in the order of the labels, whatever order the model has
    float score = 0;
    Box box;  ///< pixels of the picture
};

/// One labelled picture and what a model found in it. Value type.
struct LabelledPicture {
    std::vector<LabelledObject> truth;
    std::vector<ScoredObject> found;
};

/// Intersection over union in double precision, as evaluations compare it with a threshold; 0 for boxes without an area.
inline double exactIou(const Box &a, const Box &b) noexcept
{
    const double aw = double{a.x2} - a.x1, ah = double{a.y2} - a.y1, bw = double{b.x2} - b.x1, bh = double{b.y2} - b.y1;
    const double w = std::min(double{a.x2}, double{b.x2}) - std::max(double{a.x1}, double{b.x1});
    const double h = std::min(double{a.y2}, double{b.y2}) - std::max(double{a.y1}, double{b.y1});
    if (w <= 0 || h <= 0)
        return 0;
    return w * h / (aw * ah + bw * bh - w * h);
}

}  // namespace lineside
