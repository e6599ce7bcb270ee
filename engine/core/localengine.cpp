// SPDX-License-Identifier: GPL-3.0-or-later
// Start and end, stations, and the switch of models.
#include "core/localengine.h"

#include "core/errorof.h"
#include "pipeline/sourcetest.h"
#include "store/configfile.h"
#include "store/historyline.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <thread>
#include <utility>

namespace lineside {
namespace {

constexpr std::uint64_t kMaxConfigBytes = 4 << 20;

}  // namespace

LocalEngine::LocalEngine(EngineParts parts, TaskRunner &engineThread)
    : m_parts(std::move(parts)), m_engineThread(engineThread), m_store(m_parts.dataDir),
      m_structure(std::make_shared<const EngineSnapshot>())
{
    m_loaderThread = std::make_shared<ThreadTaskRunner>("loader", AtStop::DropWaiting, ThreadPriority::Low);
    m_recorder = std::make_unique<Recorder>(m_parts.dataDir, [this](const std::optional<Error> &error) { post([this, error] { onSaveTrouble(error); }); });
    m_tests = std::make_unique<ThreadTaskRunner>("source-test", AtStop::DropWaiting);
}

LocalEngine::~LocalEngine()
{
    // What runs on the engine thread stops first: from here on every posted task finds the engine gone.
    *m_alive = false;
    std::promise<void> idle;
    m_engineThread.post([&] {
        for (const auto &[id, candidate] : m_candidates)
            *candidate->cancelled = true;
        for (const auto &s : m_stations)
            s->source->stop();
        idle.set_value();
    });
    idle.get_future().wait();
    m_endTests.request_stop();
    m_tests.reset();
    m_loaderThread->stop();  // waits for the load in hand, which the inference threads still serve
    m_loaderThread.reset();  // models are freed here from now on
    m_loader.reset();
    m_memoryThread.reset();
    m_stations.clear();
    m_inference.reset();
    m_recorder.reset();
}

void LocalEngine::post(std::function<void()> task)
{
    m_engineThread.post([alive = m_alive, task = std::move(task)] {
        if (*alive)
            task();
    });
}

Result<void> LocalEngine::start()
{
    const auto opened = m_store.open();
    if (!opened)
        return opened.error();
    for (const auto &file : {m_parts.configFile, m_parts.dataDir / "last-good.json", m_parts.dataDir / "state.json"})
        removeUnfinished(file);
    readHistory();

    Config config{m_parts.defaultStations};
    std::optional<Error> configError;
    bool given = false;
    if (const auto text = readSmallFile(m_parts.configFile, kMaxConfigBytes)) {
        if (const auto parsed = parseConfig(*text)) {
            config = *parsed;
            given = true;
        } else {
            configError = parsed.error();
            // The last good one is kept beside the data, so that a slip of the pen does not stop the line.
            const auto lastGood = readSmallFile(m_parts.dataDir / "last-good.json", kMaxConfigBytes);
            if (const auto good = lastGood ? parseConfig(*lastGood) : Result<Config>(lastGood.error()))
                config = *good;
        }
    } else if (text.error().code != ErrorCode::NotFound) {
        configError = text.error();
    }
    if (given) {  // where the file is missing, the stations of the first start are no reason to forget those that were there
        if (const auto kept = replaceFile(m_parts.dataDir / "last-good.json", formatConfig(config)); !kept)
            spdlog::warn("the last good configuration could not be kept: {}", kept.error().detail);
    }

    const int lanes = inferenceLanes(config.stations.size(), std::thread::hardware_concurrency(), m_parts.acceleration == Acceleration::Used);
    m_inference = std::make_unique<InferenceWorker>(lanes);
    m_memoryThread = std::make_shared<MemoryThread>([this] {
        sampleMemory();
        m_recorder->retry();
    });
    const auto returnMemory = [memory = std::weak_ptr(m_memoryThread)] {
        if (const auto thread = memory.lock())
            thread->returnFree();
    };
    m_loader = std::make_unique<ModelLoader>(m_parts.executors, m_parts.resize, [this](const std::function<void()> &job) { return runOnInference(job); },
                                             m_loaderThread, returnMemory, lanes);

    std::promise<void> ready;
    post([&] {
        m_configError = configError;
        record({0, {}, EventKind::Started, {}, {}, {}, {}, {}, {}, {}});
        for (const std::string &skipped : opened->skipped)
            record({0, {}, EventKind::NotRead, {}, {}, {}, "models", {}, {}, skipped});
        for (const std::string &name : opened->unfinished)
            record({0, {}, EventKind::Unfinished, {}, {}, {}, name, {}, {}, {}});
        bool firstStart = false;
        m_absent = readDesired(&firstStart);
        tellUnfinished(m_absent);
        for (const StationConfig &station : config.stations)
            openStation(station);
        if (configError)
            record({0, {}, EventKind::ConfigRejected, {}, {}, {}, m_parts.configFile.filename().string(), {}, {}, configError->detail});
        for (const auto &s : m_stations)
            restoreModels(*s);
        if (firstStart && !m_parts.starterModel.empty())
            importStarter();
        publish();
        ready.set_value();
    });
    ready.get_future().wait();
    return {};
}

void LocalEngine::importStarter()
{
    for (const auto &s : m_stations) {
        if (s->config.source.kind != SourceKind::DemoLine)
            continue;  // it knows the demo line only
        auto candidate = std::make_shared<Candidate>();
        candidate->id = m_nextCandidate++;
        candidate->source = m_parts.starterModel;
        candidate->activate = true;
        candidate->shown.id = candidate->id;
        candidate->shown.fileName = m_parts.starterModel.filename().string();
        candidate->shown.station = s->config.id;
        m_candidates[candidate->id] = candidate;
        m_loaderThread->post([this, candidate] { vet(candidate); });
    }
}

Station *LocalEngine::station(const StationId &id)
{
    const auto it = std::find_if(m_stations.begin(), m_stations.end(), [&](const auto &s) { return s->config.id == id; });
    return it == m_stations.end() ? nullptr : it->get();
}

void LocalEngine::openStation(const StationConfig &config)
{
    auto s = std::make_unique<Station>();
    s->config = config;
    const StationId id = config.id;
    s->pipeline = std::make_shared<InspectionPipeline>(
        config, [this] { m_inference->wake(); },
        PipelineEvents{[this, id](const SwapRecord &swap) { post([this, id, swap] { onFirstVerdict(id, swap); }); },
                       [this, id](const ModelId &model, const Error &error) {
                           post([this, id, model, error] { onModelFailed(id, model, error); });
                       }});
    s->sourceStatus.since = std::chrono::system_clock::now();
    if (const auto known = m_absent.extract(id))
        s->desired = known.mapped();
    watchSource(*s);
    m_stations.push_back(std::move(s));
    pipelinesChanged();
}

void LocalEngine::pipelinesChanged()
{
    InferenceWorker::Pipelines pipelines;
    std::map<StationId, std::shared_ptr<InspectionPipeline>> feeds;
    for (const auto &s : m_stations) {
        pipelines.push_back(s->pipeline);
        feeds[s->config.id] = s->pipeline;
    }
    m_inference->setPipelines(std::move(pipelines));
    const std::lock_guard lock(m_mutex);
    m_feeds = std::move(feeds);
}

void LocalEngine::watchSource(Station &s)
{
    s.source = std::make_unique<SupervisedSource>(s.config.source, m_parts.sources, *m_parts.clock);
    s.source->start({[pipeline = s.pipeline](FramePtr frame) { pipeline->onFrame(std::move(frame)); },
                     [this, id = s.config.id, pipeline = s.pipeline](const SourceStatus &status) {
                         if (status.state != SourceState::Running)
                             pipeline->pictureLost();  // here and not a hop later: no PASS without a live picture
                         post([this, id, status] { onSourceStatus(id, status); });
                     },
                     [pipeline = s.pipeline](std::uint64_t times) { pipeline->pictureRepeated(times); }});
}

void LocalEngine::restoreModels(Station &s)
{
    const StationId id = s.config.id;
    if (s.desired.shadow == s.desired.active)
        s.desired.shadow.reset();  // written by an older version
    const auto into = [this, id](const std::optional<ModelId> &model, std::function<void(Station &, ModelHandle)> place) {
        if (!model)
            return;
        withModel(*model, nullptr, [this, id, model, place = std::move(place)](Result<ModelHandle, Refusal> handle) {
            Station *now = station(id);
            if (!now)
                return;
            if (handle)
                place(*now, *handle);
            else
                record({0, {}, EventKind::ModelFailed, id, model, {}, {}, handle.error(), {}, {}});
            publish();
        });
    };
    into(s.desired.active, [](Station &now, ModelHandle handle) {
        if (now.desired.active != handle->id)
            return;  // promoted over meanwhile
        now.pipeline->setActive(std::move(handle), false);
        now.activeSince = std::chrono::system_clock::now();
    });
    into(s.desired.previous, [](Station &now, ModelHandle handle) {
        if (now.desired.previous == handle->id)
            now.previous = std::move(handle);
    });
    into(s.desired.offered, [](Station &now, ModelHandle handle) {
        if (now.desired.offered == handle->id)
            now.offered = std::move(handle);
    });
    into(s.desired.shadow, [](Station &now, ModelHandle handle) {
        if (now.desired.shadow == handle->id)
            now.pipeline->setShadow(std::move(handle));
    });
}

void LocalEngine::onSourceStatus(const StationId &id, const SourceStatus &status)
{
    Station *s = station(id);
    if (!s)
        return;
    // A pause of the pictures is shown at once; the history keeps a loss only once the source is given up.
    const bool paused = status.state == SourceState::Stalled && status.nextTry == SteadyTime();
    const bool gone = status.state != SourceState::Running && status.state != SourceState::Connecting && !paused;
    s->sourceStatus = status;
    if (gone && !std::exchange(s->lossTold, true))
        record({0, {}, EventKind::SourceLost, id, {}, {}, {}, {}, {}, status.detail});
    else if (status.state == SourceState::Running && std::exchange(s->lossTold, false))
        record({0, {}, EventKind::SourceBack, id, {}, {}, {}, {}, {}, {}});
    publish();
}

void LocalEngine::switchTo(Station &s, ModelHandle handle, bool rollBack, Done done, std::string reason)
{
    ModelHandle old = s.pipeline->active();
    const ModelId to = handle->id;
    // What is to run counts, also where it is still being loaded.
    const std::optional<ModelId> from = s.desired.active;
    s.pipeline->setActive(std::move(handle), rollBack);
    s.activeSince = std::chrono::system_clock::now();
    s.desired.active = to;
    if (from != to) {
        s.desired.previous = from;
        s.previous = old && from == old->id ? std::move(old) : nullptr;
    }
    if (s.desired.offered == to) {
        s.desired.offered.reset();
        s.offered.reset();
    }
    // Into the history first: where the program ends between the two, the next start can say that the change was not finished.
    // The first verdict completes the event with its figures; where no picture comes, it is in the history all the same.
    record({0, {}, rollBack ? EventKind::RolledBack : EventKind::Promoted, s.config.id, from, to, {}, {}, {},
            std::move(reason)});
    if (s.desired.shadow == to)
        stopShadow(s);  // it would be compared with itself
    saveDesired(std::move(done));
    publish();
}

void LocalEngine::promote(const StationId &stationId, const ModelId &model, Done done, std::string reason)
{
    post([this, stationId, model, done = std::move(done), reason = std::move(reason)]() mutable {
        Station *s = station(stationId);
        if (!s)
            return done(Error{ErrorCode::NotFound, stationId});
        if (!s->offered || s->offered->id != model)
            return done(Error{ErrorCode::NotReady, model.text() + " is not ready at this station"});
        switchTo(*s, s->offered, false, std::move(done), std::move(reason));
    });
}

void LocalEngine::rollBack(const StationId &stationId, Done done)
{
    post([this, stationId, done = std::move(done)] {
        Station *s = station(stationId);
        if (!s || !s->desired.previous)
            return done(Error{ErrorCode::NotFound, s ? "no previous model" : stationId});
        if (s->previous) {
            return switchTo(*s, s->previous, true, std::move(done));
        }
        const ModelId wanted = *s->desired.previous;
        withModel(wanted, s, [this, stationId, wanted, done](Result<ModelHandle, Refusal> handle) {
            Station *now = station(stationId);
            if (!now)
                return done(Error{ErrorCode::NotFound, stationId});
            if (now->desired.active == wanted)
                return done({});  // somebody was quicker: it is where it was to go
            if (now->desired.previous != wanted)
                return done(Error{ErrorCode::NotFound, wanted.text() + " is not the model before any more"});
            if (!handle)
                return done(refused(stationId, wanted, handle.error()));
            switchTo(*now, *handle, true, done);
        });
    });
}

void LocalEngine::onFirstVerdict(const StationId &id, const SwapRecord &swap)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto isIt = [&](const HistoryEvent &e) {
            return (e.kind == EventKind::Promoted || e.kind == EventKind::RolledBack) && e.station == id && e.from == swap.from && e.to == swap.to;
        };
        const auto event = std::find_if(m_events.rbegin(), m_events.rend(), isIt);
        if (event == m_events.rend() || event->swap)
            return;
        event->swap = swap;
        m_recorder->append(formatHistoryLine(*event));
    }
    publish();
}

