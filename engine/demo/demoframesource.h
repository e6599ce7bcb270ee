// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/demoline.h"
#include "pipeline/framesource.h"

#include <memory>

namespace lineside {

/// Plays a demo line like a camera, without end, at the rate of its configuration. The truth travels with each frame.
std::unique_ptr<FrameSource> makeDemoFrameSource(const DemoLineConfig &config);

}  // namespace lineside
