// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pipeline/framesource.h"

#include <string>
#include <vector>

namespace lineside {

struct CameraName {
    std::string id;    ///< for SourceConfig::location; stays the same over restarts
    std::string text;  ///< what its maker calls it
};

/// The cameras that are plugged in. May take some tenths of a second; any thread.
std::vector<CameraName> listCameras();

/// A USB or built-in camera, by its id; an empty id: the first one. Of its formats, the smallest is taken that has at
/// least 720 rows and the wanted rate. A camera that somebody else uses reports Busy.
std::unique_ptr<FrameSource> makeCameraSource(const SourceConfig &config);

}  // namespace lineside
