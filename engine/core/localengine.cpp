// SPDX-License-Identifier: GPL-3.0-or-later
// Start and end.
#include "core/localengine.h"

#include "audit/readhistory.h"
#include "base/processors.h"
#include "record/recordfile.h"
#include "store/configfile.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>
#include <thread>
#include <utility>

namespace lineside {

LocalEngine::LocalEngine(EngineParts parts, TaskRunner &engineThread)
    : m_parts(std::move(parts)), m_engineThread(engineThread), m_store(m_parts.dataDir),
      m_structure(std::make_shared<const EngineSnapshot>())
{
    EngineThreads &threads = *m_parts.threads;
    m_loaderThread = threads.runner("loader", AtStop::DropWaiting, ThreadPriority::Low);
    m_recorder = std::make_unique<Recorder>(m_parts.dataDir, threads.runner("recorder", AtStop::FinishWaiting, ThreadPriority::Normal),
                                            *m_parts.clock, [this](const std::optional<Error> &error, std::uint64_t givenUp) { post([this, error, givenUp] { onSaveTrouble(error, givenUp); }); });
    m_tests = threads.runner("source-test", AtStop::DropWaiting, ThreadPriority::Normal);
    m_reader = threads.runner("reader", AtStop::DropWaiting, ThreadPriority::Low);
    m_checker = threads.runner("checker", AtStop::DropWaiting, ThreadPriority::Low);
    m_closing = threads.runner("source-close", AtStop::DropWaiting, ThreadPriority::Normal);
}

LocalEngine::~LocalEngine()
{
    // What runs on the engine thread stops first: from here on every posted task finds the engine gone.
    *m_alive = false;
    std::promise<void> idle;
    m_engineThread.post([&] {
        for (const auto &[id, candidate] : m_candidates)
            *candidate->cancelled = true;
        for (const auto &[id, loading] : m_loading)
            *loading.cancelled = true;
        for (const auto &s : m_stations)
            s->source->stop();
        saveComparisons();
        stopOffline();
        idle.set_value();
    });
    idle.get_future().wait();
    m_watched.watch.reset();
    m_endTests.request_stop();
    m_tests.reset();
    m_closing.reset();
    m_reader.reset();
    m_checker.reset();
    if (m_offlineThread)
        m_offlineThread->stop();  // waits for the picture in hand
    m_loaderThread->stop();  // waits for the load in hand, which the inference threads still serve
    m_offlineThread.reset();
    m_loaderThread.reset();  // models are freed here from now on
    m_loader.reset();
    m_memoryThread.reset();
    m_stations.clear();
    m_inference.reset();
    m_pictures.reset();
    m_record.reset();
    noteSeals();  // what was sealed last
    noteOrderlyEnd();
    m_recorder->signHistory();
    m_recorder.reset();
    m_reviewThread.reset();  // writes what waits, which may be many pictures: after what says that the end was in order
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
    for (const char *name : {"last-good.json", "state.json", "state.copy.json", "canary.json", "comparisons.json"})
        removeUnfinished(m_parts.dataDir / name);
    removeUnfinished(m_parts.configFile);
    noteStart();
    readHistory();
    Config config{m_parts.defaultStations, {}};
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

    if (m_parts.recordVerdicts) {
        VerdictWriter::Events events{[this](const std::optional<RecordTrouble> &trouble) { post([this, trouble] { onRecordTrouble(trouble); }); },
                                     [this](const std::string &aside, const Error &error) {
                                         post([this, aside, detail = error.detail] { record({0, {}, EventKind::NotRead, {}, {}, {}, aside, {}, {}, detail}); });
                                     }};
        events.sealedUpTo = [this] { return audit::sealedUpTo(m_parts.dataDir); };
        events.sealed = [this](const std::vector<StationSeal> &seals) {
            {
                const std::lock_guard lock(m_mutex);
                m_newSeals.insert(m_newSeals.end(), seals.begin(), seals.end());
            }
            post([this] {
                noteSeals();
                publish();
            });
        };
        events.sealTrouble = [this](const std::optional<RecordTrouble> &trouble) { post([this, trouble] { onSealTrouble(trouble); }); };
        VerdictWriter::Limits limits;
        limits.kept = config.recording.value_or(m_parts.recording);
        m_record = std::make_unique<VerdictWriter>(recordFileOf(m_parts.dataDir), m_parts.threads->runner("record", AtStop::FinishWaiting, ThreadPriority::Low),
                                                   *m_parts.clock, std::move(events), limits);
        if (m_parts.encodeJpeg)
            keepPictures(limits.kept);
    }

    const int lanes = inferenceLanes(config.stations.size(), std::thread::hardware_concurrency(), m_parts.acceleration == Acceleration::Used);
    m_inference = m_parts.threads->inference(lanes, laneProcessors(lanes, allowedProcessors()));
    m_memoryThread = m_parts.threads->memory([this] {
        sampleMemory();
        lookAtDevice();
        m_recorder->retry();
        if (m_record)
            m_record->tick();
        if (m_pictures)
            m_pictures->tick();
    }, m_parts.returnMemory);
    const auto returnMemory = [memory = std::weak_ptr(m_memoryThread)] {
        if (const auto thread = memory.lock())
            thread->returnFree();
    };
    LineGaps gaps{[this](const std::function<void()> &job) { return runOnInference(job); }, [this] { return m_inference->idle(); }};
    m_loader = std::make_unique<ModelLoader>(m_parts.executors, m_parts.resize, std::move(gaps), m_loaderThread, returnMemory, lanes,
                                             [this](const ModelId &id) { post([this, id] { onFreed(id); }); });

    std::promise<void> ready;
    openGoldens(config.stations);
    post([&] {
        m_configError = configError;
        m_loadingPolicy = config.loading;
        m_recording = config.recording;
        m_loads.setPolicy(config.loading.value_or(m_parts.loading));
        {
            const std::lock_guard lock(m_mutex);
            m_vetting = config.vetting;
            m_signingKeys = config.keys;
        }
        record({0, {}, EventKind::Started, {}, {}, {}, {}, {}, {}, {}});
        for (const std::string &skipped : opened->skipped)
            record({0, {}, EventKind::NotRead, {}, {}, {}, "models", {}, {}, skipped});
        for (const std::string &name : opened->unfinished)
            record({0, {}, EventKind::Unfinished, {}, {}, {}, name, {}, {}, {}});
        bool firstStart = false;
        m_canaryPlans = config.plans;
        m_absent = readDesired(&firstStart);
        readCanary(m_absent);
        readComparisons();
        tellUnfinished(m_absent);
        if (m_safeMode)
            tellSafeMode();
        for (const StationConfig &station : config.stations) {
            openStation(station);
            if (m_safeMode)
                setBack(*m_stations.back());
        }
        if (m_safeMode)
            saveDesired();
        if (configError)
            record({0, {}, EventKind::ConfigRejected, {}, {}, {}, m_parts.configFile.filename().string(), {}, {}, configError->detail});
        restoreModels(m_stations);
        resumeCanary();
        m_starterLeftOut = firstStart && !m_parts.starterModel.empty() && m_safeMode;
        if (firstStart && !m_parts.starterModel.empty() && !m_safeMode)
            importStarter();
        watchFolderAtStart(config.folder);
        publish();
        ready.set_value();
    });
    ready.get_future().wait();
    return {};
}

}  // namespace lineside
