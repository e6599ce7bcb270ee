// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lineside {

// What a RecordingPolicy may say.
inline constexpr int kMaxRecordDays = 36'500;
inline constexpr std::uint64_t kLeastRecordBytes = 10'000'000;  ///< below it hardly an hour would fit; 0, any size, may be said all the same
inline constexpr std::uint64_t kMaxRecordBytes = 1'000'000'000'000'000;

inline constexpr int kMaxSampleEvery = 1'000'000;  ///< parts, of which the picture of one is kept

}  // namespace lineside