void LocalEngine::onModelFailed(const StationId &id, const ModelId &model, const Error &error)
{
    Station *s = station(id);
    if (!s)
        return;
    const bool goesBack = s->desired.active == model && s->previous;
    record({0, {}, EventKind::ModelFailed, id, model, goesBack ? s->desired.previous : std::nullopt, {}, {}, {}, error.detail});
    if (s->desired.shadow == model) {
        s->desired.shadow.reset();
        s->pipeline->setShadow(nullptr);
        saveDesired();
    }
    if (goesBack) {
        switchTo(*s, s->previous, true);
        s->previous.reset();  // it failed: nobody goes back to it by himself, else two that fail take turns for ever; rollBack loads it anew
    }
    publish();
}

void LocalEngine::stopShadow(Station &s)
{
    const auto was = std::exchange(s.desired.shadow, std::nullopt);
    s.pipeline->setShadow(nullptr);
    record({0, {}, EventKind::ShadowStopped, s.config.id, was, {}, {}, {}, {}, {}});
}

void LocalEngine::setShadow(const StationId &stationId, std::optional<ModelId> model, Done done)
{
    post([this, stationId, model, done = std::move(done)] {
        Station *s = station(stationId);
        if (!s)
            return done(Error{ErrorCode::NotFound, stationId});
        if (!model) {
            stopShadow(*s);
            saveDesired();
            publish();
            return done({});
        }
        if (s->desired.active == model)
            return done(Error{ErrorCode::InvalidInput, model->text() + " judges here already"});
        withModel(*model, s, [this, stationId, model, done](Result<ModelHandle, Refusal> handle) {
            Station *now = station(stationId);
            if (!now)
                return done(Error{ErrorCode::NotFound, stationId});
            if (now->desired.active == model)
                return done(Error{ErrorCode::InvalidInput, model->text() + " judges here already"});
            if (!handle)
                return done(refused(stationId, *model, handle.error()));
            now->desired.shadow = model;
            now->pipeline->setShadow(*handle);
            record({0, {}, EventKind::ShadowStarted, stationId, {}, model, {}, {}, {}, {}});
            saveDesired();
            publish();
            done({});
        });
    });
}

