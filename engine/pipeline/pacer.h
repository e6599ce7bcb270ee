// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

namespace lineside {

/// Says when the next picture of a file is due. A reader that falls behind goes on from now: it does not hurry through
/// what it missed. Value type.
class Pacer {
public:
    explicit Pacer(double fps);

    /// Due time of the next picture, given the time now; the first is due at once.
    SteadyTime nextDue(SteadyTime now);

private:
    std::chrono::nanoseconds m_period;
    SteadyTime m_next;
    bool m_started = false;
};

/// Thins a camera that is faster than wanted. A camera at about the wanted rate keeps all its pictures, jitter or not.
/// Value type.
class RateThinner {
public:
    /// `fps` 0 or less: nothing is thinned.
    explicit RateThinner(double fps);

    /// Whether the picture that came at `time` is to be kept.
    bool keep(SteadyTime time);

private:
    std::chrono::nanoseconds m_period;
    SteadyTime m_next;
    bool m_started = false;
};

}  // namespace lineside
