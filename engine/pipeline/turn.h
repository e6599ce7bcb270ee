// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <cstddef>
#include <optional>
#include <span>

namespace lineside {

/// What one station wants of the inference threads. Value type.
struct StationWork {
    bool hasFrame = false;
    /// The model was changed and the new one has not judged yet: when its first frame is due (or was).
    std::optional<SteadyTime> firstVerdictDue;
};

/// Who is judged next. Value type.
struct Turn {
    std::optional<std::size_t> station;
    std::optional<SteadyTime> holdUntil;  ///< nobody, although there may be frames: look again then, or at the next frame
};

/// The station that comes next after `last`, in turn, so that none starves another. A station whose model was just changed
/// goes before all others; and shortly before its frame is due nothing is begun that would still run then, because whoever
/// clicked waits for that frame. That hold is shorter than one run, and does not wait for a camera that is late. Pure.
/// `longRun`: how long judging one frame may take at present.
Turn nextTurn(std::span<const StationWork> stations, std::size_t last, SteadyTime now, std::chrono::steady_clock::duration longRun);

/// A trial run of a new model that waits for a gap between the line's frames. Value type.
struct JobWait {
    SteadyTime posted;
    SteadyTime lastBegan, lastEnded;  ///< of the one before; the same where there was none
    bool idle = false;  ///< nothing was judged for a while: there is no line to leave time to
};

/// When the job is next. Not before the line has had twice the time that the last one took, or a load, which runs one after
/// the other, would leave frames no time to catch up. After 250 ms it goes before frames too, so that a full line ends it. Where
/// nothing is judged it is next at once. Pure.
bool jobIsNext(const JobWait &job, bool frameWaits, SteadyTime now);
/// When to look again for a job that no frame stands in the way of.
SteadyTime jobIsDue(const JobWait &job);

}  // namespace lineside
