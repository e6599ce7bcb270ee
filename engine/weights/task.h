// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace lineside::weights {

/// The task that a class of model or head stands for: "detect", "segment", "pose", "obb", "classify"; empty where it does not tell.
std::string taskOfClass(std::string_view className);

/// Refuses every task but detection as OtherTask, with the task's name as found. An empty task passes. Throws Refused.
void requireDetection(const std::string &task, const std::string &detail);

}  // namespace lineside::weights
