// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/waitingframes.h"

#include <array>
#include <utility>

namespace lineside {

void WaitingFrames::put(FramePtr frame)
{
    std::array<FramePtr, 2> gone;  // released outside the lock: their memory may be large
    const std::lock_guard lock(m_mutex);
    m_foundWaiting = m_newer ? m_foundWaiting + 1 : 0;
    m_newestOnly = m_newestOnly || m_foundWaiting >= kHeldUp;
    gone[0] = std::exchange(m_older, std::exchange(m_newer, std::move(frame)));
    if (m_newestOnly)
        gone[1] = std::exchange(m_older, nullptr);
    const int skipped = (gone[0] != nullptr) + (gone[1] != nullptr);
    m_skipped += static_cast<std::uint64_t>(skipped);
    m_withoutSkip = skipped > 0 ? 0 : m_withoutSkip + 1;
    m_newestOnly = m_newestOnly && m_withoutSkip < kKeepsUp;
}

FramePtr WaitingFrames::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_older ? m_older : m_newer, nullptr);
}

bool WaitingFrames::empty() const
{
    const std::lock_guard lock(m_mutex);
    return !m_newer;
}

std::uint64_t WaitingFrames::skipped() const
{
    const std::lock_guard lock(m_mutex);
    return m_skipped;
}

void WaitingFrames::clear()
{
    std::array<FramePtr, 2> gone;
    const std::lock_guard lock(m_mutex);
    gone = {std::exchange(m_older, nullptr), std::exchange(m_newer, nullptr)};
}

}  // namespace lineside
