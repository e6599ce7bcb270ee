// SPDX-License-Identifier: GPL-3.0-or-later
// What an engine has promised, once it has come to rest.
#include "engine/core/operator.h"
#include "store/configfile.h"
#include "store/files.h"

#include <algorithm>

namespace lineside::test {
namespace {

using Complaint = std::string;

Complaint ofModels(const EngineSnapshot &seen, const Surroundings &around)
{
    std::array<int, std::tuple_size_v<decltype(around.alive)>> expected{};
    for (const ModelSnapshot &m : seen.models) {
        if (m.state == ModelState::Loading)
            return m.id.text() + " is left loading";
        const bool used = !m.activeAt.empty() || !m.previousAt.empty() || !m.shadowAt.empty() || !m.offeredAt.empty();
        if (m.state == ModelState::Ready && !used)
            return m.id.text() + " is in memory, and nobody uses it";
        expected.at(static_cast<std::size_t>(m.id.version)) = m.state == ModelState::Ready;
    }
    for (std::size_t v = 0; v < expected.size(); ++v) {
        if (around.alive.at(v) != expected.at(v))
            return "of tiny " + std::to_string(v) + " there are " + std::to_string(around.alive.at(v)) + " in memory instead of " + std::to_string(expected.at(v));
    }
    for (const StationSnapshot &s : seen.stations) {
        for (const auto &part : {s.active, s.previous, s.shadow, s.offered}) {
            if (part && std::ranges::none_of(seen.models, [&](const ModelSnapshot &m) { return m.id == *part; }))
                return part->text() + " has a part at " + s.config.id + " and is not in the library";
        }
    }
    return {};
}

Complaint ofStateFile(const EngineSnapshot &seen)
{
    const auto text = readSmallFile(std::filesystem::path(seen.configFile).parent_path() / "state.json", 1 << 20);
    const auto state = text ? parseDesiredState(*text) : Result<DesiredState>(text.error());
    if (!state)
        return "the state cannot be read: " + state.error().detail;
    if (state->size() != seen.stations.size())
        return "the state file knows other stations";
    for (const StationSnapshot &s : seen.stations) {
        const auto kept = state->find(s.config.id);
        if (kept == state->end() || kept->second.active != s.active || kept->second.previous != s.previous || kept->second.shadow != s.shadow)
            return "the state file says something else of " + s.config.id;
        if (s.offered && kept->second.offered != s.offered)
            return "the state file has another offer at " + s.config.id;
    }
    return {};
}

}  // namespace

std::string Operator::complaint() const
{
    const EngineSnapshotPtr seen = m_engine.snapshot();
    const std::lock_guard lock(m_mutex);
    if (!m_wrong.empty())
        return m_wrong;
    for (const Asked &asked : m_asked) {
        if (asked.answers != 1)
            return "\"" + asked.text + "\" was answered " + std::to_string(asked.answers) + " times";
    }
    for (const CandidateSnapshot &c : seen->candidates) {
        if (!c.finished)
            return "candidate " + std::to_string(c.id) + " is not through";
    }
    if (auto complaint = ofModels(*seen, m_around); !complaint.empty())
        return complaint;
    if (auto complaint = ofStateFile(*seen); !complaint.empty())
        return complaint;
    const std::filesystem::path data = std::filesystem::path(seen->configFile).parent_path();
    if (!std::filesystem::is_empty(data / "staging"))
        return "a copy is left in the store";

    // The last word counts, whatever came to its end after it.
    const auto granted = [&](const LastWord &word) { return m_asked[word.command].granted; };
    for (const StationSnapshot &s : seen->stations) {
        const StationId &id = s.config.id;
        if (const auto word = m_shadow.find(id); word != m_shadow.end() && granted(word->second)) {
            if (s.shadow && s.shadow != word->second.model)
                return s.shadow->text() + " is the shadow at " + id + ", and nobody wants it any more";
        }
        if (const auto word = m_offer.find(id); word != m_offer.end() && granted(word->second) && s.offered) {
            const auto dropped = m_dropped.find(id);
            const bool saidNothing = word->second.model && (s.active == word->second.model || s.previous == word->second.model);  // what judges here is not offered
            if (s.offered != word->second.model && !saidNothing && (dropped == m_dropped.end() || !dropped->second.contains(*s.offered)))
                return s.offered->text() + " is offered at " + id + ", and nobody wants it any more";
        }
        if (s.counters.accepted != s.counters.judged + s.counters.lost)
            return "a frame of " + id + " was accepted and is nowhere";
        if (s.counters.lost > 0 && !m_deviceWasLost)
            return "a frame of " + id + " is lost";
    }
    const auto promoted = std::ranges::count_if(m_asked, [](const Asked &a) { return a.what == What::Promote && a.granted; });
    const auto recorded = promotions() - m_promotedBefore;
    if (promoted != recorded)
        return std::to_string(promoted) + " promotions were granted, the history has " + std::to_string(recorded);
    return {};
}

}  // namespace lineside::test
