// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// A box of the frame that decided. Value type.
struct RecordedBox {
    std::string label;
    float score = 0;  ///< 0…1, kept to 1/65535
    Box box;          ///< pixels, kept to a quarter of one
};

/// One part as the record has it. Value type.
struct VerdictRecord {
    WallTime at;  ///< kept to the microsecond
    StationId station;
    /// Running from 1, for each station and database; parts that could not be recorded have numbers too.
    std::uint64_t part = 0;
    Verdict verdict = Verdict::Unknown;
    VerdictReason reason = VerdictReason::None;
    std::string label;  ///< that decided; may be empty
    ModelId model;
    std::string modelSha256;  ///< 64 hexadecimal digits; empty: not known
    std::string lot;          ///< empty: not known
    std::vector<RecordedBox> boxes;
    std::string picture = {};  ///< of the frame that decided: a file below the folder of pictures, which may be gone by now; empty: none was kept
};

/// Why parts are missing from the record.
enum class GapReason {
    NotWritten,  ///< the disk took nothing, for so long that no more could wait
    NotEnded,    ///< the program ended without being told to: what was judged last may not have been written
};
const char *toString(GapReason reason) noexcept;  ///< "not_written", "not_ended"

/// A time for which the record is not whole. Value type.
struct RecordGap {
    StationId station;  ///< empty: all of them
    WallTime from, to;
    std::optional<std::uint64_t> parts;  ///< that are missing; empty: not known
    GapReason reason = GapReason::NotWritten;
};

/// Microseconds since 1970 in UTC, as the database has it.
constexpr std::int64_t microsecondsOf(WallTime t)
{
    return std::chrono::floor<std::chrono::microseconds>(t.time_since_epoch()).count();
}
/// What a WallTime cannot say becomes the farthest that it can: a damaged file has any number.
constexpr WallTime wallTimeOf(std::int64_t microseconds)
{
    constexpr auto kFarthest = std::chrono::floor<std::chrono::microseconds>(WallTime::duration::max()).count();
    return WallTime(std::chrono::duration_cast<WallTime::duration>(std::chrono::microseconds(std::clamp(microseconds, -kFarthest, kFarthest))));
}

/// The hour that a moment is in, for the sums by hour.
constexpr std::int64_t hourOf(std::int64_t microseconds)
{
    constexpr std::int64_t kHour = 3'600'000'000;
    return microseconds / kHour - (microseconds % kHour < 0);
}

}  // namespace lineside
