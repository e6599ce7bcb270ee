// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/moduletext.h"

#include <string>

namespace lineside::test {

/// A checkpoint of the published network of that name ("yolov5n", "yolov5nu", "yolov8m", "yolov10b", "yolo11x", "yolo26l", "yolo12n", "yolo12n-grouped";
/// "yolov10n-onetoone" has but the head that needs no suppression), 80 classes, put together from the family's list of layers, all weights 0. Made for
/// side × side pixels. Throws std::runtime_error for another name.
std::string zooCheckpoint(const std::string &name, int side, Filled kept = Filled::OneNumber);

}  // namespace lineside::test
