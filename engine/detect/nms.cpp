// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/nms.h"

#include <algorithm>
#include <numeric>

namespace lineside {

float intersectionOverUnion(const Box &a, const Box &b) noexcept
{
    const float width = std::min(a.x2, b.x2) - std::max(a.x1, b.x1);
    const float height = std::min(a.y2, b.y2) - std::max(a.y1, b.y1);
    if (!(width > 0) || !(height > 0))
        return 0;
    const float common = width * height;
    const float both = a.width() * a.height() + b.width() * b.height() - common;
    return both > 0 ? common / both : 0;
}

void NonMaxSuppression::sortByScore(const std::vector<ScoredBox> &boxes, std::size_t count)
{
    m_order.reserve(boxes.capacity());  // whoever made room for more boxes expects them
    m_order.resize(boxes.size());
    std::iota(m_order.begin(), m_order.end(), 0u);
    // The index decides between equal scores: stable, without the memory that std::stable_sort takes.
    const auto better = [&boxes](std::uint32_t a, std::uint32_t b) {
        return boxes[a].score != boxes[b].score ? boxes[a].score > boxes[b].score : a < b;
    };
    count = std::min(count, m_order.size());
    if (count < m_order.size())
        std::nth_element(m_order.begin(), m_order.begin() + static_cast<std::ptrdiff_t>(count), m_order.end(), better);
    m_order.resize(count);
    std::sort(m_order.begin(), m_order.end(), better);
}

const std::vector<std::uint32_t> &NonMaxSuppression::run(const std::vector<ScoredBox> &boxes, float iouThreshold,
                                                         std::size_t maxKept, bool acrossClasses)
{
    sortByScore(boxes, kMaxConsidered);
    m_kept.clear();
    m_kept.reserve(std::min(maxKept, m_order.capacity()));
    // Only boxes that stay can suppress, and at most maxKept stay: n * maxKept comparisons at worst. The classes are
    // compared instead of moving the boxes of each class apart, which would cost the last digits of their coordinates.
    for (const std::uint32_t candidate : m_order) {
        if (m_kept.size() >= maxKept)
            break;
        const ScoredBox &box = boxes[candidate];
        const bool suppressed = std::any_of(m_kept.begin(), m_kept.end(), [&](std::uint32_t kept) {
            return (acrossClasses || boxes[kept].classIndex == box.classIndex)
                && intersectionOverUnion(boxes[kept].box, box.box) > iouThreshold;
        });
        if (!suppressed)
            m_kept.push_back(candidate);
    }
    return m_kept;
}

const std::vector<std::uint32_t> &NonMaxSuppression::best(const std::vector<ScoredBox> &boxes, std::size_t maxKept)
{
    sortByScore(boxes, maxKept);
    return m_order;
}

}  // namespace lineside
