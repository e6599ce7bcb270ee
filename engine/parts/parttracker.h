// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lineside {

/// How boxes are followed. Value type.
struct TrackingRule {
    float minIou = 0.3f;       ///< of a box with where its part should be by now
    int unseenFrames = 5;      ///< a part that is not seen for more frames has left
    int confirmedFrames = 2;   ///< a part was there once it was seen in so many; what is seen in fewer was none
};

/// Follows parts through a station's view, so that forty frames of one bottle are one part. As SORT does (A. Bewley et al., "Simple Online and Realtime Tracking", 2016) and ByteTrack after it: each
/// part's place is predicted from its own speed, a new one's from that of the others on the belt, and the boxes are given to parts by falling IoU with these places. Value type; its owner gives it every frame.
class PartTracker {
public:
    using PartId = std::uint64_t;  ///< from 1, in the order in which parts appeared

    explicit PartTracker(TrackingRule rule = {}) : m_rule(rule) {}

    /// The parts of the next frame. `boxes`: those of the part label, each part once. `frames`: how many have passed since the last call, 1 where none is missing. Returns each box's part; valid until
    /// the next call.
    std::span<const PartId> add(std::span<const Box> boxes, int frames = 1);

    /// Parts that left the view at the last call, of those that were confirmed; valid until the next call.
    std::span<const PartId> ended() const { return m_ended; }
    /// What else left it, seen in too few frames to be a part; valid until the next call.
    std::span<const PartId> forgotten() const { return m_forgotten; }

    /// Lets all parts end, as where the view changes or the pictures do.
    void endAll();

private:
    struct Track {
        PartId id = 0;
        Box box;                 ///< where it was seen last
        float speedX = 0, speedY = 0;  ///< pixels a frame
        int seen = 0;            ///< frames
        int unseen = 0;          ///< frames since
    };

    struct Pair {
        float overlap = 0;
        std::size_t track = 0, box = 0;
    };

    Box predicted(const Track &track) const;
    void end(const Track &track);
    void follow(Track &track, const Box &box, int frames);
    void updateBelt();

    TrackingRule m_rule;
    PartId m_last = 0;
    float m_beltX = 0, m_beltY = 0;  ///< speed of the parts that are there, their median; of the last ones where none is
    std::vector<Track> m_tracks;
    std::vector<PartId> m_parts, m_ended, m_forgotten;
    std::vector<Pair> m_pairs;          // memory of one call, kept for the next
    std::vector<float> m_speedsX, m_speedsY;
};

}  // namespace lineside
