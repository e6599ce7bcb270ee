// SPDX-License-Identifier: GPL-3.0-or-later
// What is remembered and what is shown: desired state, history, memory, snapshots.
#include "core/localengine.h"

#include "audit/checkpoint.h"
#include "audit/readhistory.h"
#include "base/utf8.h"
#include "core/jointcomparisons.h"
#include "core/recordanswers.h"
#include "core/wholecheck.h"
#include "model/signaturedecision.h"
#include "model/vetting.h"
#include "record/recordfile.h"
#include "store/historyline.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <fstream>
#include <utility>

namespace lineside {
namespace {

constexpr std::size_t kKeptEvents = 20000;
constexpr std::size_t kShownEvents = 200;
constexpr std::size_t kKeptSamples = 3600;
constexpr std::uint64_t kMaxStateBytes = 4 << 20;
constexpr std::streamoff kReadHistory = 16 << 20;  // bytes; the end of it, which is more than is kept

ModelSnapshot describe(const StoredModel &stored, const SigningKeys &keys)
{
    ModelSnapshot m;
    m.id = stored.id;
    m.stateSince = stored.importedAt;
    m.format = stored.format;
    m.family = stored.family;
    m.labels = stored.labels;
    m.layout = stored.layout;
    m.inputWidth = stored.inputWidth;
    m.inputHeight = stored.inputHeight;
    m.parameters = stored.parameters;
    m.fileBytes = stored.bytes;
    m.sha256 = stored.sha256;
    m.originalName = stored.originalName;
    m.importedAt = stored.importedAt;
    m.signature = standing(stored.signature, keys);
    return m;
}

}  // namespace

DesiredState LocalEngine::readDesired(bool *firstStart)
{
    const auto read = [](const std::filesystem::path &file) -> Result<DesiredState> {
        const auto text = readSmallFile(file, kMaxStateBytes);
        return text ? parseDesiredState(*text) : text.error();
    };
    const std::filesystem::path file = m_parts.dataDir / "state.json";
    auto state = read(file);
    if (state)
        return std::move(*state);
    const bool missing = state.error().code == ErrorCode::NotFound;
    if (!missing) {
        // Set aside, not overwritten: whoever looks into it by hand can still see what it says.
        std::error_code ignored;
        std::filesystem::rename(file, m_parts.dataDir / "state.damaged.json", ignored);
        record({0, {}, EventKind::NotRead, {}, {}, {}, "state.json", {}, {}, state.error().detail});
    }
    if (auto copy = read(m_parts.dataDir / "state.copy.json")) {
        m_recorder->saveState(formatDesiredState(*copy), [](const Result<void> &) {});
        return std::move(*copy);
    }
    *firstStart = missing;
    return {};
}

void LocalEngine::tellUnfinished(const DesiredState &state)
{
    std::map<StationId, HistoryEvent> newest;
    for (const HistoryEvent &e : m_events) {
        if (e.kind == EventKind::Promoted || e.kind == EventKind::RolledBack || e.kind == EventKind::SetBack || e.kind == EventKind::Unfinished)
            newest[e.station] = e;
    }
    for (const auto &[id, desired] : state) {
        const auto change = newest.find(id);
        if (change == newest.end() || change->second.kind == EventKind::Unfinished)
            continue;
        if (change->second.to != desired.active && change->second.from == desired.active)
            record({0, {}, EventKind::Unfinished, id, desired.active, change->second.to, {}, {}, {}, {}});
    }
}

void LocalEngine::saveDesired(Done done)
{
    dropUnwanted();
    DesiredState state = m_absent;
    for (const auto &s : m_stations)
        state[s->config.id] = s->desired;
    m_recorder->saveState(formatDesiredState(state), [this, done = std::move(done)](const Result<void> &) {
        if (done)
            post([done] { done({}); });
    });
}

void LocalEngine::onSaveTrouble(const std::optional<Error> &error, std::uint64_t givenUp)
{
    if (error)
        m_saveTrouble = RecordTrouble{m_saveTrouble ? m_saveTrouble->since : m_parts.clock->wallNow(), *error};
    else
        m_saveTrouble.reset();
    record({0, {}, error ? EventKind::NotSaved : EventKind::SavedAgain, {}, {}, {}, {}, {}, {}, error ? error->detail : givenUp > 0 ? std::to_string(givenUp) : std::string()});
    publish();
}

void LocalEngine::onRecordTrouble(const std::optional<RecordTrouble> &trouble)
{
    m_recordTrouble = trouble;
    record({0, {}, trouble ? EventKind::RecordGap : EventKind::RecordAgain, {}, {}, {}, {}, {}, {}, trouble ? trouble->error.detail : std::string()});
    publish();
}

void LocalEngine::onSealTrouble(const std::optional<RecordTrouble> &trouble)
{
    m_sealTrouble = trouble;
    if (trouble)  // that it is over say the seals
        record({0, {}, EventKind::NotSealed, {}, {}, {}, {}, {}, {}, trouble->error.detail});
    publish();
}

void LocalEngine::readHistory()
{
    std::ifstream stream(m_parts.dataDir / "history.jsonl");
    std::string line;
    stream.seekg(0, std::ios::end);
    const std::streamoff size = stream.tellg();
    stream.seekg(std::max<std::streamoff>(0, size - kReadHistory));
    if (size > kReadHistory)
        std::getline(stream, line);  // begins somewhere before
    std::vector<HistoryEvent> events;
    while (std::getline(stream, line)) {
        if (line.size() > audit::kMaxLineBytes || audit::isCheckpointLine(line))
            continue;
        auto event = parseHistoryLine(line);
        if (!event) {  // torn by a power cut, or damaged since
            spdlog::warn("a line of the history is not believed: {}", event.error().detail);
            continue;
        }
        audit::addHistoryEvent(events, std::move(*event));
        if (events.size() > 2 * kKeptEvents)
            events.erase(events.begin(), events.begin() + kKeptEvents);
    }
    for (const HistoryEvent &event : events)
        noteHealth(event);
    if (!events.empty())
        m_nextEvent = events.back().sequence + 1;
    const std::lock_guard lock(m_mutex);
    m_events = std::move(events);
}

void LocalEngine::noteHealth(const HistoryEvent &event)
{
    if (event.kind == EventKind::Removed && event.from)
        m_takenBack.erase(*event.from);
    if (!event.health)
        return;
    if (event.kind == EventKind::ModelFailed && event.from)
        m_takenBack[*event.from] = {event.station, event.at, *event.health};
    else if (event.kind == EventKind::Promoted && event.to && event.health->health == Health::Healthy)
        m_takenBack.erase(*event.to);
}

bool LocalEngine::completeChange(const StationId &id, const std::optional<ModelId> &from, const std::optional<ModelId> &to,
                                 const std::function<bool(HistoryEvent &)> &complete)
{
    const std::lock_guard lock(m_mutex);
    const auto isIt = [&](const HistoryEvent &e) {
        return (e.kind == EventKind::Promoted || e.kind == EventKind::RolledBack) && e.station == id && e.from == from && e.to == to;
    };
    const auto event = std::find_if(m_events.rbegin(), m_events.rend(), isIt);
    if (event == m_events.rend() || !complete(*event))
        return false;
    noteHealth(*event);
    m_recorder->append(*event);
    return true;
}

void LocalEngine::record(HistoryEvent event, const Actor &actor)
{
    event.by = actor.name;
    event.role = actor.role;
    record(std::move(event));
}

void LocalEngine::notePeople(std::string detail)
{
    post([this, detail = std::move(detail)] {
        record({0, {}, EventKind::PeopleChanged, {}, {}, {}, {}, {}, {}, detail});
        publish();
    });
}

void LocalEngine::record(HistoryEvent event)
{
    event.by.resize(wholeCharacters(event.by, PromotionNote::kMaxBy));
    event.sequence = m_nextEvent++;
    event.at = std::chrono::system_clock::now();
    if (event.kind == EventKind::Imported || event.kind == EventKind::Offered || event.kind == EventKind::Promoted) {
        if (const auto stored = event.to ? m_store.find(*event.to) : std::nullopt)
            event.signature = standing(stored->signature, signingKeys());
    }
    noteHealth(event);
    m_recorder->append(event);
    const std::lock_guard lock(m_mutex);
    m_events.push_back(std::move(event));
    if (m_events.size() > kKeptEvents + 1000)
        m_events.erase(m_events.begin(), m_events.begin() + 1000);
}

void LocalEngine::publish()
{
    auto structure = std::make_shared<EngineSnapshot>();
    structure->revision = ++m_revision;
    structure->computeDevice = m_parts.computeDevice;
    structure->cpuThreads = m_parts.cpuThreads;
    structure->acceleration = m_parts.acceleration;
    structure->configFile = m_parts.configFile.string();
    structure->configError = m_configError;
    structure->saveTrouble = m_saveTrouble;
    structure->recordTrouble = m_recordTrouble;
    structure->sealTrouble = m_sealTrouble;
    structure->safeMode = m_safeMode;
    structure->signingKeys = signingKeys();
    structure->vetting = vetting();
    structure->loading = {m_loads.policy(), {}, m_waitingLoads, m_loads.lastHour(m_parts.clock->now())};
    structure->watchedFolder = m_watched.folder;
    structure->recording = m_recording.value_or(m_parts.recording);
    structure->records = m_parts.recordVerdicts;
    structure->canaryPlans = m_canaryPlans;
    structure->watchError = m_watched.error;
    std::map<ModelId, ModelSnapshot> models;
    for (const StoredModel &stored : m_store.list())
        models.emplace(stored.id, describe(stored, structure->signingKeys));
    for (auto &[id, model] : models) {
        if (const auto since = m_stateSince.find(id); since != m_stateSince.end())
            model.stateSince = since->second;
        if (const auto taken = m_takenBack.find(id); taken != m_takenBack.end())
            model.takenBack = taken->second;
        const auto resident = m_resident.find(id);
        if (const ModelHandle handle = resident == m_resident.end() ? nullptr : resident->second.lock()) {
            model.state = ModelState::Ready;
            model.executor = handle->choice;
            model.memoryBytes = handle->memoryBytes;
        } else if (m_loading.contains(id)) {
            model.state = ModelState::Loading;
        } else if (m_damaged.contains(id)) {
            model.state = ModelState::Damaged;
        }
    }
    for (const auto &s : m_stations) {
        StationSnapshot shown;
        shown.config = s->config;
        shown.source = s->sourceStatus;
        shown.active = s->desired.active;
        shown.previous = s->desired.previous;
        shown.shadow = s->desired.shadow;
        shown.proven = s->desired.proven;
        shown.lot = s->desired.lot;
        shown.offered = s->offered || s->offeredPauses ? s->desired.offered : std::nullopt;
        shown.offeredPauses = s->offeredPauses;
        shown.pausing = s->pause.has_value();
        if (const auto golden = goldenOf(s->config.id))
            shown.goldenFrames = static_cast<int>(golden->frames().size());
        if (const auto needs = s->desired.previous && !s->previous ? m_needs.find(*s->desired.previous) : m_needs.end();
            needs != m_needs.end() && m_loads.policy().memory == MemoryPolicy::MemoryFirst) {
            if (const auto refusal = checkMemory(needs->second, freeMemory(), 0))
                shown.previousPauses = pauseFor(*s, needs->second, *refusal);
        }
        shown.activeSince = s->activeSince;
        for (const auto &[id, candidate] : m_candidates) {
            const CandidateSnapshot c = candidate->snapshot();
            if (c.station == s->config.id && !c.finished)
                shown.candidate = id;
        }
        const auto note = [&](const std::optional<ModelId> &id, std::vector<StationId> ModelSnapshot::*where) {
            if (const auto it = id ? models.find(*id) : models.end(); it != models.end())
                (it->second.*where).push_back(s->config.id);
        };
        note(s->desired.active, &ModelSnapshot::activeAt);
        note(s->desired.previous, &ModelSnapshot::previousAt);
        note(s->desired.shadow, &ModelSnapshot::shadowAt);
        note(shown.offered, &ModelSnapshot::offeredAt);
        structure->stations.push_back(std::move(shown));
    }
    for (auto &[id, model] : models)
        structure->models.push_back(std::move(model));
    std::vector<std::shared_ptr<Candidate>> candidates;
    for (const auto &[id, candidate] : m_candidates)
        candidates.push_back(candidate);

    const std::lock_guard lock(m_mutex);
    const std::size_t shownEvents = std::min(kShownEvents, m_events.size());
    structure->recent.assign(m_events.end() - static_cast<std::ptrdiff_t>(shownEvents), m_events.end());
    m_structure = std::move(structure);
    m_shownCandidates = std::move(candidates);
}

EngineSnapshotPtr LocalEngine::snapshot() const
{
    std::shared_ptr<const EngineSnapshot> structure;  // copied outside the lock: it never changes
    std::map<StationId, std::shared_ptr<InspectionPipeline>> feeds;
    std::vector<std::shared_ptr<Candidate>> candidates;
    std::optional<double> busy;
    std::shared_ptr<const CanarySnapshot> canary;
    {
        const std::lock_guard lock(m_mutex);
        busy = m_busy.mean();
        canary = m_shownCanary;
        structure = m_structure;
        feeds = m_feeds;
        candidates = m_shownCandidates;
    }
    auto whole = std::make_shared<EngineSnapshot>(*structure);
    whole->loading.busy = busy;
    whole->canary = std::move(canary);
    for (StationSnapshot &s : whole->stations) {
        if (const auto feed = feeds.find(s.config.id); feed != feeds.end())
            feed->second->fill(s);
    }
    std::vector<RunningComparison> running;
    for (StationSnapshot &s : whole->stations) {
        if (s.comparison && s.active && s.shadow)
            running.push_back({&s.config, *s.active, *s.shadow, &*s.comparison});
    }
    takeTogether(running);
    for (const auto &candidate : candidates)
        whole->candidates.push_back(candidate->snapshot());
    return whole;
}

FrameFeedPtr LocalEngine::feed(const StationId &stationId) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_feeds.find(stationId);
    return it == m_feeds.end() ? nullptr : it->second;
}

