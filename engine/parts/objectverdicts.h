// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parts/jointboxes.h"
#include "parts/judgedpart.h"
#include "parts/partverdicts.h"
#include "parts/parttracker.h"

#include <span>
#include <string>
#include <vector>

namespace lineside {

/// The same where a rule says nothing: what is counted are the objects that any of two models sees, each of its label, and a model's verdict on one is whether it saw it, in a sequence in two frames or
/// more. Value type; its owner gives it every frame that both judged.
class ObjectVerdicts {
public:
    explicit ObjectVerdicts(FrameOrder order) : m_order(order) {}

    /// As those of PartVerdicts.
    std::span<const JudgedPart> add(const FrameAnswers &answers, int frameWidth, std::uint64_t frame);
    std::span<const JudgedPart> endAll();
    std::span<const std::uint64_t> telling() const { return m_telling; }
    std::span<const std::uint64_t> left() const { return m_left; }

private:
    struct Object {
        PartTracker::PartId track = 0;
        JudgedPart shown;
        int a = 0, b = 0, truth = 0;  ///< frames
        float tells = -1;  ///< the best score of a box that only one of them has
    };
    struct OfLabel {
        std::string label;
        PartTracker tracker;
        std::vector<Object> objects;  ///< those that are there
    };
    void see(Object &object, const JointBox &joint, const FrameAnswers &answers, std::uint64_t frame);
    void finish(OfLabel &ofLabel);
    OfLabel &ofLabel(std::string_view label);

    FrameOrder m_order;
    std::uint64_t m_frame = 0, m_last = 0;
    JointBoxes m_joint;
    std::vector<OfLabel> m_labels;
    std::vector<JudgedPart> m_ended;
    std::vector<const JointBox *> m_these;
    std::vector<Box> m_boxes;
    std::vector<std::uint64_t> m_telling, m_left;
};

}  // namespace lineside
