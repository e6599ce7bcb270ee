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
