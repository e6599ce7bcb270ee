// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/demoline.h"
#include "pipeline/framesource.h"

#include <memory>
#include <vector>

namespace lineside::bench {

using Pictures = std::vector<Image>;

/// Pictures of a demo line, drawn once.
std::shared_ptr<const Pictures> drawPictures(const DemoLine &line);

/// Plays such pictures again and again at so many a second, each copied into a fresh frame as a camera's driver does it: what drawing
/// them costs is not counted, and they lie in the caches as pictures do that have just come.
std::unique_ptr<FrameSource> makePremadeSource(std::shared_ptr<const Pictures> pictures, double fps);

}  // namespace lineside::bench
