// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/parttracker.h"

#include "detect/nms.h"

#include <algorithm>

namespace lineside {
namespace {

constexpr float kNewSpeed = 0.5f;  ///< how much of a part's speed the last step makes

float medianOf(std::vector<float> &values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

}  // namespace

Box PartTracker::predicted(const Track &track) const
{
    const float frames = static_cast<float>(track.unseen);
    const float x = (track.seen > 1 ? track.speedX : m_beltX) * frames, y = (track.seen > 1 ? track.speedY : m_beltY) * frames;
    return {track.box.x1 + x, track.box.y1 + y, track.box.x2 + x, track.box.y2 + y};
}

void PartTracker::follow(Track &track, const Box &box, int frames)
{
    const float steps = static_cast<float>(frames);
    const float x = ((box.x1 + box.x2) - (track.box.x1 + track.box.x2)) / 2 / steps, y = ((box.y1 + box.y2) - (track.box.y1 + track.box.y2)) / 2 / steps;
    const float share = track.seen > 1 ? kNewSpeed : 1;
    track.speedX += share * (x - track.speedX);
    track.speedY += share * (y - track.speedY);
    track.box = box;
    track.unseen = 0;
    ++track.seen;
}

void PartTracker::updateBelt()
{
    auto &x = m_speedsX, &y = m_speedsY;
    x.clear();
    y.clear();
    for (const Track &track : m_tracks) {
        if (track.seen > 1) {
            x.push_back(track.speedX);
            y.push_back(track.speedY);
        }
    }
    if (x.empty())
        return;
    m_beltX = medianOf(x);
    m_beltY = medianOf(y);
}

std::span<const PartTracker::PartId> PartTracker::add(std::span<const Box> boxes, int frames)
{
    m_ended.clear();
    m_forgotten.clear();
    m_parts.assign(boxes.size(), 0);
    for (Track &track : m_tracks)
        track.unseen += frames;

    m_pairs.clear();
    for (std::size_t t = 0; t < m_tracks.size(); ++t) {
        const Box place = predicted(m_tracks[t]);
        for (std::size_t b = 0; b < boxes.size(); ++b)
            if (const float overlap = intersectionOverUnion(place, boxes[b]); overlap >= m_rule.minIou)
                m_pairs.push_back({overlap, t, b});
    }
    // The same order for the same boxes, without the memory that a stable sort takes.
    std::ranges::sort(m_pairs, [](const Pair &p, const Pair &q) {
        return p.overlap != q.overlap ? p.overlap > q.overlap : p.track != q.track ? p.track < q.track : p.box < q.box;
    });
    for (const Pair &pair : m_pairs) {
        Track &track = m_tracks[pair.track];
        if (track.unseen == 0 || m_parts[pair.box] != 0)
            continue;
        m_parts[pair.box] = track.id;
        follow(track, boxes[pair.box], track.unseen);
    }

    std::erase_if(m_tracks, [this](const Track &track) {
        if (track.unseen <= m_rule.unseenFrames)
            return false;
        end(track);
        return true;
    });
    for (std::size_t b = 0; b < boxes.size(); ++b) {
        if (m_parts[b] != 0)
            continue;
        m_parts[b] = ++m_last;
        m_tracks.push_back({m_last, boxes[b], 0, 0, 1, 0});
    }
    updateBelt();
    return m_parts;
}

void PartTracker::end(const Track &track)
{
    (track.seen >= m_rule.confirmedFrames ? m_ended : m_forgotten).push_back(track.id);
}

void PartTracker::endAll()
{
    m_ended.clear();
    m_forgotten.clear();
    for (const Track &track : m_tracks)
        end(track);
    m_tracks.clear();
}

}  // namespace lineside
