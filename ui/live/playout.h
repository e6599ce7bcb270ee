// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <chrono>
#include <vector>

namespace lineside {

/// Shows judged pictures at the pace at which they were taken. Verdicts come after 10 ms or after 50, as the processors are
/// free; shown as they come, a belt would jerk, and one picture would stay for two intervals. So each is held until it is as
/// old as the late ones are at present, but for 60 ms in any case, which nobody sees, so that a first late one finds time;
/// two intervals at the most. Where the next one fails to come, its successor is shown a little earlier. Value type.
class Playout {
public:
    using Duration = std::chrono::steady_clock::duration;

    /// What is to be shown at `now`. `newest`: the last verdict that there is, also the same again; null: none is to be shown,
    /// and none that waits. `period`: from one picture of the camera to the next.
    const JudgedFramePtr &next(const JudgedFramePtr &newest, SteadyTime now, Duration period);

    /// How old a picture is when it is shown, if it came in time.
    Duration delay() const { return m_delay; }

private:
    void take(const JudgedFramePtr &newest, SteadyTime now, Duration period);
    void show(SteadyTime now);

    std::vector<JudgedFramePtr> m_waiting;  ///< oldest first
    JudgedFramePtr m_last;                  ///< that was taken
    JudgedFramePtr m_shown;
    SteadyTime m_shownAt;
    Duration m_delay{};
};

}  // namespace lineside
