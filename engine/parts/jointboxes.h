// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/detection.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace lineside {

/// What two models say of one frame, and what is really in it, where that is known. Does not own.
struct FrameAnswers {
    const Detections *a = nullptr, *b = nullptr;
    const Detections *truth = nullptr;  ///< null: not known
};

/// One thing in a frame, seen by one of them or by several. Value type.
struct JointBox {
    static constexpr int kNone = -1;

    Box box;                 ///< as the truth has it, else A, else B
    std::string_view label;  ///< of the answers
    int a = kNone, b = kNone, truth = kNone;  ///< which detection of each
};

/// Puts boxes together that are one thing: the same label, by name, and an IoU of at least 0.5, each box once and the closest first. A's boxes are held against the truth, B's against the truth and what only A sees.
/// Keeps its memory from frame to frame. Value type; not shared between threads.
class JointBoxes {
public:
    static constexpr float kSameFrom = 0.5f;

    /// `only`: things of this label alone; empty: of all. Valid until the next call, and as long as the answers.
    std::span<const JointBox> join(const FrameAnswers &answers, std::string_view only = {});

private:
    struct Pair {
        float overlap = 0;
        std::size_t joint = 0;
        int detection = 0;
    };
    void add(const Detections &answer, int JointBox::*member, std::string_view only);

    std::vector<JointBox> m_joint;
    std::vector<Pair> m_pairs;
    std::vector<bool> m_taken;
};

}  // namespace lineside
