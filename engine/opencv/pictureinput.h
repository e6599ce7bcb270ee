// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "offline/recordedpictures.h"

namespace lineside {

/// The pictures of a file, a folder or a video, one after the other: a PictureVisit. Any thread; blocks on the disk. Error: NotFound, InvalidInput, Io.
Result<void> visitPictures(const std::string &input, const PictureVisitor &visitor);

}  // namespace lineside
