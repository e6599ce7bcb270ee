// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "support/sourcelog.h"

#include <utility>

namespace lineside::test {

/// A source that is kept going by the clock given, and what it says. Runs from the start.
template <class Clock>
struct Supervised {
    Supervised(const SourceConfig &config, FrameSourceFactory factory, WatchPolicy policy) : source(config, std::move(factory), clock, std::move(policy))
    {
        source.start(log.supervised());
    }

    bool framesGoOn() { return log.waitForFrames(log.frameCount() + 10); }

    Clock clock;
    SourceLog log;
    SupervisedSource source;
};

}  // namespace lineside::test
