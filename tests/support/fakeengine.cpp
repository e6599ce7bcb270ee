// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeengine.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace lineside::test {

FakeEngine::FakeEngine()
{
    deliver = [](std::function<void()> work) {
        QMetaObject::invokeMethod(QCoreApplication::instance(), std::move(work), Qt::QueuedConnection);
    };
    state.computeDevice = "CPU";
    state.cpuThreads = 2;
    state.acceleration = Acceleration::NoDevice;
    publish();
}

FakeEngine::~FakeEngine() = default;

void FakeEngine::publish(bool structural)
{
    if (structural)
        ++m_revision;
    state.revision = m_revision;
    const std::size_t recent = std::min<std::size_t>(events.size(), 200);
    state.recent.assign(events.end() - static_cast<std::ptrdiff_t>(recent), events.end());
    refreshUses();
    auto copy = std::make_shared<const EngineSnapshot>(state);
    const std::lock_guard lock(m_mutex);
    m_published = std::move(copy);
}

StationSnapshot &FakeEngine::addStation(const std::string &id, const std::string &name)
{
    StationSnapshot s;
    s.config.promotion = PromotionPolicy::Nothing;
    s.config.id = id;
    s.config.name = name;
    s.config.contract.labels = {"Bottle", "Cap", "Label"};
    s.source.state = SourceState::Running;
    s.source.since = std::chrono::system_clock::now();
    s.source.width = 1280;
    s.source.height = 720;
    s.cameraFps = 30;
    const std::lock_guard lock(m_mutex);
    m_feeds[id] = std::make_shared<FakeFeed>();
    state.stations.push_back(std::move(s));
    return state.stations.back();
}

ModelSnapshot &FakeEngine::addModel(const ModelId &id, const Labels &labels)
{
    ModelSnapshot m;
    m.id = id;
    m.labels = labels;
    m.format = "pt";
    m.family = "yolov8";
    m.inputWidth = m.inputHeight = 640;
    m.parameters = 3'010'000;
    m.fileBytes = 6'200'000;
    m.sha256 = std::string(64, 'a');
    m.originalName = id.text() + ".pt";
    m.state = ModelState::Ready;
    m.stateSince = m.importedAt = std::chrono::system_clock::now();
    m.executor = {"openvino", "CPU", "bf16", true, 12.4, 20.1};
    m.memoryBytes = 62'000'000;
    state.models.push_back(std::move(m));
    return state.models.back();
}

StationSnapshot &FakeEngine::station(const std::string &id)
{
    for (StationSnapshot &s : state.stations)
        if (s.config.id == id)
            return s;
    throw std::logic_error("no station " + id);
}

CandidateSnapshot &FakeEngine::candidate(CandidateId id)
{
    for (CandidateSnapshot &c : state.candidates)
        if (c.id == id)
            return c;
    throw std::logic_error("no such candidate");
}

FakeFeed &FakeEngine::feedOf(const std::string &id)
{
    const std::lock_guard lock(m_mutex);
    return *m_feeds.at(id);
}

void FakeEngine::addEvent(HistoryEvent event)
{
    event.sequence = events.size() + 1;
    if (event.at == WallTime{})
        event.at = std::chrono::system_clock::now();
    events.push_back(std::move(event));
}

std::size_t FakeEngine::callsStartingWith(const std::string &prefix) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(calls, [&](const std::string &call) { return call.starts_with(prefix); }));
}

bool FakeEngine::knows(const StationId &id) const
{
    return std::ranges::any_of(state.stations, [&](const StationSnapshot &s) { return s.config.id == id; });
}

void FakeEngine::answer(Done done, Result<void> result)
{
    if (done)
        deliver([done = std::move(done), result = std::move(result)] { done(result); });
}

CandidateId FakeEngine::offerFile(const std::filesystem::path &file, std::optional<StationId> station, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("offerFile " + file.filename().string());
    offers.emplace_back(file.string(), station.value_or(""));
    CandidateSnapshot c;
    c.id = m_nextCandidate++;
    c.fileName = file.filename().string();
    std::error_code ignored;
    c.fileBytes = std::filesystem::is_regular_file(file, ignored) ? std::filesystem::file_size(file, ignored) : 0;
    c.station = station;
    for (StationSnapshot &s : state.stations)
        if (s.config.id == station)
            s.candidate = c.id;
    state.candidates.push_back(c);
    publish();
    return c.id;
}

