// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pipeline/framesource.h"

namespace lineside {

class CameraList;

/// A USB or built-in camera, by its name (see cameraNames); an empty name: the first one. Of its formats, the smallest is
/// taken that has at least 720 rows and the wanted rate. A camera that somebody else uses reports Busy. `cameras` must
/// outlive the source.
std::unique_ptr<FrameSource> makeCameraSource(const SourceConfig &config, CameraList &cameras);

}  // namespace lineside
