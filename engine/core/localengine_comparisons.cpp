// SPDX-License-Identifier: GPL-3.0-or-later
// What the comparisons of two models have been told goes over a restart.
#include "core/localengine.h"
#include "store/checksum.h"
#include "store/files.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

constexpr char kFile[] = "comparisons.json";
constexpr std::chrono::seconds kSaveEvery{30};  // what came after that is not known after a power cut: these parts count for nobody

}  // namespace

void LocalEngine::readComparisons()
{
    const auto text = readSmallFile(m_parts.dataDir / kFile, kMostComparisonsBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return;
    const auto whole = text ? verifyChecksum(*text, ChecksumForm::OneLine) : Result<void>(text.error());
    auto saved = whole ? comparisonsFrom(*text) : Result<std::vector<SavedComparison>>(whole.error());
    if (saved)
        m_savedComparisons = m_oldComparisons = std::move(*saved);
    else  // they begin anew
        record({0, {}, EventKind::NotRead, {}, {}, {}, kFile, {}, {}, saved.error().detail});
}

std::optional<AbMemory> LocalEngine::toldBefore(const Station &s, const ModelId &shadow)
{
    const auto old = std::ranges::find(m_oldComparisons, s.config.id, [](const SavedComparison &c) { return c.station.id; });
    if (old == m_oldComparisons.end())
        return std::nullopt;
    const SavedComparison c = std::move(*old);
    m_oldComparisons.erase(old);
    const auto sha = [this](const ModelId &id) {
        const auto stored = m_store.find(id);
        return stored ? stored->sha256 : std::string();
    };
    const ModelHandle active = s.pipeline->active();
    const bool goesOn = active && active->id == c.active && shadow == c.shadow && sha(c.active) == c.activeSha256 && sha(c.shadow) == c.shadowSha256 && s.config.rule == c.station.rule
        && s.config.detect == c.station.detect && s.config.comparison == c.station.comparison;
    return goesOn ? std::optional(c.told) : std::nullopt;
}

void LocalEngine::lookAtComparisons()
{
    if (m_parts.clock->now() - m_comparisonsSaved >= kSaveEvery)
        saveComparisons();
}

void LocalEngine::saveComparisons()
{
    m_comparisonsSaved = m_parts.clock->now();
    std::vector<SavedComparison> all;
    for (const auto &s : m_stations) {
        const ModelHandle active = s->pipeline->active(), shadow = s->pipeline->shadow();
        auto told = s->pipeline->comparisonMemory();
        if (!active || !shadow || !told || told->parts == 0 || told->discordant.size() > kMostSavedDiscordant)
            continue;
        const auto first = m_store.find(active->id), second = m_store.find(shadow->id);
        if (!first || !second)
            continue;
        all.push_back({s->config, active->id, shadow->id, first->sha256, second->sha256, std::move(*told)});
    }
    for (const SavedComparison &old : m_oldComparisons) {  // whose models are still loaded
        if (const Station *s = station(old.station.id); s && !s->pipeline->shadow())
            all.push_back(old);
    }
    if (all == m_savedComparisons)
        return;
    m_savedComparisons = all;
    m_recorder->replace({m_parts.dataDir / kFile}, withChecksum(comparisonsText(all), ChecksumForm::OneLine), [](const Result<void> &written) {
        if (!written)
            spdlog::warn("what the comparisons have been told is not kept: {}", written.error().detail);
    });
}

}  // namespace lineside
