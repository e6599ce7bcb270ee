// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"
#include "lineside/offline.h"
#include "offline/recordedpictures.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace lineside {

/// How pictures of a video are kept, and how many.
struct VideoPictures {
    std::function<Result<std::vector<std::uint8_t>>(const ImageView &)> encode;  ///< as a JPEG file
    std::function<Result<void>(const InputPicture &)> before;                    ///< each picture that is read; an error ends it
    std::function<void(std::int64_t read, std::int64_t of)> progress;            ///< up to the last one that is wanted
    std::size_t most = OfflineReport::kMaxPictures;
    std::size_t mostBytes = OfflineReport::kMaxPictureBytes;
};

/// Reads the video of the report once more and keeps the pictures of its disagreements, the first ones in their order: `most` different ones, and no more of them once one does not fit into `mostBytes`. Disagreements in
/// one picture share it. A picture that cannot be encoded is left out; where the video cannot be read, or `before` ends it, what was kept until then stays. Any thread; blocks for as long as it takes.
void keepVideoPictures(OfflineReport &report, const PictureVisit &visit, const VideoPictures &how);

}  // namespace lineside
