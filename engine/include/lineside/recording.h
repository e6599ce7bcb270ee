// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lineside {

/// How much of what was judged is kept. What is older goes, the oldest first; gaps and the sums by hour stay. Value type.
struct RecordingPolicy {
    int days = 365;                                        ///< verdicts; 0: however old
    std::uint64_t maxBytes = std::uint64_t{20} << 30;      ///< of the database; 0: however much
    int pictureDays = 30;                                  ///< kept pictures of parts; 0: however old
    std::uint64_t maxPictureBytes = std::uint64_t{5} << 30;  ///< of these pictures; 0: however much

    bool operator==(const RecordingPolicy &) const = default;
};

}  // namespace lineside
