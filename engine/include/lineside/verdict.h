// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/detection.h"
#include "lineside/modelid.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace lineside {

/// Unknown: nobody judged (no model, no picture). Never shown as a pass. The record of verdicts keeps the numbers: new ones go to the end.
enum class Verdict { Pass, Fail, Unsure, Unknown };

const char *toString(Verdict verdict) noexcept;  ///< "pass", "fail", "unsure", "unknown"

/// The record of verdicts keeps the numbers: new ones go to the end.
enum class VerdictReason { None, NoPart, MissingLabel, RejectLabel, LowScore, NoModel, NoPicture };
const char *toString(VerdictReason reason) noexcept;  ///< "none", "no_part", "missing_label", "reject_label", "low_score", "no_model", "no_picture"

/// A verdict, why, and which model said so. Value type.
struct Judgement {
    Verdict verdict = Verdict::Unknown;
    VerdictReason reason = VerdictReason::NoModel;
    std::string label;  ///< the label that decided, where one did
    ModelId model;
};

/// A part that has passed: its verdict, and what the frame showed that decided. Value type.
struct FinishedPart {
    std::chrono::system_clock::time_point at;
    Judgement judgement;
    std::vector<Detection> boxes;
    std::shared_ptr<const Labels> labels;              ///< of the boxes
    std::shared_ptr<const std::string> modelSha256;  ///< of the weight file, 64 hexadecimal digits; null: not known
};

/// One judged frame: the picture, what was seen in it, by whom. Boxes belong to exactly this picture. Immutable.
struct JudgedFrame {
    FramePtr frame;
    Detections detections;
    Judgement judgement;
    SteadyTime judgedAt;
};
using JudgedFramePtr = std::shared_ptr<const JudgedFrame>;

/// How two models differ on one frame, most telling first.
enum class Difference {
    Verdict,   ///< the verdicts differ
    Class,     ///< the same place has another label
    OneSided,  ///< a box that only one of them has
    None,
};

/// The same frame judged by the active and the shadow model. Boxes are the same where label and place are (IoU at least 0.5).
/// Immutable.
struct ComparedFrame {
    JudgedFramePtr active;
    JudgedFramePtr shadow;
    Difference difference = Difference::None;
    float scoreGap = 0;  ///< OneSided: the best score of a box that only one has

    bool differs() const noexcept { return difference != Difference::None; }
};
using ComparedFramePtr = std::shared_ptr<const ComparedFrame>;

}  // namespace lineside
