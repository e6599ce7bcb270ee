// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"
#include "lineside/result.h"

#include <cstddef>
#include <functional>
#include <string>

namespace lineside {

/// One picture of a file, a folder or a video. Does not own.
struct InputPicture {
    std::string name;       ///< its file; of a video FILE#NUMBER, from 1
    ImageView image;
    std::size_t number = 1;
    std::size_t of = 0;     ///< how many there are, of a video as its container says, which may be wrong; 0: not known
    bool isVideo = false;
};

/// What to do with each. An error of `picture` ends it, and is the answer.
struct PictureVisitor {
    std::function<Result<void>(const InputPicture &)> picture;
    std::function<void(const Error &)> unreadable;  ///< one of a folder; the others follow
};

/// Reads the pictures of a path one after the other, on the thread that asks, and blocks on the disk. Error: NotFound, InvalidInput, Io.
using PictureVisit = std::function<Result<void>(const std::string &input, const PictureVisitor &)>;

}  // namespace lineside
