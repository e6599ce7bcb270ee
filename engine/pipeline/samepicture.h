// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

namespace lineside {

/// Whether two pictures are equal in every byte. Costs next to nothing where they differ (some hundred bytes spread
/// over the picture are looked at first), one pass over both where they do not.
bool samePicture(ImageView a, ImageView b) noexcept;

}  // namespace lineside
