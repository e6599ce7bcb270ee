// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "offline/recordedpictures.h"

#include <cstddef>

namespace lineside {

/// So many pictures that Lineside has kept are compared at most, the newest ones.
inline constexpr std::size_t kMostKeptPictures = 200'000;

/// The pictures of a file, a folder or a video, one after the other: a PictureVisit. A folder without pictures whose folders are days, "2026-03-01", is one of kept pictures: of all days,
/// the oldest first, as many as `kMostKeptPictures` allow. Any thread; blocks on the disk. Error: NotFound, InvalidInput, Io.
Result<void> visitPictures(const std::string &input, const PictureVisitor &visitor);

}  // namespace lineside
