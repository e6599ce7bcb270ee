// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/abcomparison.h"
#include "decide/coverage.h"
#include "lineside/review.h"
#include "lineside/reviewlimits.h"
#include "lineside/snapshot.h"
#include "lineside/station.h"
#include "parts/partfollower.h"

#include <chrono>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace lineside {

/// The comparison of two models on a station's own frames: parts, what is known of B, and the parts that a person is asked about. Frames come from one inference thread at a time; the rest is thread-safe.
class LiveComparison {
public:
    /// So many parts wait for a person at most. While they do no further part is counted, neither one on which the two differ nor one on which they agree: whether a part counts is settled by what
    /// was before it, never by what is said of it, so that the evidence of those that count stays valid.
    static constexpr std::size_t kWaiting = kMostWaitingReviews;

    /// What it has been told, with the lots and hours of that. Value type.
    struct Memory {
        AbMemory told;
        Coverage coverage;

        bool operator==(const Memory &) const = default;
    };
    /// What goes over a restart. Value type.
    struct Kept {
        AbMemory told;
        std::vector<ReviewPart> parts;  ///< that have a picture here and are not answered for good: kWaiting at most
        bool recalling = false;         ///< others may still come by `recallReviews`
        Coverage coverage;              ///< of what was told
    };

    /// `past`: discordant parts of earlier comparisons at this station.
    LiveComparison(const RuleConfig &rule, const AbLimits &limits, Runs past);

    /// Every frame that both judged, in its order, and which lot runs meanwhile (empty: none is told). The parts that have passed with it, counted or not; valid until the next call.
    std::span<const JudgedPart> add(const ComparedFramePtr &frame, std::string_view lot = {}, std::chrono::system_clock::time_point at = std::chrono::system_clock::now());

    /// `coverage`: what the station asks for now.
    ComparisonSnapshot snapshot(const CoverageLimits &coverage = {}) const;
    Runs runs() const;
    AbMemory memory() const;
    /// The memory, and the parts of it that nobody has answered for good with what they are asked by.
    Kept kept() const;
    /// Goes on from there: with the parts that were told. Before the first frame; those of them that are pending have their places until `recallReviews`. False, and nothing changes: it is no memory of
    /// a comparison.
    bool recall(AbMemory memory, Coverage coverage = {});
    /// Parts of `recall` that a person can be asked about again; of the others there is no picture any more. What is not pending, or here already, is left out.
    void recallReviews(std::vector<ReviewPart> parts);

    /// Parts that a person may be asked about: those that wait, and those that were answered and still have their picture, the oldest first.
    std::vector<ReviewPart> reviews() const;
    /// Their frames, that of the part first that moves the verdict most (`weightOf`), of equals of the newest: first of those that wait, then of those whose weight is spent. One that shows several comes as often.
    std::vector<ComparedFramePtr> telling() const;
    /// What `opinion.by` says of a part, in place of what he said before; Unknown: nothing any more. It counts once `reviewers` have said the same, and nobody anything else: whoever differs is not
    /// outvoted. False: there is no such part.
    bool review(std::uint64_t number, ReviewOpinion opinion, int reviewers);

private:
    std::int64_t waiting() const;    ///< under the lock
    std::int64_t differing() const;  ///< the same

    // inference thread
    PartFollower m_follower;
    std::vector<std::pair<std::uint64_t, ComparedFramePtr>> m_telling;  ///< parts in view, and the frame of each that tells most

    const bool m_countsPictures;

    mutable std::mutex m_mutex;  ///< everything below
    const AbLimits m_limits;
    AbComparison m_verdict;
    Coverage m_coverage;  ///< of the parts that are counted
    std::vector<ReviewPart> m_reviews;
    std::int64_t m_recalling = 0;  ///< parts that come back with `recallReviews`
};

}  // namespace lineside
