// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pipeline/framesource.h"
#include "pipeline/picturereader.h"

#include <cstddef>
#include <filesystem>

namespace lineside {

/// Reads a video file in any form that FFmpeg knows. Nothing but a regular file is opened: no address, no device.
/// Errors on opening: NotFound, InvalidInput (not a video, or too large a picture).
std::unique_ptr<PictureReader> makeVideoFileReader(const std::filesystem::path &file);

/// How many pictures a container says there are, as far as that can be: containers of others say anything, and many that they do not know. 0: not known. Pure.
std::size_t plausibleLength(double frames) noexcept;

/// How many pictures the container of a video says there are; it may be wrong. 0: not known, or it cannot be read. Blocks on the disk.
std::size_t videoLength(const std::filesystem::path &file);

/// Plays a video file like a camera. `fps` 0 or less: as fast as it was recorded.
std::unique_ptr<FrameSource> makeVideoFileSource(const std::filesystem::path &file, double fps, bool loop);

}  // namespace lineside