void FakeEngine::advanceCandidates(double share)
{
    for (CandidateSnapshot &c : state.candidates) {
        if (c.finished)
            continue;
        c.progress += share;
        if (c.progress < 1)
            continue;
        c.progress = 0;
        c.step = static_cast<CandidateStep>(static_cast<int>(c.step) + 1);
        if (c.step != CandidateStep::Done)
            continue;
        c.finished = true;
        c.model = ModelId{"line", m_nextVersion++};
        addModel(*c.model);
        HistoryEvent imported;
        imported.kind = EventKind::Imported;
        imported.to = c.model;
        imported.file = c.fileName;
        addEvent(imported);
        if (c.station) {
            StationSnapshot &s = station(*c.station);
            s.candidate.reset();
            s.offered = c.model;
        }
    }
    publish();
}

void FakeEngine::cancelCandidate(CandidateId id)
{
    calls.push_back("cancelCandidate " + std::to_string(id));
    for (CandidateSnapshot &c : state.candidates) {
        if (c.id != id || c.finished)
            continue;
        c.finished = true;
        c.refusal = Refusal{RefusalReason::Cancelled, {}, {}, {}};
    }
    for (StationSnapshot &s : state.stations)
        if (s.candidate == id)
            s.candidate.reset();
    publish();
}

void FakeEngine::dismissCandidate(CandidateId id)
{
    calls.push_back("dismissCandidate " + std::to_string(id));
    std::erase_if(state.candidates, [id](const CandidateSnapshot &c) { return c.id == id; });
    publish();
}

void FakeEngine::offerModel(const StationId &id, const ModelId &model, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("offerModel " + id + " " + model.text());
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    station(id).offered = model;
    publish();
    answer(std::move(done), {});
}

void FakeEngine::withdrawOffer(const StationId &id, Done done)
{
    calls.push_back("withdrawOffer " + id);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    station(id).offered.reset();
    publish();
    answer(std::move(done), {});
}

void FakeEngine::swap(StationSnapshot &s, const ModelId &to, bool rollBack)
{
    SwapRecord record;
    record.from = s.active.value_or(ModelId{});
    record.to = to;
    record.rollBack = rollBack;
    record.at = std::chrono::system_clock::now();
    record.firstVerdictMs = 31.5;
    record.framesDuring = 1802;
    s.previous = s.active;
    s.active = to;
    if (s.offered == to)
        s.offered.reset();
    s.activeSince = record.at;
    s.lastSwap = record;
    HistoryEvent event;
    event.at = record.at;
    event.kind = rollBack ? EventKind::RolledBack : EventKind::Promoted;
    event.station = s.config.id;
    if (s.previous)
        event.from = s.previous;
    event.to = to;
    event.swap = record;
    addEvent(event);
}

void FakeEngine::promote(const StationId &id, const ModelId &model, Done done, PromotionNote note)
{
    calls.push_back("promote " + id + " " + model.text());
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    swap(station(id), model, false);
    events.back().detail = std::move(note.reason);
    events.back().by = std::move(note.by);
    events.back().role = note.role;
    events.back().signedBy = std::move(note.signature);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::rollBack(const StationId &id, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("rollBack " + id);
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    StationSnapshot &s = station(id);
    if (!s.previous)
        return answer(std::move(done), Error{ErrorCode::NotFound, "no model before this one"});
    swap(s, ModelId(*s.previous), true);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::setShadow(const StationId &id, std::optional<ModelId> model, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("setShadow " + id + " " + (model ? model->text() : "none"));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    station(id).shadow = model;
    publish();
    answer(std::move(done), {});
}

void FakeEngine::review(const StationId &id, std::uint64_t part, Truth truth, Done done, std::string by)
{
    static constexpr const char *kWords[] = {"unknown", "good", "defective", "even"};
    calls.push_back("review " + id + " " + std::to_string(part) + " " + kWords[static_cast<int>(truth)] + (by.empty() ? "" : " by " + by));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id) || !feedOf(id).answer(part, truth, by, static_cast<std::size_t>(station(id).config.reviewers)))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    publish();
    answer(std::move(done), {});
}

