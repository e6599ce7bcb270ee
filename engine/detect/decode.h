// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"
#include "lineside/detection.h"

#include <vector>

namespace lineside {

/// Does a raw output of this shape fit the head, given the number of classes? Batch must be 1.
bool outputFits(const TensorView &output, HeadKind head, std::size_t classes);

/// Raw output → boxes in input pixels whose score is above `confidence` (strictly), the best class of each anchor. Boxes
/// that are not finite or have no area are left out. Requires `outputFits`. Appends nothing: replaces `found`.
void decode(const TensorView &output, HeadKind head, std::size_t classes, float confidence, std::vector<Detection> &found);

/// Greedy non-maximum suppression within each class: best score first (equal scores keep their order), a box goes when its
/// IoU with a kept one of its class is above `iou`. At most 30,000 boxes go in, at most `maxDetections` come out.
void suppress(std::vector<Detection> &boxes, float iou, int maxDetections);

/// Intersection over union; 0 for boxes without area.
float iou(const Box &a, const Box &b) noexcept;

}  // namespace lineside
