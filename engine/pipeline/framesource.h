// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"
#include "lineside/snapshot.h"

#include <functional>
#include <memory>
#include <string>

namespace lineside {

/// Where a source reports to. Called on the source's own thread, one call at a time; both return quickly and never throw.
struct SourceCallbacks {
    std::function<void(FramePtr)> onFrame;
    /// Running is implied by a frame; a source reports what stops it: Ended, Offline, Busy, Stalled, with the driver's words.
    std::function<void(SourceState, std::string detail)> onState;
    /// Number of the first picture: a source that is opened again goes on counting where it was cut.
    std::uint64_t firstSequence = 1;
};

/// Produces frames at its own pace on its own thread. Made stopped; `start` returns at once; after `stop` (or the
/// destructor) has returned no callback comes any more. A source does not retry: SupervisedSource does. Thread-safe.
class FrameSource {
public:
    virtual ~FrameSource() = default;
    virtual void start(SourceCallbacks callbacks) = 0;
    virtual void stop() = 0;
};

/// Makes the source that a configuration asks for; null with a reason where there is none of that kind.
using FrameSourceFactory = std::function<Result<std::unique_ptr<FrameSource>>(const SourceConfig &)>;

}  // namespace lineside
