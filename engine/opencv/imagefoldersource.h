// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pipeline/framesource.h"
#include "pipeline/picturereader.h"

#include <filesystem>

namespace lineside {

/// Reads the pictures of a folder in the order of their names, numbers by value; or those that a list names: a text file
/// with one picture a line, its path (relative to the list) being the last of the tab-separated columns. Files that are
/// no pictures or cannot be read are left out.
/// Errors on opening: NotFound, InvalidInput (no picture is there, or the list is not one).
std::unique_ptr<PictureReader> makeImageFolderReader(std::filesystem::path folderOrList);

/// Shows them like a camera. `fps` 0 or less: 25.
std::unique_ptr<FrameSource> makeImageFolderSource(std::filesystem::path folderOrList, double fps, bool loop);

}  // namespace lineside
