// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/abcomparison.h"
#include "lineside/review.h"
#include "lineside/snapshot.h"
#include "lineside/station.h"
#include "parts/partfollower.h"

#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace lineside {

/// The comparison of two models on a station's own frames: parts, what is known of B, and the parts that a person is asked about. Frames come from one inference thread at a time; the rest is thread-safe.
class LiveComparison {
public:
    /// So many pictures wait for a person at most: parts that differ beyond that are counted, and nobody can be asked about them.
    static constexpr std::size_t kWaiting = 60;

    /// `past`: discordant parts of earlier comparisons at this station.
    LiveComparison(const RuleConfig &rule, const AbLimits &limits, Runs past);

    /// Every frame that both judged, in its order. The parts that have passed with it; valid until the next call.
    std::span<const JudgedPart> add(const ComparedFramePtr &frame);

    ComparisonSnapshot snapshot() const;
    Runs runs() const;
    AbMemory memory() const;
    /// Goes on from there: with the parts that were told, of which there are no pictures any more. Before the first frame. False, and nothing changes: it is no memory of a comparison.
    bool recall(AbMemory memory);

    /// Parts that a person may be asked about: those that wait, and those that were answered and still have their picture, the oldest first.
    std::vector<ReviewPart> reviews() const;
    /// What `opinion.by` says of a part, in place of what he said before; Unknown: nothing any more. It counts once `reviewers` have said the same, and nobody anything else: whoever differs is not
    /// outvoted. False: there is no such part.
    bool review(std::uint64_t number, ReviewOpinion opinion, int reviewers);

private:
    // inference thread
    PartFollower m_follower;
    std::vector<std::pair<std::uint64_t, ComparedFramePtr>> m_telling;  ///< parts in view, and the frame of each that tells most

    mutable std::mutex m_mutex;  ///< everything below
    const AbLimits m_limits;
    AbComparison m_verdict;
    std::vector<ReviewPart> m_reviews;
};

}  // namespace lineside