void FakeEngine::keepGolden(const StationId &id, std::uint64_t part, Done done, Actor actor)
{
    calls.push_back("keepGolden " + id + " " + std::to_string(part) + (actor.name.empty() ? "" : " by " + actor.name));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    const std::vector<ReviewPart> parts = knows(id) ? feedOf(id).reviews() : std::vector<ReviewPart>();
    const auto found = std::ranges::find(parts, part, &ReviewPart::number);
    if (found == parts.end())
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    if (found->truth != Truth::Good && found->truth != Truth::Defective)
        return answer(std::move(done), Error{ErrorCode::NotReady, "nobody has said what it is"});
    GoldenFrame frame;
    frame.id = ++m_lastGolden;
    frame.expected = found->truth == Truth::Good ? Verdict::Pass : Verdict::Fail;
    frame.label = found->label;
    frame.by = actor.name;
    frame.at = std::chrono::system_clock::now();
    frame.width = 64;
    frame.height = 36;
    frame.sha256 = std::string(64, 'a');
    golden[id].push_back(std::move(frame));
    station(id).goldenFrames = static_cast<int>(golden[id].size());
    publish();
    answer(std::move(done), {});
}

void FakeEngine::dropGolden(const StationId &id, std::uint64_t frame, Done done, Actor actor)
{
    calls.push_back("dropGolden " + id + " " + std::to_string(frame) + (actor.name.empty() ? "" : " by " + actor.name));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id) || std::erase_if(golden[id], [frame](const GoldenFrame &g) { return g.id == frame; }) == 0)
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    station(id).goldenFrames = static_cast<int>(golden[id].size());
    publish();
    answer(std::move(done), {});
}

std::vector<GoldenFrame> FakeEngine::goldenFrames(const StationId &id) const
{
    const auto here = golden.find(id);
    return here == golden.end() ? std::vector<GoldenFrame>() : here->second;
}

void FakeEngine::goldenPicture(const StationId &id, std::uint64_t frame, std::function<void(Result<FramePtr>)> done)
{
    const std::vector<GoldenFrame> frames = goldenFrames(id);
    const auto known = std::ranges::find(frames, frame, &GoldenFrame::id);
    Result<FramePtr> picture = Error{known == frames.end() ? ErrorCode::NotFound : ErrorCode::InvalidInput, id};
    if (known != frames.end() && known->sha256 != "damaged")
        picture = makeFrame(frame, 64, 36, 0x808080, {});
    deliver([done = std::move(done), picture] { done(picture); });
}

