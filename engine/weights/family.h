// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace lineside::weights {

/// The family of a network by the layer classes that only it has, e.g. "yolov8"; "yolo" where none gives it away.
/// `plainDistances`: the head has no distribution over distances (reg_max 1). Thread-safe.
std::string familyOf(const std::set<std::string> &classes, bool plainDistances);

/// The family in a file's own words, e.g. "Ultralytics YOLO26n model" is "yolo26"; empty where it does not say. Thread-safe.
std::string familyInText(std::string_view text);

}  // namespace lineside::weights
