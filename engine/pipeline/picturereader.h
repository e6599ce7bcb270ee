// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/framepool.h"
#include "lineside/result.h"

namespace lineside {

/// Gives pictures one after another as fast as they are asked for: a video file, a folder, the demo line. May be made on
/// one thread and used on another, but is used by one thread at a time.
class PictureReader {
public:
    virtual ~PictureReader() = default;

    /// Opens what it reads. Answers with the rate it was recorded at in pictures a second; 0: unknown.
    virtual Result<double> open() = 0;
    /// The next picture in a frame of the pool, without sequence and time; null at the end.
    virtual Result<std::shared_ptr<Frame>> next(FramePool &pool) = 0;
    /// Back to the first picture.
    virtual Result<void> rewind() = 0;
};

}  // namespace lineside
