// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

namespace lineside {

/// A ResizeFn. Both views must have pixels. Thread-safe.
void resizeBilinear(ImageView source, MutableImageView target);

/// Makes OpenCV work on the calling thread only, in the whole process: its pool would compete with the executors for the
/// same processors. Called once, before any other use of OpenCV.
void keepOpenCvSingleThreaded();

}  // namespace lineside
