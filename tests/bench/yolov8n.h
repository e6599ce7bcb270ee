// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

namespace lineside::bench {

/// The network of YOLOv8n for 80 classes with weights from a fixed random sequence: costs what a trained one costs, sees next
/// to nothing. For machines without a trained one.
NetworkSpec randomYolov8n(int size);

/// The same with every layer's channels times `width`, 0.25 … 1, and weights of another sequence. The head keeps its own.
NetworkSpec randomYolov8(int size, double width, unsigned seed);

}  // namespace lineside::bench
