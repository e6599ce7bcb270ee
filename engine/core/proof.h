// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <cstdint>
#include <optional>

namespace lineside {

/// Whether the model on air at a station has judged for long enough to be known to work there: from the first picture that it was seen to
/// judge to one that it judged that much later. A new one with each model. Value type.
class Proof {
public:
    /// Now and then: pictures that the station has judged so far. True once `enough` has gone by.
    bool look(SteadyTime now, std::uint64_t judged, SteadyTime::duration enough)
    {
        const bool more = m_judged && judged > *m_judged;
        m_judged = judged;
        if (more && !m_since)
            m_since = now;
        return more && now - *m_since >= enough;
    }

private:
    std::optional<std::uint64_t> m_judged;
    std::optional<SteadyTime> m_since;
};

}  // namespace lineside
