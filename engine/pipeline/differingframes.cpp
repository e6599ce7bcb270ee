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
    m_lastOfPart = now;
    if (frame->differs() && (!m_ofPart || moreTelling(*frame, *m_ofPart)))
        m_ofPart = std::move(frame);
    return fallen;
}

ComparedFramePtr DifferingFrames::finishPart()
{
    if (!m_ofPart)
        return nullptr;
    const auto place = std::ranges::find_if(m_frames, [&](const Kept &other) { return !moreTelling(*other.frame, *m_ofPart); });
    m_frames.insert(place, {std::exchange(m_ofPart, nullptr), m_partBegan, m_lastOfPart});
    if (m_frames.size() <= kKept)
        return nullptr;
    ComparedFramePtr fallen = std::move(m_frames.back().frame);
    m_frames.pop_back();
    return fallen;
}

std::vector<ComparedFramePtr> DifferingFrames::frames(std::span<const ComparedFramePtr> told) const
{
    std::vector<ComparedFramePtr> all;
    all.reserve(kKept);
    for (const ComparedFramePtr &frame : told) {
        if (all.size() < kKept && std::ranges::find(all, frame) == all.end())
            all.push_back(frame);
    }
    const auto isTold = [&](const Kept &kept) {
        return std::ranges::any_of(told, [&](const ComparedFramePtr &frame) {
            const SteadyTime at = frame->active->frame->capturedAt;
            return at >= kept.began && at <= kept.ended;
        });
    };
    for (const Kept &kept : m_frames) {
        if (all.size() < kKept && !isTold(kept))
            all.push_back(kept.frame);
    }
    return all;
}

}  // namespace lineside
