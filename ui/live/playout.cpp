// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/playout.h"

#include <algorithm>

namespace lineside {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostWaiting = 3;
constexpr auto kEarly = 5ms;      // half of the time until somebody looks again: nearer to its moment now than then
constexpr auto kUnseen = 60ms;     // a detector that is held up for a moment is late by up to that
constexpr int kForgetting = 128;  // pictures after which a late one counts for a third: four seconds at 30 a second

}  // namespace

const JudgedFramePtr &Playout::next(const JudgedFramePtr &newest, SteadyTime now, Duration period)
{
    if (!newest || !newest->frame) {
        m_waiting.clear();
        m_last.reset();
        m_shown.reset();
        return m_shown;
    }
    if (newest != m_last)
        take(newest, now, period);
    while (!m_waiting.empty()) {
        const bool due = now + kEarly >= m_waiting.front()->frame->capturedAt + m_delay;
        const bool overdue = !m_shown || now + kEarly >= m_shownAt + period * 5 / 4;
        if (!due && !overdue && m_waiting.size() <= kMostWaiting)
            break;
        show(now);
    }
    return m_shown;
}

void Playout::take(const JudgedFramePtr &newest, SteadyTime now, Duration period)
{
    m_last = newest;
    const Duration most = 2 * period;
    const Duration age = std::clamp<Duration>(now - newest->frame->capturedAt, std::min<Duration>(kUnseen, most), most);
    m_delay = age > m_delay ? age : m_delay - (m_delay - age) / kForgetting;
    m_waiting.push_back(newest);
}

void Playout::show(SteadyTime now)
{
    m_shown = std::move(m_waiting.front());
    m_waiting.erase(m_waiting.begin());
    m_shownAt = now;
}

}  // namespace lineside
