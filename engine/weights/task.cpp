// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/task.h"

#include "weights/labels.h"
#include "weights/refused.h"

#include <utility>

namespace lineside::weights {

std::string taskOfClass(std::string_view className)
{
    constexpr std::pair<std::string_view, const char *> kTasks[] = {
        {"DetectionModel", "detect"},    {"SegmentationModel", "segment"}, {"PoseModel", "pose"}, {"OBBModel", "obb"},
        {"ClassificationModel", "classify"}, {"Segment", "segment"},       {"Pose", "pose"},      {"OBB", "obb"},
        {"Classify", "classify"},        {"Segment26", "segment"},         {"Pose26", "pose"},    {"OBB26", "obb"},
    };
    for (const auto &[name, task] : kTasks) {
        if (name == className)
            return task;
    }
    return {};
}

void requireDetection(const std::string &task, const std::string &detail)
{
    if (!task.empty() && task != "detect")
        refuse(RefusalReason::OtherTask, detail, printable(task, 64), "detect");
}

}  // namespace lineside::weights
