// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/jointboxes.h"

#include "detect/nms.h"

#include <algorithm>

namespace lineside {

std::span<const JointBox> JointBoxes::join(const FrameAnswers &answers, std::string_view only)
{
    m_joint.clear();
    if (answers.truth)
        add(*answers.truth, &JointBox::truth, only);
    add(*answers.a, &JointBox::a, only);
    add(*answers.b, &JointBox::b, only);
    return m_joint;
}

void JointBoxes::add(const Detections &answer, int JointBox::*member, std::string_view only)
{
    const auto wanted = [&](const Detection &d) { return only.empty() || answer.label(d) == only; };
    m_pairs.clear();
    m_taken.assign(answer.items.size(), false);
    for (std::size_t i = 0; i < answer.items.size(); ++i) {
        const Detection &d = answer.items[i];
        if (!wanted(d))
            continue;
        for (std::size_t j = 0; j < m_joint.size(); ++j) {
            if (m_joint[j].label != answer.label(d))
                continue;
            if (const float overlap = intersectionOverUnion(m_joint[j].box, d.box); overlap >= kSameFrom)
                m_pairs.push_back({overlap, j, static_cast<int>(i)});
        }
    }
    std::ranges::sort(m_pairs, [](const Pair &p, const Pair &q) {
        return p.overlap != q.overlap ? p.overlap > q.overlap : p.joint != q.joint ? p.joint < q.joint : p.detection < q.detection;
    });
    for (const Pair &pair : m_pairs) {
        const auto detection = static_cast<std::size_t>(pair.detection);
        if (m_joint[pair.joint].*member != JointBox::kNone || m_taken[detection])
            continue;
        m_joint[pair.joint].*member = pair.detection;
        m_taken[detection] = true;
    }
    for (std::size_t i = 0; i < answer.items.size(); ++i) {
        const Detection &d = answer.items[i];
        if (m_taken[i] || !wanted(d))
            continue;
        m_joint.push_back({d.box, answer.label(d)});
        m_joint.back().*member = static_cast<int>(i);
    }
}

}  // namespace lineside
