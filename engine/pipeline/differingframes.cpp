// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/differingframes.h"

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

bool moreTelling(const ComparedFrame &a, const ComparedFrame &b)
{
    return a.difference != b.difference ? a.difference < b.difference : a.scoreGap > b.scoreGap;
}

}  // namespace

ComparedFramePtr DifferingFrames::add(ComparedFramePtr frame, std::uint64_t part)
{
    ComparedFramePtr fallen;
    const SteadyTime now = frame->active->frame->capturedAt;
    if (part != m_part || now - m_partBegan > kLongestPart) {
        fallen = finishPart();
        m_part = part;
        m_partBegan = now;
    }
    if (frame->differs() && (!m_ofPart || moreTelling(*frame, *m_ofPart)))
        m_ofPart = std::move(frame);
    return fallen;
}

ComparedFramePtr DifferingFrames::finishPart()
{
    if (!m_ofPart)
        return nullptr;
    const auto place = std::find_if(m_frames.begin(), m_frames.end(),
                                    [&](const ComparedFramePtr &other) { return !moreTelling(*other, *m_ofPart); });
    m_frames.insert(place, std::exchange(m_ofPart, nullptr));
    if (m_frames.size() <= kKept)
        return nullptr;
    ComparedFramePtr fallen = std::move(m_frames.back());
    m_frames.pop_back();
    return fallen;
}

}  // namespace lineside
