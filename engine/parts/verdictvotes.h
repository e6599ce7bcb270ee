// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <array>
#include <cstdint>

namespace lineside {

/// The verdicts of single frames on one part, and what they come to: the most frequent one, the worse at a tie. Value type.
class VerdictVotes {
public:
    void add(Verdict frame) noexcept;  ///< Pass, Fail or Unsure; Unknown is no vote
    bool none() const noexcept { return m_frames == std::array<std::uint32_t, 3>{}; }
    Verdict verdict() const noexcept;  ///< Unknown without a vote

private:
    std::array<std::uint32_t, 3> m_frames{};  ///< pass, fail, unsure
};

}  // namespace lineside