void FakeEngine::setLot(const StationId &id, std::string lot, Done done, Actor)
{
    calls.push_back("setLot " + id + " " + lot);
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    station(id).lot = std::move(lot);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applyRecording(RecordingPolicy policy, Done done, Actor)
{
    calls.push_back("applyRecording " + std::to_string(policy.days));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    state.recording = policy;
    publish();
    answer(std::move(done), {});
}

void FakeEngine::removeModel(const ModelId &model, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("removeModel " + model.text());
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    std::erase_if(state.models, [&](const ModelSnapshot &m) { return m.id == model; });
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applyStations(std::vector<StationConfig> stations, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("applyStations " + std::to_string(stations.size()));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    appliedStations = stations;
    std::vector<StationSnapshot> kept;
    kept.swap(state.stations);
    for (StationConfig &config : stations) {
        const auto it = std::ranges::find(kept, config.id, [](const StationSnapshot &s) { return s.config.id; });
        if (it != kept.end())
            state.stations.push_back(*it);
        else
            addStation(config.id, config.name).source.state = SourceState::Connecting;
        state.stations.back().config = std::move(config);
    }
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applySigningKeys(SigningKeys keys, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("applySigningKeys " + std::to_string(keys.trusted.size()) + " " + std::to_string(keys.revoked.size()));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    for (std::vector<SigningKey> *list : {&keys.trusted, &keys.revoked})
        for (SigningKey &key : *list)
            key.id = key.id.empty() ? "00000000" + key.key.substr(0, 8) : key.id;
    state.signingKeys = std::move(keys);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applyVetting(VettingPolicy policy, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back(std::string("applyVetting ") + (policy.onlySandboxed ? "only sandboxed" : "anywhere"));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    state.vetting = policy;
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applyWatchedFolder(WatchedFolder folder, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("applyWatchedFolder " + folder.path + " " + folder.station + " " + std::to_string(folder.pollSeconds));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    state.watchedFolder = std::move(folder);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applyLoading(LoadingPolicy policy, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("applyLoading " + std::to_string(policy.busyPercent) + " " + std::to_string(policy.busyWaitSeconds) + " " + std::to_string(policy.perMinute) + " "
                    + std::to_string(policy.windowWaitMinutes));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    state.loading.policy = policy;
    publish();
    answer(std::move(done), {});
}

void FakeEngine::loadNow(LoadId load, std::string reason, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("loadNow " + std::to_string(load) + " " + reason);
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    std::erase_if(state.loading.waiting, [load](const WaitingLoad &w) { return w.id == load; });
    publish();
    answer(std::move(done), {});
}

void FakeEngine::applyCanaryPlans(std::vector<CanaryPlan> plans, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    std::string names;
    for (const CanaryPlan &plan : plans)
        names += " " + plan.name;
    calls.push_back("applyCanaryPlans" + names);
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    state.canaryPlans = std::move(plans);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::startCanary(CanaryPlan plan, const ModelId &model, PromotionNote note, Done done)
{
    calls.push_back("startCanary " + plan.name + " " + model.text() + " " + note.by + ": " + note.reason);
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    CanarySnapshot canary;
    for (std::size_t step = 0; step < planCheck.steps.size(); ++step) {
        for (const StationId &id : planCheck.steps[step])
            canary.progress.stations.push_back({id, station(id).active.value_or(ModelId{}), static_cast<int>(step), 0, 0});
    }
    canary.progress.plan = std::move(plan);
    canary.progress.model = model;
    canary.progress.by = std::move(note.by);
    state.canary = std::make_shared<const CanarySnapshot>(std::move(canary));
    publish();
    answer(std::move(done), {});
}

void FakeEngine::steerCanary(CanaryHand hand, Done done, Actor actor)
{
    static constexpr const char *kWords[] = {"none", "approve", "pause", "resume", "abort"};
    calls.push_back(std::string("steerCanary ") + kWords[static_cast<int>(hand)] + " " + actor.name);
    actors.push_back(std::move(actor));
    answer(std::move(done), refuseWith ? Result<void>(*refuseWith) : Result<void>());
}

void FakeEngine::reviewReject(std::uint64_t number, Truth truth, Done done, Actor actor)
{
    static constexpr const char *kWords[] = {"unknown", "good", "defective", "even"};
    calls.push_back("reviewReject " + std::to_string(number) + " " + kWords[static_cast<int>(truth)] + (actor.name.empty() ? "" : " by " + actor.name));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    const auto found = std::ranges::find(rejects, number, &RejectReview::number);
    if (found == rejects.end())
        return answer(std::move(done), Error{ErrorCode::NotFound, std::to_string(number)});
    found->truth = truth;
    found->by = std::move(actor.name);
    answer(std::move(done), {});
}

void FakeEngine::leaveSafeMode(Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("leaveSafeMode");
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    state.safeMode.reset();
    publish();
    answer(std::move(done), {});
}

void FakeEngine::retrySource(const StationId &station)
{
    calls.push_back("retrySource " + station);
}

void FakeEngine::testSource(const SourceConfig &source, std::function<void(Result<SourceTest>)> done)
{
    calls.push_back("testSource " + source.location);
    if (refuseWith)
        deliver([done, error = *refuseWith] { done(error); });
    else
        deliver([done, test = sourceTest] { done(test); });
}

void FakeEngine::storeCredential(const std::string &credential, const std::string &user, const std::string &, Done done)
{
    calls.push_back("storeCredential " + credential + " " + user);
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    answer(std::move(done), {});
}

void FakeEngine::compareOffline(OfflineRequest request, Done done)
{
    calls.push_back("compareOffline " + request.a.text() + " " + request.b.text() + " " + request.input.string());
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (const OfflineJobPtr now = offlineJob(); now && now->running())
        return answer(std::move(done), Error{ErrorCode::Busy, now->request.input.string()});
    offlineRequests.push_back(request);
    auto job = std::make_shared<OfflineJob>();
    job->number = offlineRequests.size();
    job->request = std::move(request);
    setOffline(std::move(job));
    answer(std::move(done), {});
}

void FakeEngine::reviewOffline(std::uint64_t number, std::size_t index, Truth truth, Done done, Actor actor)
{
    static constexpr const char *kWords[] = {"unknown", "good", "defective", "even"};
    calls.push_back("reviewOffline " + std::to_string(number) + " " + std::to_string(index) + " " + kWords[static_cast<int>(truth)] + (actor.name.empty() ? "" : " by " + actor.name));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    const OfflineJobPtr last = offlineJob();
    if (!last || last->number != number || !last->report || index >= last->report->disagreements.size())
        return answer(std::move(done), Error{ErrorCode::NotFound, std::to_string(index)});
    auto report = std::make_shared<OfflineReport>(*last->report);
    report->disagreements[index].review = truth;
    report->disagreements[index].reviewedBy = std::move(actor.name);
    auto job = std::make_shared<OfflineJob>(*last);
    job->report = std::move(report);
    setOffline(std::move(job));
    answer(std::move(done), {});
}

void FakeEngine::cancelOffline()
{
    calls.push_back("cancelOffline");
    if (const OfflineJobPtr now = offlineJob(); now && now->running()) {
        auto job = std::make_shared<OfflineJob>(*now);
        job->progress.cancelling = true;
        setOffline(std::move(job));
    }
}

OfflineJobPtr FakeEngine::offlineJob() const
{
    const std::lock_guard lock(m_mutex);
    return m_offline;
}

void FakeEngine::setOffline(OfflineJobPtr job)
{
    const std::lock_guard lock(m_mutex);
    m_offline = std::move(job);
}

EngineSnapshotPtr FakeEngine::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_published;
}

FrameFeedPtr FakeEngine::feed(const StationId &station) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_feeds.find(station);
    return it == m_feeds.end() ? nullptr : it->second;
}

std::vector<HistoryEvent> FakeEngine::history(std::size_t limit) const
{
    std::vector<HistoryEvent> newestFirst(events.rbegin(), events.rend());
    if (newestFirst.size() > limit)
        newestFirst.resize(limit);
    return newestFirst;
}

void FakeEngine::refreshUses()
{
    for (ModelSnapshot &m : state.models) {
        m.activeAt.clear(), m.shadowAt.clear(), m.previousAt.clear(), m.offeredAt.clear();
        for (const StationSnapshot &s : state.stations) {
            if (s.active == m.id)
                m.activeAt.push_back(s.config.id);
            if (s.shadow == m.id)
                m.shadowAt.push_back(s.config.id);
            if (s.previous == m.id)
                m.previousAt.push_back(s.config.id);
            if (s.offered == m.id)
                m.offeredAt.push_back(s.config.id);
        }
    }
}

FramePtr makeFrame(std::uint64_t sequence, int width, int height, std::uint32_t rgb, SteadyTime capturedAt)
{
    auto frame = std::make_shared<Frame>();
    frame->sequence = sequence;
    frame->capturedAt = capturedAt;
    frame->image.resize(width, height);
    auto *pixel = reinterpret_cast<std::uint32_t *>(frame->image.view().pixels);
    std::fill_n(pixel, static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xFF000000U | rgb);
    return frame;
}

JudgedFramePtr makeJudged(FramePtr frame, const std::string &boxes, const ModelId &model, Verdict verdict)
{
    auto judged = std::make_shared<JudgedFrame>();
    // One set for all frames, as a detector has one; another only where a name is not in it.
    static const auto usual = std::make_shared<const Labels>(Labels{"Bottle", "Cap", "Label"});
    std::shared_ptr<const Labels> labels = usual;
    std::istringstream lines(boxes);
    for (std::string line; std::getline(lines, line);) {
        char name[64];
        float score = 0, x = 0, y = 0, w = 0, h = 0;
        if (std::sscanf(line.c_str(), "%63s %f @%f,%f %fx%f", name, &score, &x, &y, &w, &h) != 6)
            continue;
        auto it = std::ranges::find(*labels, std::string(name));
        if (it == labels->end()) {
            auto more = std::make_shared<Labels>(*labels);
            more->emplace_back(name);
            labels = std::move(more);
            it = std::prev(labels->end());
        }
        judged->detections.items.push_back({{x, y, x + w, y + h}, score, static_cast<int>(it - labels->begin())});
    }
    judged->detections.labels = std::move(labels);
    judged->judgement = {verdict, VerdictReason::None, {}, model};
    judged->judgedAt = frame ? frame->capturedAt + std::chrono::milliseconds(20) : SteadyTime{};
    judged->frame = std::move(frame);
    return judged;
}

}  // namespace lineside::test
