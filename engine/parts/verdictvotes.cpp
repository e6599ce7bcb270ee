// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/verdictvotes.h"

#include <cstddef>

namespace lineside {

void VerdictVotes::add(Verdict frame) noexcept
{
    if (frame != Verdict::Unknown)
        ++m_frames[static_cast<std::size_t>(frame)];
}

Verdict VerdictVotes::verdict() const noexcept
{
    if (none())
        return Verdict::Unknown;
    const auto frames = [this](Verdict v) { return m_frames[static_cast<std::size_t>(v)]; };
    Verdict verdict = Verdict::Fail;  // the worse wins a tie: fail, unsure, pass
    if (frames(Verdict::Unsure) > frames(verdict))
        verdict = Verdict::Unsure;
    if (frames(Verdict::Pass) > frames(verdict))
        verdict = Verdict::Pass;
    return verdict;
}

}  // namespace lineside
