// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

namespace lineside {

/// The frames where two models differ: of each part that has passed the most telling one, so that a part which is seen in forty
/// frames is found once, and a run of small differences does not push out a changed verdict. Not synchronised: its owner
/// locks. Value type.
class DifferingFrames {
public:
    static constexpr std::size_t kKept = 60;
    static constexpr std::chrono::seconds kLongestPart{2};  ///< what stays longer, or is not counted in parts, is divided

    DifferingFrames() { m_frames.reserve(kKept + 1); }

    /// Every compared frame in its order, also where nothing differs. `part`: how many parts have passed before it. Returns the
    /// frame that is no longer kept, for the owner to let go of outside its lock.
    ComparedFramePtr add(ComparedFramePtr frame, std::uint64_t part);

    /// `told` first, of parts that are known to be judged differently, each once; then of the other parts, most telling first: changed verdicts, then other labels, then boxes of one model alone by their score; the
    /// newest first where that says nothing. At most kKept.
    std::vector<ComparedFramePtr> frames(std::span<const ComparedFramePtr> told = {}) const;

private:
    /// Of a part that has passed.
    struct Kept {
        ComparedFramePtr frame;
        SteadyTime began, ended;  ///< its first and last frame
    };
    ComparedFramePtr finishPart();

    std::vector<Kept> m_frames;
    ComparedFramePtr m_ofPart;  ///< the most telling frame of the part that is there now; null: none differed
    std::uint64_t m_part = 0;
    SteadyTime m_partBegan, m_lastOfPart;
};

}  // namespace lineside
