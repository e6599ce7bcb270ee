// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/rounds.h"

#include <algorithm>
#include <bit>

namespace lineside {
namespace {

RejectMask bit(int stream)
{
    return RejectMask{1} << stream;
}

}  // namespace

std::optional<RejectMask> RoundMaker::add(int stream, bool rejected)
{
    if (m_state.leftOut & bit(stream))
        return std::nullopt;
    if (stream > 0)
        m_state.waited[static_cast<std::size_t>(stream - 1)] = 0;
    else
        std::ranges::for_each(m_state.waited, [](int &parts) { parts = std::min(parts + 1, kSilentParts + 1); });
    m_state.have |= bit(stream);
    m_state.newest = (m_state.newest & ~bit(stream)) | (rejected ? bit(stream) : 0);
    const RejectMask all = (bit(m_controls + 1) - 1) & ~m_state.leftOut;
    if (m_state.have != all || all == 1)
        return std::nullopt;
    m_state.have = 0;
    return m_state.newest;
}

int RoundMaker::silent() const
{
    for (int control = 1; control <= m_controls; ++control) {
        if (!(m_state.leftOut & bit(control)) && m_state.waited[static_cast<std::size_t>(control - 1)] > kSilentParts)
            return control;
    }
    return 0;
}

void RoundMaker::leaveOut(int control)
{
    m_state.leftOut |= bit(control);
    m_state.have &= ~bit(control);
    m_state.newest &= ~bit(control);
}

int RoundMaker::live() const noexcept
{
    return m_controls - std::popcount(m_state.leftOut);
}

bool RoundMaker::recall(const State &state)
{
    const RejectMask all = bit(m_controls + 1) - 1;
    const bool fits = state.waited.size() == static_cast<std::size_t>(m_controls) && (state.newest & ~all) == 0 && (state.have & ~all) == 0 && (state.leftOut & ~all) == 0
        && (state.leftOut & (state.have | state.newest | 1)) == 0 && std::ranges::all_of(state.waited, [](int parts) { return parts >= 0 && parts <= kSilentParts + 1; });
    if (fits)
        m_state = state;
    return fits;
}

RejectMask without(RejectMask round, RejectMask leftOut) noexcept
{
    RejectMask result = 0;
    for (int stream = 0, to = 0; stream < 32; ++stream) {
        if (!(leftOut >> stream & 1))
            result |= (round >> stream & 1) << to++;
    }
    return result;
}

}  // namespace lineside
