// SPDX-License-Identifier: GPL-3.0-or-later
// What the comparisons of two models have been told goes over a restart.
#include "base/unlessoutofmemory.h"
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

/// Parts that nobody has answered for good.
std::set<std::uint64_t> pendingOf(const AbMemory &told)
{
    std::set<std::uint64_t> numbers;
    for (std::uint64_t number = 0; const DiscordantPart &part : told.discordant) {
        if (part.truth == Truth::Unknown)
            numbers.insert(number);
        ++number;
    }
    return numbers;
}

/// Pictures first and what is not asked any more last, so that whatever happens in between each part that waits has its picture. The first error.
Result<void> keepComparisons(ReviewStore &store, const std::filesystem::path &file, const std::vector<SavedComparison> &all, const std::vector<WaitingReviews> &waiting)
{
    Result<void> first;
    std::map<StationId, std::set<std::uint64_t>> kept;
    for (const WaitingReviews &station : waiting) {
        if (const auto written = store.write(station); !written && first)
            first = written;
    }
    if (const auto written = replaceFile(file, withChecksum(comparisonsText(all), ChecksumForm::OneLine)); !written)
        return written;
    for (const SavedComparison &c : all) {
        std::set<std::uint64_t> &numbers = kept[c.station.id];
        const auto running = std::ranges::find(waiting, c.station.id, &WaitingReviews::station);
        if (running == waiting.end() || running->recalling) {
            numbers = pendingOf(c.told);
            continue;
        }
        for (const ReviewPart &part : running->parts)
            numbers.insert(part.number);
    }
    store.keepOnly(kept);
    return first;
}

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

std::optional<LiveComparison::Memory> LocalEngine::toldBefore(const Station &s, const ModelId &shadow)
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
    return goesOn ? std::optional(LiveComparison::Memory{c.told, c.coverage}) : std::nullopt;
}

void LocalEngine::lookAtComparisons()
{
    if (m_parts.clock->now() - m_comparisonsSaved >= kSaveEvery)
        saveComparisons();
}

EndingTaskRunner &LocalEngine::reviewThread()
{
    if (!m_reviewThread) {
        m_reviewStore = std::make_shared<ReviewStore>(m_parts.dataDir, ReviewPictures{m_parts.encodePng, m_parts.decodePng});
        m_reviewThread = m_parts.threads->runner("comparisons", AtStop::FinishWaiting, ThreadPriority::Low);
    }
    return *m_reviewThread;
}

ReviewOrigin LocalEngine::originOf(const LoadedModel &active, const LoadedModel &shadow) const
{
    const auto first = m_store.find(active.id), second = m_store.find(shadow.id);
    return {first ? first->sha256 : std::string(), second ? second->sha256 : std::string(), active.detectors.front()->labels(), shadow.detectors.front()->labels()};
}

void LocalEngine::recallReviews(const Station &s, const AbMemory &told)
{
    const ModelHandle active = s.pipeline->active(), shadow = s.pipeline->shadow();
    const auto comparison = s.pipeline->comparison();
    if (!active || !shadow || !comparison)
        return;
    std::set<std::uint64_t> numbers = pendingOf(told);
    if (!m_parts.decodePng || numbers.empty())
        return comparison->recallReviews({});
    auto &thread = reviewThread();
    thread.post([store = m_reviewStore, id = s.config.id, running = std::weak_ptr(comparison), origin = originOf(*active, *shadow), told, numbers = std::move(numbers)] {
        std::vector<ReviewPart> parts;
        unlessOutOfMemory([&] { parts = store->read(id, numbers, told.discordant, origin); }, [] {});
        if (parts.size() < numbers.size())
            spdlog::warn("{}: of {} parts that wait for a person there is no picture any more", id, numbers.size() - parts.size());
        if (const auto now = running.lock())
            now->recallReviews(std::move(parts));
    });
}

void LocalEngine::saveComparisons()
{
    m_comparisonsSaved = m_parts.clock->now();
    std::vector<SavedComparison> all;
    std::vector<WaitingReviews> waiting;
    decltype(m_savedOpinions) opinions;
    for (const auto &s : m_stations) {
        const ModelHandle active = s->pipeline->active(), shadow = s->pipeline->shadow();
        const auto running = s->pipeline->comparison();
        if (!active || !shadow || !running)
            continue;
        auto [told, parts, recalling, coverage] = running->kept();
        if (told.parts == 0 || told.discordant.size() > kMostSavedDiscordant)
            continue;
        ReviewOrigin origin = originOf(*active, *shadow);
        if (origin.activeSha256.empty() || origin.shadowSha256.empty())
            continue;
        for (const ReviewPart &part : parts) {
            if (!part.opinions.empty())
                opinions.emplace_back(s->config.id, part.number, part.opinions);
        }
        all.push_back({s->config, active->id, shadow->id, origin.activeSha256, origin.shadowSha256, told, std::move(coverage)});
        if (m_parts.encodePng)
            waiting.push_back({s->config.id, std::move(origin), std::move(told.discordant), std::move(parts), recalling});
    }
    for (const SavedComparison &old : m_oldComparisons) {  // whose models are still loaded
        if (const Station *s = station(old.station.id); s && !s->pipeline->shadow())
            all.push_back(old);
    }
    if (!m_comparisonsUnsaved && all == m_savedComparisons && opinions == m_savedOpinions)
        return;
    m_comparisonsUnsaved = false;
    m_savedComparisons = all;
    m_savedOpinions = std::move(opinions);
    auto &thread = reviewThread();
    thread.post([this, store = m_reviewStore, file = m_parts.dataDir / kFile, all = std::move(all), waiting = std::move(waiting)] {
        Result<void> kept;
        unlessOutOfMemory([&] { kept = keepComparisons(*store, file, all, waiting); }, [&] { kept = Error{ErrorCode::OutOfMemory, "memory ran out on the way"}; });
        if (kept)
            return;
        spdlog::warn("what the comparisons have been told is not kept as a whole: {}", kept.error().detail);
        insist([&] {
            post([this] { m_comparisonsUnsaved = true; });  // tried again at the next look
        });
    });
}

}  // namespace lineside
