// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/secretstore.h"
#include "pipeline/framesource.h"

namespace lineside {

/// A network camera over RTSP or HTTP, played by Qt Multimedia. `config.credential` is read from `secrets` on the source's
/// thread at each start, put into the address in memory and kept out of every text. Pictures come about 0.1 s after
/// they were taken plus the camera's own delay. `secrets` must outlive the source.
std::unique_ptr<FrameSource> makeStreamSource(const SourceConfig &config, SecretStore &secrets);

}  // namespace lineside
