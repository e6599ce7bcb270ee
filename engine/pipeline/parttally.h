// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

namespace lineside {

/// Turns the verdicts of single frames into verdicts of parts: a part is a run of frames with a part in the zone; its
/// verdict is the most frequent one, the worse at a tie. Keeps the reject rate of the last hour in minutes.
/// Not synchronised: its owner locks. Value type.
class PartTally {
public:
    /// The finished part's judgement, when this frame ended one. `wholeFrame`: every frame is a part.
    std::optional<Judgement> add(const Judgement &frame, bool wholeFrame, SteadyTime now);

    double rejectRate(SteadyTime now) const;

private:
    struct Minute {
        std::int64_t number = -1;
        std::uint32_t parts = 0;
        std::uint32_t failed = 0;
    };
    void count(const Judgement &part, SteadyTime now);

    std::array<std::uint32_t, 3> m_frames{};        ///< of the part in the zone: pass, fail, unsure
    std::array<Judgement, 3> m_lastOf{};
    bool m_inPart = false;
    std::array<Minute, 60> m_minutes{};
};

}  // namespace lineside
