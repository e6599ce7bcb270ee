// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

namespace lineside {

/// Resizes `source` into the whole of `target`, bilinear with pixel centres aligned as OpenCV's INTER_LINEAR does it (the
/// reference implementation's letterbox depends on its rounding). Thread-safe.
using ResizeFn = void (*)(ImageView source, MutableImageView target);

}  // namespace lineside
