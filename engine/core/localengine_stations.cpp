// SPDX-License-Identifier: GPL-3.0-or-later
// Stations, their sources, and the configuration that names them.
#include "core/localengine.h"
#include "pipeline/sourcetest.h"
#include "store/configfile.h"

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

/// "none", or "a + b; c + d": the stations that see different parts, for the history.
std::string differentPartsIn(const std::vector<StationConfig> &stations)
{
    std::string words;
    for (const std::vector<StationId> &list : differentParts(stations)) {
        for (const StationId &id : list)
            words += (&id != &list.front() ? " + " : words.empty() ? "" : "; ") + id;
    }
    return words.empty() ? "none" : words;
}

}  // namespace

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
                       },
                       [this, id](std::uint64_t watch, const HealthRecord &health) { post([this, id, watch, health] { onHealth(id, watch, health); }); },
                       partListener(id, s->lot), comparedListener(id)},
        s->lot);
    s->sourceStatus.since = std::chrono::system_clock::now();
    if (const auto known = m_absent.extract(id))
        s->desired = known.mapped();
    showLotToParts(*s);
    watchSource(*s);
    m_stations.push_back(std::move(s));
    pipelinesChanged();
    openGolden(id);
}

void LocalEngine::pipelinesChanged()
{
    Inference::Pipelines pipelines;
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
    s.source = m_parts.threads->source(s.config.source, m_parts.sources, *m_parts.clock);
    s.source->start({[pipeline = s.pipeline](FramePtr frame) { pipeline->onFrame(std::move(frame)); },
                     [this, id = s.config.id, pipeline = s.pipeline](const SourceStatus &status) {
                         if (status.state != SourceState::Running)
                             pipeline->pictureLost();  // here and not a hop later: no PASS without a live picture
                         post([this, id, status] { onSourceStatus(id, status); });
                     },
                     [pipeline = s.pipeline](std::uint64_t times) { pipeline->pictureRepeated(times); }});
}

void LocalEngine::closeSource(std::unique_ptr<StationSource> source)
{
    // Closing a camera that does not answer takes seconds: not on the engine thread, nor before a test that somebody waits for.
    source->stop();
    m_closing->post([source = std::shared_ptr<StationSource>(std::move(source))]() mutable { source.reset(); });
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

void LocalEngine::applyStations(std::vector<StationConfig> stations, Done done, Actor actor)
{
    post([this, stations = std::move(stations), done = std::move(done), actor = std::move(actor)] {
        // What is written is what can be read again: the same checks serve both.
        Config whole = currentConfig();
        const std::string apartBefore = differentPartsIn(whole.stations), apart = differentPartsIn(stations);
        whole.stations = stations;
        const std::string text = formatConfig(whole);
        if (const auto check = parseConfig(text); !check)
            return done(check.error());
        if (m_canary && m_canary->underWay()) {
            const auto gone = std::ranges::find_if(m_canary->progress.stations, [&](const CanaryStation &seat) { return std::ranges::find(stations, seat.station, &StationConfig::id) == stations.end(); });
            if (gone != m_canary->progress.stations.end())
                abortCanary(actor, gone->station + " was removed");
        }
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
            if (!wanted.healthCheck)
                s.watch = 0;
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
        std::vector<StationId> goneIds;
        for (auto &gone : m_stations) {
            if (!gone)
                continue;
            goneIds.push_back(gone->config.id);
            if (gone->afterRelease)
                post(std::move(gone->afterRelease));  // finds that it is gone, and answers
            closeSource(std::move(gone->source));
        }
        m_stations = std::move(kept);
        const std::size_t firstFresh = m_stations.size();
        for (const StationConfig &config : fresh)
            openStation(config);
        restoreModels(std::span(m_stations).subspan(firstFresh));  // one that was here before comes back with what it ran
        std::stable_sort(m_stations.begin(), m_stations.end(), [&](const auto &a, const auto &b) {
            const auto place = [&](const Station &s) {
                return std::find_if(stations.begin(), stations.end(), [&](const auto &c) { return c.id == s.config.id; }) - stations.begin();
            };
            return place(*a) < place(*b);
        });
        pipelinesChanged();
        for (const StationId &gone : goneIds)
            stopCandidatesOf(gone);
        m_configError.reset();
        saveDesired();
        record({0, {}, EventKind::StationsChanged, {}, {}, {}, {}, {}, {}, apart == apartBefore ? std::string() : "different parts: " + apartBefore + " -> " + apart}, actor);
        publish();
        writeConfig(text, done);
    });
}

Config LocalEngine::currentConfig() const
{
    Config config{{}, vetting(), signingKeys(), m_watched.folder, m_loadingPolicy, m_canaryPlans, m_recording};
    for (const auto &s : m_stations)
        config.stations.push_back(s->config);
    return config;
}

void LocalEngine::writeConfig(const std::string &text, Done done)
{
    m_recorder->replace({m_parts.configFile, m_parts.dataDir / "last-good.json"}, text,
                        [this, done = std::move(done)](const Result<void> &written) { post([written, done] { done(written); }); });
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
