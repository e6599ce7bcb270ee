// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/shownframe.h"

#include <algorithm>

namespace lineside {

ShownFrame chooseShown(const JudgedFramePtr &judged, const FramePtr &newest, SteadyTime now,
                       std::chrono::steady_clock::duration framePeriod, bool wasRaw)
{
    using namespace std::chrono_literals;
    if (!judged || !judged->frame)
        return {newest, nullptr};
    if (!newest || newest == judged->frame || newest->capturedAt <= judged->frame->capturedAt)
        return {judged->frame, judged};
    // A slow camera needs a longer patience: its next verdict cannot come before its next picture.
    const auto limit = std::max<std::chrono::steady_clock::duration>(400ms, 6 * framePeriod);
    const auto behind = std::min(newest->capturedAt, now) - judged->frame->capturedAt;
    if (behind > (wasRaw ? limit / 2 : limit))
        return {newest, nullptr};
    return {judged->frame, judged};
}

}  // namespace lineside
