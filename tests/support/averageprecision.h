// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/detection.h"

#include <vector>

namespace lineside::test {

/// An object that is really in a picture.
struct TrueObject {
    int picture = 0;
    int classIndex = 0;
    Box box;
};

/// A box that a network gave for a picture.
struct FoundObject {
    int picture = 0;
    int classIndex = 0;
    float score = 0;
    Box box;
};

/// Average precision of one class at one IoU, as the COCO evaluation has it (cocodataset.org, "Detection evaluation"): the boxes by falling
/// score, each taken for the free object of its picture that it overlaps most, and at least by `iou`; then the mean, over the recalls
/// 0, 0.01 … 1, of the best precision at that recall or a higher one. 0 where no such object exists.
double averagePrecision(const std::vector<TrueObject> &truth, const std::vector<FoundObject> &found, int classIndex, double iou);

/// mAP50-95: its mean over the IoU 0.50, 0.55 … 0.95 and the classes that `truth` has.
double meanAveragePrecision(const std::vector<TrueObject> &truth, const std::vector<FoundObject> &found);

}  // namespace lineside::test