void LocalEngine::sampleMemory()
{
    const MemoryInfo info = m_parts.memory();
    MemorySample sample;
    sample.at = std::chrono::system_clock::now();
    sample.processResident = info.processResident;
    sample.systemAvailable = info.systemAvailable;
    sample.systemTotal = info.systemTotal;
    if (m_parts.deviceMemory)
        sample.devices = m_parts.deviceMemory();
    const std::lock_guard lock(m_mutex);
    for (const ModelSnapshot &m : m_structure->models) {
        if (m.state == ModelState::Ready)
            sample.models.push_back({m.id, m.memoryBytes, m.executor.device});
    }
    m_memory.push_back(std::move(sample));
    if (m_memory.size() > kKeptSamples)
        m_memory.erase(m_memory.begin());
}

std::vector<MemorySample> LocalEngine::memoryHistory() const
{
    const std::lock_guard lock(m_mutex);
    return m_memory;
}

void LocalEngine::verifyHistory(std::function<void(Result<AuditReport>)> done)
{
    m_checker->post([this, done = std::move(done)] {
        const Result<AuditReport> report = checkHistoryAndRecord(m_parts.dataDir, {{}, {}, [alive = m_alive] { return alive->load(); }, {}});
        post([done, report] { done(report); });
    });
}

void LocalEngine::askRecord(RecordQuestion question, std::function<void(Result<RecordAnswer>)> done)
{
    m_reader->post([this, question = std::move(question), done = std::move(done)] {
        const Result<RecordAnswer> answer = *m_alive ? answerFromRecord(recordFileOf(m_parts.dataDir), question) : Result<RecordAnswer>(Error{ErrorCode::Cancelled, {}});
        post([done, answer] { done(answer); });
    });
}

std::string LocalEngine::historyJson(const std::vector<HistoryEvent> &events) const
{
    return lineside::historyJson(events);
}

void LocalEngine::noteSeals()
{
    std::vector<StationSeal> seals;
    {
        const std::lock_guard lock(m_mutex);
        seals.swap(m_newSeals);
    }
    for (StationSeal &s : seals) {
        HistoryEvent event;
        event.kind = EventKind::RecordSealed;
        event.station = std::move(s.station);
        event.seal = std::move(s.seal);
        record(std::move(event));
    }
}

std::vector<HistoryEvent> LocalEngine::history(std::size_t limit) const
{
    const std::lock_guard lock(m_mutex);
    const std::size_t count = std::min(limit, m_events.size());
    std::vector<HistoryEvent> newestFirst(m_events.end() - static_cast<std::ptrdiff_t>(count), m_events.end());
    std::reverse(newestFirst.begin(), newestFirst.end());
    return newestFirst;
}

}  // namespace lineside