void LocalEngine::applyStations(std::vector<StationConfig> stations, Done done)
{
    post([this, stations = std::move(stations), done = std::move(done)] {
        // What is written is what can be read again: the same checks serve both.
        const std::string text = formatConfig({stations});
        if (const auto check = parseConfig(text); !check)
            return done(check.error());
        std::vector<std::unique_ptr<Station>> kept;
        std::vector<StationConfig> fresh;
        for (const StationConfig &wanted : stations) {
            const auto it = std::find_if(m_stations.begin(), m_stations.end(), [&](const auto &s) { return s && s->config.id == wanted.id; });
            if (it == m_stations.end()) {
                fresh.push_back(wanted);
                continue;
            }
            Station &s = **it;
            s.pipeline->setRule(wanted);
            const bool sourceChanged = !(s.config.source == wanted.source);
            s.config = wanted;
            if (sourceChanged) {
                closeSource(std::move(s.source));
                s.pipeline->pictureLost();
                s.sourceStatus = {};
                s.lossTold = false;
                s.sourceStatus.since = std::chrono::system_clock::now();
                watchSource(s);
            }
            kept.push_back(std::move(*it));
        }
        for (auto &gone : m_stations) {
            if (gone)
                closeSource(std::move(gone->source));
        }
        m_stations = std::move(kept);
        for (const StationConfig &config : fresh) {
            openStation(config);
            restoreModels(*m_stations.back());  // one that was here before comes back with what it ran
        }
        std::stable_sort(m_stations.begin(), m_stations.end(), [&](const auto &a, const auto &b) {
            const auto place = [&](const Station &s) {
                return std::find_if(stations.begin(), stations.end(), [&](const auto &c) { return c.id == s.config.id; }) - stations.begin();
            };
            return place(*a) < place(*b);
        });
        pipelinesChanged();
        m_configError.reset();
        saveDesired();
        record({0, {}, EventKind::StationsChanged, {}, {}, {}, {}, {}, {}, {}});
        publish();
        m_recorder->replace({m_parts.configFile, m_parts.dataDir / "last-good.json"}, text,
                            [this, done](const Result<void> &written) { post([written, done] { done(written); }); });
    });
}

void LocalEngine::closeSource(std::unique_ptr<SupervisedSource> source)
{
    // Closing a camera that does not answer takes seconds: not on the engine thread.
    source->stop();
    m_tests->post([source = std::shared_ptr<SupervisedSource>(std::move(source))]() mutable { source.reset(); });
}

void LocalEngine::retrySource(const StationId &stationId)
{
    post([this, stationId] {
        if (const Station *s = station(stationId))
            s->source->retryNow();
    });
}

void LocalEngine::testSource(const SourceConfig &config, std::function<void(Result<SourceTest>)> done)
{
    m_tests->post([this, config, done = std::move(done)] {
        const Result<SourceTest> result = runSourceTest(config, m_parts.sources, m_endTests.get_token());
        post([done, result] { done(result); });
    });
}

void LocalEngine::storeCredential(const std::string &credential, const std::string &user, const std::string &password, Done done)
{
    if (!m_parts.storeSecret)
        return post([done = std::move(done)] { done(Error{ErrorCode::Unsupported, "no keychain"}); });
    m_parts.storeSecret(credential, user, password, [this, done = std::move(done)](Result<void> stored) {
        post([done, stored] { done(stored); });
    });
}

}  // namespace lineside
