// SPDX-License-Identifier: GPL-3.0-or-later
// Two models of the library over recorded pictures: beside the line, with executors of their own, on a thread that gives way.
#include "access/people.h"
#include "base/unlessoutofmemory.h"
#include "core/errorof.h"
#include "core/localengine.h"
#include "lineside/keptpictures.h"
#include "model/heldmemory.h"
#include "model/loadpolicy.h"
#include "model/vetting.h"
#include "record/picturekeeper.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

namespace lineside {
namespace {

constexpr LoadCause kCause = LoadCause::Shadow;  // somebody wants it beside what is on air
constexpr std::uint64_t kGrowth = 64'000'000;    // bytes that boxes and labels may need until the next look
constexpr std::uint64_t kLookEvery = 32;         // pictures
constexpr char kAnswersFile[] = "offline-answers.json";

/// One thread, which is the one that asks, and not tied to a processor: what the line wants is the line's.
constexpr ExecutorOptions kBeside{Precision::Exact, 2, 2};

Refusal noMemory()
{
    return {RefusalReason::Memory, {}, {}, "memory ran out on the way"};
}

/// About what reading them takes, bytes: COCO labels are one file, and ten times as much in memory. Blocks on the disk.
std::uint64_t memoryToReadLabels(const std::filesystem::path &labels)
{
    std::error_code unknown;
    const auto bytes = [&unknown](const std::filesystem::path &file) {
        const auto size = std::filesystem::file_size(file, unknown);
        return unknown ? std::uint64_t{0} : 10 * std::uint64_t{std::min(size, std::uintmax_t{PictureLabels::kMaxJsonBytes})};
    };
    if (!std::filesystem::is_directory(labels, unknown))
        return labels.empty() ? 0 : bytes(labels);
    std::uint64_t most = 0;
    for (std::filesystem::directory_iterator i(labels, unknown), end; !unknown && i != end; i.increment(unknown)) {
        if (i->path().extension() == ".json")
            most = std::max(most, bytes(i->path()));
    }
    return most;
}

std::string words(const ExecutorInfo &info)
{
    return info.backend + ' ' + info.device + ' ' + info.precision;
}

}  // namespace

/// Made on the loader thread, and freed there.
struct LocalEngine::OfflinePair {
    std::array<std::unique_ptr<Detector>, 2> detectors;  ///< of A and B
    std::array<std::uint64_t, 2> memoryBytes{};          ///< that each took
};

OfflineJobPtr LocalEngine::offlineJob() const
{
    const std::lock_guard lock(m_mutex);
    return m_offline ? m_offline->job() : nullptr;
}

bool LocalEngine::usedOffline(const ModelId &model) const
{
    return m_offline && m_offline->job()->running() && (m_offline->request().a == model || m_offline->request().b == model);
}

void LocalEngine::compareOffline(OfflineRequest request, Done done)
{
    post([this, request = std::move(request), done = std::move(done)]() mutable {
        if (m_offline && m_offline->job()->running())
            return done(Error{ErrorCode::Busy, m_offline->request().input.string()});
        if (request.input.empty() || !m_parts.visitPictures)
            return done(Error{ErrorCode::InvalidInput, "no pictures"});
        if (const auto kept = stationOfKept(request.input)) {
            if (!station(*kept))
                return done(Error{ErrorCode::NotFound, *kept});
            request.input = picturesFolderOf(m_parts.dataDir) / *kept;
        }
        OfflineOptions options;
        std::optional<DetectSettings> settings;
        StationConfig counts;
        if (!request.station.empty()) {
            const Station *s = station(request.station);
            if (!s)
                return done(Error{ErrorCode::NotFound, request.station});
            counts = s->config;
            settings = s->config.detect;
            options.rule = s->config.rule;
            options.confidence = s->config.detect.confidence;
            options.limits = s->config.comparison;
        }
        const auto a = m_store.find(request.a), b = m_store.find(request.b);
        if (!a || !b)
            return done(Error{ErrorCode::NotFound, (a ? request.b : request.a).text()});
        if (!m_offlineThread)
            m_offlineThread = m_parts.threads->runner("offline", AtStop::DropWaiting, ThreadPriority::Idle);
        if (!m_offlineAnswers)
            m_offlineAnswers = std::make_shared<OfflineAnswerFile>(m_parts.dataDir / kAnswersFile);
        m_offlineAnswered = std::make_shared<std::atomic<std::uint64_t>>(0);
        m_offlineKey = comparisonKey(request, a->sha256, b->sha256, counts);
        auto run = std::make_shared<OfflineRun>(++m_offlineRuns, std::move(request), std::move(options), settings, m_parts.visitPictures, [clock = m_parts.clock] { return clock->now(); });
        {
            const std::lock_guard lock(m_mutex);
            m_offline = run;
        }
        m_offlineThread->post([this, run, names = a->labels] { lookOffline(run, names); });
        done({});
    });
}

void LocalEngine::reviewOffline(std::uint64_t number, std::size_t index, Truth truth, Done done, Actor actor)
{
    post([this, number, index, truth, by = std::move(actor.name), done = std::move(done)]() mutable {
        if (!m_offline || m_offline->job()->number != number)
            return done(Error{ErrorCode::NotFound, "comparison " + std::to_string(number) + " is not the last one"});
        if (const auto name = by.empty() ? Result<void>() : checkPersonName(by); !name)
            return done(name.error());
        Result<void> said = errorOf(noMemory());
        unlessOutOfMemory([&] { said = m_offline->review(index, truth, std::move(by)); }, [] {});
        if (said)
            keepOfflineAnswers();
        done(std::move(said));
    });
}

void LocalEngine::cancelOffline()
{
    post([this] {
        if (!m_offline)
            return;
        m_offline->cancel();
        const OfflineJobPtr job = m_offline->job();
        if (!job->running() || job->progress.step != OfflineStep::Waiting)
            return;
        m_loads.drop(job->progress.load);
        m_offline->end({ErrorCode::Cancelled, {}});
        lookAtLoads();
    });
}

void LocalEngine::stopOffline()
{
    if (m_offline)
        m_offline->cancel();
}

void LocalEngine::lookOffline(const std::shared_ptr<OfflineRun> &run, const Labels &names)
{
    if (const auto refusal = checkMemory(memoryToReadLabels(run->request().labels), m_parts.memory().systemAvailable, 0))
        return run->end({ErrorCode::OutOfMemory, "the labels alone: " + refusal->found + " MB"});
    bool fine = false;
    unlessOutOfMemory([&] { fine = run->look(names).ok(); }, [&] { run->end(errorOf(noMemory())); });
    if (fine)
        post([this, run] { queueOffline(run); });
}

void LocalEngine::queueOffline(const std::shared_ptr<OfflineRun> &run)
{
    if (run->cancelled())
        return run->end({ErrorCode::Cancelled, {}});
    WaitingLoad shown;
    shown.candidate = m_nextCandidate++;  // one of a kind: what waits is no version for a station
    shown.model = run->request().b;
    run->at(OfflineStep::Waiting, shown.candidate);
    queueLoad(kCause, shown, [this, run](LoadCause, LoadTurn turn) {
        loadOffline(run, std::move(turn));
        return true;
    });
}

void LocalEngine::loadOffline(const std::shared_ptr<OfflineRun> &run, LoadTurn turn)
{
    run->at(OfflineStep::Loading);
    m_loaderThread->post([this, run, turn = std::move(turn)]() mutable {
        Result<std::shared_ptr<OfflinePair>, Refusal> pair = noMemory();
        m_parts.threads->runWithPriority(priorityOf(kCause), "loader", [&] {
            unlessOutOfMemory([&] { pair = loadPair(*run); }, [&] { pair = noMemory(); });
        });
        turn.reset();
        if (pair)
            return m_offlineThread->post([this, run, pair = *std::move(pair)]() mutable { runOffline(run, std::move(pair)); });
        run->end(errorOf(pair.error()));
        m_memoryThread->returnFree();  // what it took until then
    });
}

// Both are read before either is built: where there is no room for two, the line keeps what one would have taken.
Result<std::shared_ptr<LocalEngine::OfflinePair>, Refusal> LocalEngine::loadPair(const OfflineRun &run)
{
    std::array<WeightFile, 2> files;
    std::uint64_t needed = 0;
    const OfflineRequest &request = run.request();
    for (std::size_t i = 0; i < files.size(); ++i) {
        const ModelId &id = i == 0 ? request.a : request.b;
        const auto stored = m_store.find(id);
        if (!stored)
            return Refusal{RefusalReason::Vanished, {}, id.text(), "not in the library"};
        auto file = readStored(*stored, run.cancelled());
        if (!file)
            return file.error();
        needed += estimateMemory(*file);
        files[i] = *std::move(file);
    }
    if (auto refusal = checkMemory(needed, freeMemory(), 0))
        return *refusal;
    const auto held = [this] { return HeldMemory::now(m_parts.executors.onAccelerator, [this](const std::function<void()> &look) { runOnInference(look); }); };
    auto pair = std::make_shared<OfflinePair>();
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (run.cancelled())
            return Refusal{RefusalReason::Cancelled, {}, {}, {}};
        const HeldMemory before = held();
        auto executor = m_parts.executors.make(files[i], kBeside);
        if (!executor)
            return Refusal{executor.error().code == ErrorCode::OutOfMemory ? RefusalReason::Memory : RefusalReason::Internal, {}, {}, executor.error().detail};
        const DetectSettings settings = defaultSettings((*executor)->network().head);
        pair->detectors[i] = std::make_unique<Detector>(*std::move(executor), m_parts.resize, settings);
        m_memoryThread->returnFree();  // what was needed on the way is not the model's
        pair->memoryBytes[i] = held().since(before);
    }
    return pair;
}

