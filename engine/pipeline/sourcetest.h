// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/engine.h"
#include "pipeline/framesource.h"

#include <chrono>
#include <stop_token>

namespace lineside {

/// How long a test of a source looks at it.
struct SourceTestLimits {
    std::chrono::milliseconds opening{10'000};  ///< until the first picture
    std::chrono::milliseconds time{3'000};      ///< from the first picture on
    int pictures = 60;
};

/// Opens a source beside the running ones, looks at its pictures and closes it. Blocks until one of the limits is reached,
/// the source gives up or `stop` asks for the end. Errors: those of `factory`; Busy (somebody else uses the device);
/// Io (no picture, with the source's reason); Cancelled. Any thread.
Result<SourceTest> runSourceTest(const SourceConfig &config, const FrameSourceFactory &factory, const std::stop_token &stop,
                                 SourceTestLimits limits = {});

}  // namespace lineside
