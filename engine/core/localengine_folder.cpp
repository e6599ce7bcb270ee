// SPDX-License-Identifier: GPL-3.0-or-later
// The watched folder: its files are offered one after the other, and what was offered is remembered.
#include "core/localengine.h"
#include "store/configfile.h"
#include "watch/offeredmarks.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace lineside {
namespace {

constexpr const char *kOfferedFile = "watched.json";
constexpr std::size_t kMaxRemembered = 2 * kMaxFolderEntries;

/// Whether the file was read as a whole; else there may be more of it later.
bool wasHad(const std::optional<Refusal> &refusal)
{
    return !refusal || (refusal->reason != RefusalReason::StillGrowing && refusal->reason != RefusalReason::Vanished);
}

}  // namespace

void LocalEngine::applyWatchedFolder(WatchedFolder folder, Done done, Actor actor)
{
    post([this, folder = std::move(folder), done = std::move(done), actor = std::move(actor)] {
        Config wanted = currentConfig();
        wanted.folder = folder;
        const std::string text = formatConfig(wanted);
        if (const auto check = parseConfig(text); !check)
            return done(check.error());
        m_configError.reset();
        record({0, {}, EventKind::FolderChanged, folder.station, {}, {}, folder.path, {}, {}, {}}, actor);
        watchFolder(folder);
        publish();
        writeConfig(text, done);
    });
}

void LocalEngine::watchFolder(const WatchedFolder &folder)
{
    // A server that does not answer holds the end of the thread that waits for it, not this one.
    if (m_watched.watch)
        m_closing->post([watch = std::shared_ptr<FolderWatch>(std::move(m_watched.watch))]() mutable { watch.reset(); });
    if (folder.path != m_watched.folder.path)
        m_watched.offered.clear();
    m_watched.folder = folder;
    m_watched.error.reset();
    const std::uint64_t number = ++m_watched.number;
    if (folder.path.empty())
        return;
    m_watched.watch = std::make_unique<FolderWatch>(
        folder.path, std::chrono::seconds(folder.pollSeconds), m_watched.offered,
        FolderWatcher::Events{[this, number](const std::filesystem::path &file, const FolderEntry &entry) {
                                  post([this, number, file, entry] { offerFromFolder(file, {number, entry.name, entry.mark}); });
                              },
                              [this, number](const std::optional<Error> &error) { post([this, number, error] { onFolderTrouble(number, error); }); }},
        *m_parts.clock);
}

void LocalEngine::watchFolderAtStart(const WatchedFolder &folder)
{
    if (folder.path.empty())
        return;
    m_watched.folder.path = folder.path;
    const auto text = readSmallFile(m_parts.dataDir / kOfferedFile, kMaxOfferedBytes);
    auto known = text ? parseOffered(*text) : Result<OfferedFrom>(text.error());
    if (known && known->folder == folder.path)
        m_watched.offered = std::move(known->marks);
    else if (!known && known.error().code != ErrorCode::NotFound)
        spdlog::warn("what was offered from the watched folder is not remembered: {}", known.error().detail);  // what the library has is known by its hash
    if (m_safeMode)
        m_watched.folder = folder;
    else
        watchFolder(folder);
}

void LocalEngine::offerFromFolder(const std::filesystem::path &file, FolderOffer offer)
{
    if (offer.watch != m_watched.number)
        return;
    // A station that is gone: the file is kept in the library, where nothing is lost.
    const StationId &wanted = m_watched.folder.station;
    auto candidate = newCandidate(file, station(wanted) ? std::optional(wanted) : std::nullopt);
    candidate->fromFolder = std::move(offer);
    startCandidate(candidate);
}

bool LocalEngine::finishFromFolder(const Candidate &candidate, const std::optional<Refusal> &refusal)
{
    const bool had = wasHad(refusal), known = candidate.snapshot().duplicate && !refusal;
    const FolderOffer &offer = *candidate.fromFolder;
    if (offer.watch == m_watched.number) {
        if (had) {
            if (m_watched.offered.size() >= kMaxRemembered)  // most are gone long since; one that is not is known by its hash after a restart
                m_watched.offered.erase(m_watched.offered.begin());
            m_watched.offered[offer.name] = offer.mark;
            m_recorder->replace({m_parts.dataDir / kOfferedFile}, formatOffered({m_watched.folder.path, m_watched.offered}), [](const Result<void> &written) {
                if (!written)
                    spdlog::warn("what was offered from the watched folder is not kept for the next start: {}", written.error().detail);
            });
        }
        m_watched.watch->onFinished(had);
    }
    return had && !known;
}

void LocalEngine::onFolderTrouble(std::uint64_t watch, const std::optional<Error> &error)
{
    if (watch != m_watched.number)
        return;
    m_watched.error = error;
    record({0, {}, error ? EventKind::FolderLost : EventKind::FolderBack, {}, {}, {}, m_watched.folder.path, {}, {}, error ? error->detail : std::string()});
    publish();
}

}  // namespace lineside
