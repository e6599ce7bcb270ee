// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/partverdicts.h"

#include "parts/inspectionrule.h"

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

constexpr JointBox kWholeFrame{};

}  // namespace

TrackingRule trackingOf(FrameOrder order) noexcept
{
    TrackingRule rule;
    if (order == FrameOrder::Stills)
        rule.confirmedFrames = 1;
    return rule;
}

int framesPassed(std::uint64_t before, std::uint64_t now) noexcept
{
    constexpr std::uint64_t kMost = 1'000'000;  // longer than any part stays
    return before == 0 ? 1 : now <= before ? 0 : static_cast<int>(std::min(now - before, kMost));
}

std::span<const JudgedPart> PartVerdicts::add(const FrameAnswers &answers, int frameWidth, std::uint64_t frame)
{
    m_ended.clear();
    m_telling.clear();
    m_left.clear();
    if (m_rule.partLabel.empty()) {
        Part part;
        part.shown.id = frame;
        vote(part, kWholeFrame, answers, frameWidth, frame);
        m_parts.push_back(std::move(part));
        finish();
        return m_ended;
    }
    const int passed = framesPassed(std::exchange(m_frame, frame), frame);
    if (passed == 0) {
        m_tracker.endAll();
        finish();
    }
    const auto joint = m_joint.join(answers, m_rule.partLabel);
    m_boxes.clear();
    for (const JointBox &box : joint)
        m_boxes.push_back(box.box);
    const auto ids = m_tracker.add(m_boxes, std::max(passed, 1));
    finish();
    for (std::size_t i = 0; i < joint.size(); ++i) {
        auto part = std::ranges::find(m_parts, ids[i], [](const Part &p) { return p.shown.id; });
        if (part == m_parts.end()) {
            part = m_parts.insert(part, Part{});
            part->shown.id = ids[i];
        }
        vote(*part, joint[i], answers, frameWidth, frame);
    }
    if (m_order == FrameOrder::Stills) {
        m_tracker.endAll();
        finish();
    }
    return m_ended;
}

std::span<const JudgedPart> PartVerdicts::endAll()
{
    m_ended.clear();
    m_telling.clear();
    m_left.clear();
    m_tracker.endAll();
    finish();
    return m_ended;
}

void PartVerdicts::vote(Part &part, const JointBox &joint, const FrameAnswers &answers, int frameWidth, std::uint64_t frame)
{
    std::string_view label;
    const auto ask = [&](const Detections *answer, int detection, VerdictVotes &votes) {
        const bool whole = m_rule.partLabel.empty();
        if (!answer || (!whole && detection == JointBox::kNone))
            return Verdict::Unknown;
        const Box *box = whole ? nullptr : &answer->items[static_cast<std::size_t>(detection)].box;
        if (box && m_order == FrameOrder::Sequence && !inZone(*box, m_rule, frameWidth))
            return Verdict::Unknown;
        const PartJudgement said = judgePart(*answer, m_rule, box);
        votes.add(said.verdict);
        if (JudgedPart::fails(said.verdict))
            label = said.label;
        return said.verdict;
    };
    ask(answers.truth, joint.truth, part.truth);
    part.shown.truthKnown = answers.truth != nullptr;
    const Verdict a = ask(answers.a, joint.a, part.a), b = ask(answers.b, joint.b, part.b);
    if (a == Verdict::Unknown && b == Verdict::Unknown)
        return;
    const int tells = a == Verdict::Unknown || b == Verdict::Unknown ? 1 : JudgedPart::fails(a) != JudgedPart::fails(b) ? 2 : 0;
    if (part.shown.frame != 0 && tells <= part.tells)
        return;
    part.tells = tells;
    part.shown.frame = frame;
    part.shown.box = joint.box;
    part.shown.label = label;
    m_telling.push_back(part.shown.id);
}

/// Takes out the parts that the tracker has let go of; all of them where each frame is a part.
void PartVerdicts::finish()
{
    const auto isIn = [](std::span<const std::uint64_t> ids, std::uint64_t id) { return std::ranges::find(ids, id) != ids.end(); };
    std::erase_if(m_parts, [&](Part &part) {
        const std::uint64_t id = part.shown.id;
        const bool ended = m_rule.partLabel.empty() || isIn(m_tracker.ended(), id);
        if (ended && !(part.a.none() && part.b.none())) {
            part.shown.a = part.a.verdict();
            part.shown.b = part.b.verdict();
            part.shown.truth = part.truth.verdict();
            m_ended.push_back(std::move(part.shown));
        }
        const bool left = ended || isIn(m_tracker.forgotten(), id);
        if (left)
            m_left.push_back(id);
        return left;
    });
}

}  // namespace lineside
