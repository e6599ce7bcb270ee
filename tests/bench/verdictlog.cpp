// SPDX-License-Identifier: GPL-3.0-or-later
#include "verdictlog.h"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace lineside::bench {

double LoggedVerdict::latencyMs() const
{
    return std::chrono::duration<double, std::milli>(judgedAt - capturedAt).count();
}

VerdictLog::VerdictLog(const Engine &engine, const std::vector<StationId> &stations) : m_verdicts(stations.size())
{
    for (const StationId &station : stations)
        m_feeds.push_back(engine.feed(station));
    m_thread = std::jthread([this](const std::stop_token &stop) { look(stop); });
}

VerdictLog::~VerdictLog() = default;

void VerdictLog::look(const std::stop_token &stop)
{
    std::vector<JudgedFramePtr> last(m_feeds.size());
    while (!stop.stop_requested()) {
        for (std::size_t i = 0; i < m_feeds.size(); ++i) {
            JudgedFramePtr now = m_feeds[i]->newestJudged();
            if (!now || now == last[i])
                continue;
            const std::lock_guard lock(m_mutex);
            m_outOfOrder += last[i] && now->frame->sequence <= last[i]->frame->sequence;
            m_verdicts[i].push_back({now->frame->sequence, now->frame->capturedAt, now->judgedAt, now->judgement.model, now->detections.times.totalMs()});
            last[i] = std::move(now);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

std::vector<std::vector<LoggedVerdict>> VerdictLog::captured(SteadyTime begin, SteadyTime end) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::vector<LoggedVerdict>> in(m_verdicts.size());
    for (std::size_t i = 0; i < in.size(); ++i)
        std::ranges::copy_if(m_verdicts[i], std::back_inserter(in[i]), [&](const LoggedVerdict &v) { return v.capturedAt >= begin && v.capturedAt < end; });
    return in;
}

std::uint64_t VerdictLog::outOfOrder() const
{
    const std::lock_guard lock(m_mutex);
    return m_outOfOrder;
}

std::uint64_t VerdictLog::count() const
{
    const std::lock_guard lock(m_mutex);
    std::uint64_t count = 0;
    for (const auto &verdicts : m_verdicts)
        count += verdicts.size();
    return count;
}

}  // namespace lineside::bench