void LocalEngine::runOffline(const std::shared_ptr<OfflineRun> &run, std::shared_ptr<OfflinePair> pair)
{
    const auto model = [&](Detector &detector) {
        DetectSettings settings = run->settings().value_or(defaultSettings(detector.network().head));
        settings.confidence = OfflineComparison::lowestScore(run->options());
        // An accelerator knows no thread that gives way: there it runs in the gaps that the line leaves.
        const bool inGaps = m_parts.acceleration == Acceleration::Used;
        return RecordedModel{detector.network().labels, [this, &detector, settings, inGaps](ImageView picture, Detections &found) {
                                 if (!inGaps)
                                     return detector.detect(picture, settings, found);
                                 Result<void> judged = Error{ErrorCode::NotReady, "the engine ends"};
                                 runOnInference([&] { judged = detector.detect(picture, settings, found); });
                                 return judged;
                             }};
    };
    const auto before = [this, number = std::uint64_t{0}]() mutable -> Result<void> {
        if (!*m_alive)
            return Error{ErrorCode::NotReady, "the engine ends"};
        if (number++ % kLookEvery != 0)
            return {};
        const auto refusal = checkMemory(kGrowth, m_parts.memory().systemAvailable, 0);
        return refusal ? Result<void>(errorOf(*refusal)) : Result<void>();
    };
    Detector &a = *pair->detectors[0], &b = *pair->detectors[1];
    std::shared_ptr<OfflineReport> report;
    unlessOutOfMemory([&] { report = run->compare(model(a), model(b), before, {words(a.info()), pair->memoryBytes[0]}, {words(b.info()), pair->memoryBytes[1]}); }, [&] { run->end(errorOf(noMemory())); });
    m_loaderThread->post([this, pair = std::move(pair)]() mutable {
        pair.reset();
        m_memoryThread->returnFree();
    });
    if (!report)
        return;
    unlessOutOfMemory([&] { recallOffline(*run, *report); }, [] {});
    unlessOutOfMemory([&] { run->keepPictures(*report, m_parts.encodeJpeg, before); }, [] {});  // what was kept until then stays
    insist([&] { run->conclude(report); });
}

