// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/patience.h"

#include <algorithm>

namespace lineside {

bool Patience::waitUntil(const std::function<bool()> &answered)
{
    const SteadyTime limit = m_clock.now() + m_limit;
    std::unique_lock lock(m_mutex);
    while (!answered()) {
        const SteadyTime deadline = std::min(limit, m_latest);
        if (m_clock.now() >= deadline)
            return false;
        m_clock.waitUntil(lock, m_changed, deadline);
    }
    return true;
}

void Patience::answer(const std::function<void()> &change)
{
    {
        const std::lock_guard lock(m_mutex);
        change();
    }
    m_changed.notify_all();
}

void Patience::end(std::chrono::milliseconds grace)
{
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_latest = m_clock.now() + grace;
    }
    m_changed.notify_all();
}

bool Patience::ended() const
{
    const std::lock_guard lock(m_mutex);
    return m_ended;
}

}  // namespace lineside
