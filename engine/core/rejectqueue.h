// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/review.h"

#include <optional>
#include <vector>

namespace lineside {

/// Rejected parts of a canary, for people to say whether they are defective: at most kMostRejectReviews, and of each station at most its share, so that one bad station does not take all the
/// places. Value type.
class RejectQueue {
public:
    /// What was said of a part before. Value type.
    struct Before {
        StationId station;
        Truth truth = Truth::Unknown;
    };

    /// So many stations have the model now; each may have kMostRejectReviews / `stations`, and two in any case. What a station has beyond that goes: first what was answered, then the newest.
    void shareAmong(std::size_t stations);
    /// What was answered makes room, the first answer first. False, and it is not taken: as many wait as may.
    bool add(RejectReview reject);
    /// Unknown: it waits again. Empty, and nothing changes: it is not there (any more).
    std::optional<Before> answer(std::uint64_t number, Truth truth, std::string by);
    void clear();

    const std::vector<RejectReview> &all() const noexcept { return m_all; }  ///< the oldest first
    std::int64_t waiting() const;

private:
    std::size_t of(const StationId &station) const;
    bool dropAnswered(const StationId *station);  ///< null: of any

    std::vector<RejectReview> m_all;
    std::vector<std::uint64_t> m_answered;  ///< numbers, in the order of the answers
    std::size_t m_share = kMostRejectReviews;
};

}  // namespace lineside