// What people said of the same comparison before, also before the program ended.
void LocalEngine::recallOffline(OfflineRun &run, OfflineReport &report)
{
    const auto before = m_offlineAnswers->of(m_offlineKey);
    if (!before)
        return spdlog::warn("answers to recorded comparisons cannot be read, and are asked for again: {}", before.error().detail);
    if (before->empty())
        return;
    run.recall(report, [&before](const OfflineDisagreement &place) {
        const auto answer = std::ranges::find_if(*before, [&](const OfflineAnswer &one) { return one.isOf(place); });
        return answer == before->end() ? OfflineReview::Said() : OfflineReview::Said{answer->truth, answer->by};
    });
}

void LocalEngine::keepOfflineAnswers()
{
    const std::uint64_t answer = ++*m_offlineAnswered;
    reviewThread().post([file = m_offlineAnswers, key = m_offlineKey, report = m_offline->job()->report, newest = m_offlineAnswered, answer] {
        if (*newest != answer)
            return;  // what is written after this has it too
        Result<void> kept;
        unlessOutOfMemory([&] { kept = file->keep(key, *report); }, [&] { kept = errorOf(noMemory()); });
        if (!kept)
            spdlog::warn("answers to a recorded comparison are not kept, and are tried again with the next one: {}", kept.error().detail);
    });
}

}  // namespace lineside
