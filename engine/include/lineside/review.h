// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/comparison.h"
#include "lineside/station.h"
#include "lineside/verdict.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lineside {

/// What one person says of a part. Value type.
struct ReviewOpinion {
    std::string by;  ///< empty where one person is enough and nobody said who
    Truth truth = Truth::Unknown;

    bool operator==(const ReviewOpinion &) const = default;
};

/// A part, or an object, on which two models differ, for a person to say which is right. Value type.
struct ReviewPart {
    std::uint64_t number = 0;  ///< within the comparison, ascending
    ComparedFramePtr frame;    ///< that shows best where they differ
    Box box;                   ///< of the part, in that frame
    std::string label;         ///< that decided
    bool failedByB = false;    ///< else A failed it; of an object: who saw it
    Truth truth = Truth::Unknown;          ///< that counts: what all who have to be asked say; Unknown as long as one is missing, or they do not say the same
    std::vector<ReviewOpinion> opinions = {};  ///< one of each person, the oldest first

    /// What follows from an answer to "which of the two is right?".
    Truth ifRight(bool b) const noexcept { return b == failedByB ? Truth::Defective : Truth::Good; }
};

/// A part that the new model of a canary rejected, for a person to say whether it is defective. Value type.
struct RejectReview {
    std::uint64_t number = 0;  ///< within the canary, ascending
    StationId station;
    std::chrono::system_clock::time_point at;
    JudgedFramePtr judged;  ///< that decided
    Box box;                ///< of the part, in that frame; empty: the whole frame is the part
    Truth truth = Truth::Unknown;  ///< Good: it was rejected wrongly; Unknown: nobody has said
    std::string by;                ///< who said so; may be empty
};
inline constexpr std::size_t kMostRejectReviews = 32;  ///< of a canary, answered or not

}  // namespace lineside
