// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/objectverdicts.h"

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

float scoreOf(const Detections *answer, int detection)
{
    return detection == JointBox::kNone ? 0 : answer->items[static_cast<std::size_t>(detection)].score;
}

}  // namespace

ObjectVerdicts::OfLabel &ObjectVerdicts::ofLabel(std::string_view label)
{
    const auto known = std::ranges::find(m_labels, label, &OfLabel::label);
    return known != m_labels.end() ? *known : m_labels.emplace_back(std::string(label), PartTracker(trackingOf(m_order)), std::vector<Object>());
}

std::span<const JudgedPart> ObjectVerdicts::add(const FrameAnswers &answers, int, std::uint64_t frame)
{
    m_ended.clear();
    m_telling.clear();
    m_left.clear();
    const int passed = framesPassed(std::exchange(m_frame, frame), frame);
    const auto joint = m_joint.join(answers);
    for (const JointBox &box : joint)
        ofLabel(box.label);
    for (OfLabel &l : m_labels) {
        m_these.clear();
        m_boxes.clear();
        for (const JointBox &box : joint) {
            if (box.label != l.label)
                continue;
            m_these.push_back(&box);
            m_boxes.push_back(box.box);
        }
        if (passed == 0) {
            l.tracker.endAll();
            finish(l);
        }
        const auto ids = l.tracker.add(m_boxes, std::max(passed, 1));
        finish(l);
        for (std::size_t i = 0; i < m_these.size(); ++i) {
            auto object = std::ranges::find(l.objects, ids[i], &Object::track);
            if (object == l.objects.end()) {
                object = l.objects.insert(object, Object{ids[i], {}, 0, 0, 0, -1});
                object->shown.id = ++m_last;
                object->shown.label = l.label;
            }
            see(*object, *m_these[i], answers, frame);
        }
        if (m_order == FrameOrder::Stills) {
            l.tracker.endAll();
            finish(l);
        }
    }
    return m_ended;
}

std::span<const JudgedPart> ObjectVerdicts::endAll()
{
    m_ended.clear();
    m_telling.clear();
    m_left.clear();
    for (OfLabel &l : m_labels) {
        l.tracker.endAll();
        finish(l);
    }
    return m_ended;
}

void ObjectVerdicts::see(Object &object, const JointBox &joint, const FrameAnswers &answers, std::uint64_t frame)
{
    object.a += joint.a != JointBox::kNone;
    object.b += joint.b != JointBox::kNone;
    object.truth += joint.truth != JointBox::kNone;
    object.shown.truthKnown = answers.truth != nullptr;
    const bool both = joint.a != JointBox::kNone && joint.b != JointBox::kNone;
    const float tells = both ? 0 : std::max(scoreOf(answers.a, joint.a), scoreOf(answers.b, joint.b));
    if (tells <= object.tells)
        return;
    object.tells = tells;
    object.shown.frame = frame;
    object.shown.box = joint.box;
    m_telling.push_back(object.shown.id);
}

void ObjectVerdicts::finish(OfLabel &l)
{
    const int enough = trackingOf(m_order).confirmedFrames;
    const auto verdict = [enough](int frames) { return frames >= enough ? Verdict::Fail : Verdict::Pass; };
    const auto isIn = [](std::span<const PartTracker::PartId> ids, PartTracker::PartId id) { return std::ranges::find(ids, id) != ids.end(); };
    std::erase_if(l.objects, [&](Object &object) {
        const std::uint64_t id = object.shown.id;
        const bool ended = isIn(l.tracker.ended(), object.track);
        object.shown.a = verdict(object.a);
        object.shown.b = verdict(object.b);
        object.shown.truth = verdict(object.truth);
        if (ended && (JudgedPart::fails(object.shown.a) || JudgedPart::fails(object.shown.b)))
            m_ended.push_back(std::move(object.shown));
        const bool left = ended || isIn(l.tracker.forgotten(), object.track);
        if (left)
            m_left.push_back(id);
        return left;
    });
}

}  // namespace lineside
