// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <chrono>

namespace lineside {

/// The picture that a station shows now, and the verdict whose boxes may be drawn on it. `judged` is null or belongs to
/// exactly `frame`: boxes are never drawn on another picture than the one they were found in. Value type.
struct ShownFrame {
    FramePtr frame;
    JudgedFramePtr judged;

    bool raw() const { return frame && !judged; }
};

/// The judged picture with its own boxes as long as judging keeps up; otherwise the newest picture without boxes, so that
/// the wall stays live. `wasRaw`: what was shown before; judging must be clearly back before its pictures are, so that
/// a detector at the limit does not make the boxes flicker.
ShownFrame chooseShown(const JudgedFramePtr &judged, const FramePtr &newest, SteadyTime now,
                       std::chrono::steady_clock::duration framePeriod, bool wasRaw);

}  // namespace lineside
