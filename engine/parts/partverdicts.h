// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"
#include "parts/jointboxes.h"
#include "parts/judgedpart.h"
#include "parts/parttracker.h"
#include "parts/verdictvotes.h"

#include <span>
#include <vector>

namespace lineside {

/// How frames follow each other. Stills: each is a picture of other parts, so that none is followed. Value type.
enum class FrameOrder { Sequence, Stills };

TrackingRule trackingOf(FrameOrder order) noexcept;

/// How many frames have passed between two numbers; 0 where they do not ascend, so that it is another view. `before` 0: there was none.
int framesPassed(std::uint64_t before, std::uint64_t now) noexcept;

/// Follows the parts that any of two models sees, and says of each what the station's rule makes of either model's boxes: in each frame in which the model sees it in the zone, then the most frequent
/// of these. Where the rule has no part label each frame is a part. Value type; its owner gives it every frame that both judged.
class PartVerdicts {
public:
    PartVerdicts(RuleConfig rule, FrameOrder order) : m_rule(std::move(rule)), m_order(order), m_tracker(trackingOf(order)) {}

    /// `frame`: its number, from 1; a gap are frames that are missing, and where it is not greater than the last one's, the view was another one. Returns the parts that have left with that, those that anybody judged; valid until the next call.
    std::span<const JudgedPart> add(const FrameAnswers &answers, int frameWidth, std::uint64_t frame);
    /// The parts that are still there, as if they left.
    std::span<const JudgedPart> endAll();
    /// Parts that are there of which the frame of the last `add` tells most so far.
    std::span<const std::uint64_t> telling() const { return m_telling; }
    /// Parts that have left with the last call, with a verdict or without.
    std::span<const std::uint64_t> left() const { return m_left; }

private:
    struct Part {
        JudgedPart shown;
        VerdictVotes a, b, truth;
        int tells = 0;  ///< 0: nothing, 1: one of them judged it, 2: both did, and differ
    };
    void vote(Part &part, const JointBox &joint, const FrameAnswers &answers, int frameWidth, std::uint64_t frame);
    void finish();

    RuleConfig m_rule;
    FrameOrder m_order;
    PartTracker m_tracker;
    JointBoxes m_joint;
    std::uint64_t m_frame = 0;
    std::vector<Part> m_parts;  ///< those that are there
    std::vector<JudgedPart> m_ended;
    std::vector<Box> m_boxes;
    std::vector<std::uint64_t> m_telling, m_left;
};

}  // namespace lineside
