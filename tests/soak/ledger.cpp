// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lineside::soak {
namespace {

constexpr std::size_t kRemembered = 16, kStrange = 1000;

SteadyTime now()
{
    return std::chrono::steady_clock::now();
}

}  // namespace

void Ledger::watch(const Engine &engine, const std::vector<StationId> &stations)
{
    for (const StationId &station : stations)
        m_feeds.push_back(engine.feed(station));
    m_watching = true;
}

void Ledger::handedOver(std::size_t station, std::uint64_t sequence)
{
    const std::lock_guard lock(m_mutex);
    ++m_tallies[station].handedOver;
    m_newest[station] = sequence;
}

void Ledger::withheld(std::size_t station)
{
    const std::lock_guard lock(m_mutex);
    ++m_tallies[station].withheld;
}

void Ledger::look()
{
    if (!m_watching)
        return;
    const std::lock_guard lock(m_mutex);
    for (std::size_t i = 0; i < m_feeds.size(); ++i) {
        JudgedFramePtr verdict = m_feeds[i]->newestJudged();
        if (!verdict || verdict == m_last[i])
            continue;
        StationTally &tally = m_tallies[i];
        ++tally.judged;
        tally.outOfOrder += m_last[i] && verdict->frame->sequence <= m_last[i]->frame->sequence;
        tally.neverCame += verdict->frame->sequence > m_newest[i];
        if (!allowed(i, *verdict) && m_strange.size() < kStrange)
            m_strange.push_back({i, verdict->judgement.model, verdict->frame->capturedAt, verdict->judgedAt});
        m_last[i] = std::move(verdict);
    }
}

bool Ledger::allowed(std::size_t station, const JudgedFrame &verdict)
{
    for (OnAir &entry : m_onAir[station]) {
        if (entry.model != verdict.judgement.model || verdict.judgedAt < entry.from)
            continue;
        if (!entry.until || verdict.judgedAt <= *entry.until)
            return true;
        if (verdict.frame->capturedAt <= *entry.until && entry.inHand++ == 0)
            return true;
    }
    return false;
}

void Ledger::mayJudge(std::size_t station, const ModelId &model)
{
    const std::lock_guard lock(m_mutex);
    auto &entries = m_onAir[station];
    entries.push_back({model, now(), {}});
    if (entries.size() > kRemembered)
        entries.erase(entries.begin());
}

void Ledger::onlyMayJudge(std::size_t station, const ModelId &model)
{
    const std::lock_guard lock(m_mutex);
    for (OnAir &entry : m_onAir[station]) {
        if (entry.model != model && !entry.until)
            entry.until = now();
    }
}

void Ledger::explain(std::size_t station, const ModelId &model, SteadyTime since)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_strange, [&](const StrangeVerdict &s) { return s.station == station && s.model == model && s.judgedAt >= since; });
    m_onAir[station].push_back({model, since, {}});
}

StationTally Ledger::tally(std::size_t station) const
{
    const std::lock_guard lock(m_mutex);
    return m_tallies[station];
}

std::vector<StrangeVerdict> Ledger::strange() const
{
    const std::lock_guard lock(m_mutex);
    return m_strange;
}

}  // namespace lineside::soak
