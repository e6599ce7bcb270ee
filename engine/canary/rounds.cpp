// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/rounds.h"

#include <algorithm>
#include <bit>
#include <utility>

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
    const RejectMask mine = bit(stream), judged = rejected ? mine : 0;
    if (m_state.haveSecond & mine)  // the oldest gives way
        m_state.first = (m_state.first & ~mine) | (m_state.second & mine);
    if (m_state.haveFirst & mine) {
        m_state.second = (m_state.second & ~mine) | judged;
        m_state.haveSecond |= mine;
    } else {
        m_state.first = (m_state.first & ~mine) | judged;
        m_state.haveFirst |= mine;
    }
    const RejectMask all = (bit(m_controls + 1) - 1) & ~m_state.leftOut;
    if (m_state.haveFirst != all || all == 1)
        return std::nullopt;
    const RejectMask round = m_state.first;
    m_state.first = std::exchange(m_state.second, 0);
    m_state.haveFirst = std::exchange(m_state.haveSecond, 0);
    return round;
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
    for (RejectMask *waiting : {&m_state.first, &m_state.second, &m_state.haveFirst, &m_state.haveSecond})
        *waiting &= ~bit(control);
}

int RoundMaker::live() const noexcept
{
    return m_controls - std::popcount(m_state.leftOut);
}

bool RoundMaker::recall(const State &state)
{
    const RejectMask all = bit(m_controls + 1) - 1;
    const RejectMask live = all & ~state.leftOut;
    const bool fits = state.waited.size() == static_cast<std::size_t>(m_controls) && (state.leftOut & (~all | 1)) == 0 && (state.haveFirst & ~live) == 0 && (state.haveSecond & ~state.haveFirst) == 0
        && (state.first & ~state.haveFirst) == 0 && (state.second & ~state.haveSecond) == 0 && std::ranges::all_of(state.waited, [](int parts) { return parts >= 0 && parts <= kSilentParts + 1; });
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
