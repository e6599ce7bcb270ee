// SPDX-License-Identifier: GPL-3.0-or-later
#include "benchline.h"

#include "benches.h"

#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <future>
#include <utility>

namespace lineside::bench {
namespace {

class LoggedSource final : public FrameSource {
public:
    LoggedSource(std::unique_ptr<FrameSource> source, std::function<void()> note) : m_source(std::move(source)), m_note(std::move(note)) {}

    void start(SourceCallbacks callbacks) override
    {
        callbacks.onFrame = [note = m_note, onFrame = std::move(callbacks.onFrame)](FramePtr frame) {
            onFrame(std::move(frame));
            note();
        };
        m_source->start(std::move(callbacks));
    }
    void stop() override { m_source->stop(); }

private:
    const std::unique_ptr<FrameSource> m_source;
    const std::function<void()> m_note;
};

}  // namespace

FrameSourceFactory DeliveryLog::around(FrameSourceFactory sources)
{
    return [times = m_times, sources = std::move(sources)](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
        auto source = sources(config);
        if (!source)
            return source.error();
        const auto note = [times, index = static_cast<std::size_t>(config.demoStation)] {
            const SteadyTime now = std::chrono::steady_clock::now();
            const std::lock_guard lock(times->mutex);
            if (times->of.size() <= index)
                times->of.resize(index + 1);
            times->of[index].push_back(now);
        };
        return std::unique_ptr<FrameSource>(std::make_unique<LoggedSource>(std::move(*source), note));
    };
}

double DeliveryLog::longestGap(SteadyTime begin, SteadyTime end) const
{
    const std::lock_guard lock(m_times->mutex);
    double longest = 0;
    for (const auto &times : m_times->of)
        for (std::size_t i = 1; i < times.size(); ++i)
            if (times[i] >= begin && times[i - 1] <= end)
                longest = std::max(longest, std::chrono::duration<double>(times[i] - times[i - 1]).count());
    return longest;
}

Result<std::unique_ptr<BenchLine>> BenchLine::start(const Parts &wanted)
{
    auto backends = makeBackends();
    if (!backends)
        return backends.error();
    std::unique_ptr<BenchLine> line(new BenchLine);
    EngineParts parts = makeEngineParts(*backends, line->m_clock, LINESIDE_VET);
    parts.loading = {100, 0, 0, 0, {}};  // what a load does to the line is measured, not when it begins
    parts.recordVerdicts = true;  // as the programs do: every figure of a line is one with its record
    parts.dataDir = line->m_dir.path().toStdString();
    parts.configFile = parts.dataDir / "lineside.json";
    parts.defaultStations = demoStations(wanted.stations);
    for (StationConfig &station : parts.defaultStations)
        station.promotion = PromotionPolicy::Nothing;  // a change costs the same whatever is asked before it
    parts.starterModel = demoWeights("line-v1.pt");
    if (wanted.sources)
        parts.sources = wanted.sources(std::move(parts.sources));
    if (wanted.executors)
        parts.executors = wanted.executors(std::move(parts.executors));
    line->m_engine = std::make_unique<LocalEngine>(std::move(parts), line->m_thread);
    if (const auto started = line->m_engine->start(); !started)
        return started.error();
    std::string refused;
    const bool running = waitUntil([&] {
        for (const HistoryEvent &event : line->m_engine->history(20))
            if (event.kind == EventKind::Refused && event.refusal)
                refused = std::string(toString(event.refusal->reason)) + " " + event.refusal->detail;
        return !refused.empty() || std::ranges::all_of(line->counters(), [](const StationCounters &c) { return c.judged >= 5; });
    }, kPatience);
    if (!refused.empty())
        return Error{ErrorCode::Internal, "the stations have no model: " + refused};
    if (!running)
        return Error{ErrorCode::Busy, "the stations did not come up in time"};
    return line;
}

std::vector<StationCounters> BenchLine::counters() const
{
    std::vector<StationCounters> all;
    const EngineSnapshotPtr now = m_engine->snapshot();
    for (const StationSnapshot &s : now->stations)
        all.push_back(s.counters);
    return all;
}

StationSnapshot BenchLine::station(std::size_t index) const
{
    return m_engine->snapshot()->stations.at(index);
}

Result<ModelId> BenchLine::offer(const std::string &file, const StationId &station)
{
    const CandidateId id = m_engine->offerFile(demoWeights(file), station);
    CandidateSnapshot seen;
    waitUntil([&] {
        const EngineSnapshotPtr now = m_engine->snapshot();
        const auto it = std::ranges::find(now->candidates, id, &CandidateSnapshot::id);
        if (it != now->candidates.end())
            seen = *it;
        return seen.finished;
    }, kPatience);
    m_engine->dismissCandidate(id);
    if (seen.finished && !seen.refusal && seen.model)
        return *seen.model;
    return Error{ErrorCode::Busy, file + " did not become ready: "
                     + (seen.refusal ? std::string(toString(seen.refusal->reason)) + " " + seen.refusal->detail : std::string("no answer"))};
}

Result<void> BenchLine::carryOut(const std::function<void(Engine::Done)> &command)
{
    std::promise<Result<void>> answer;
    command([&](Result<void> result) { answer.set_value(std::move(result)); });
    return answer.get_future().get();
}

bool waitUntil(const std::function<bool()> &isSo, double seconds, int everyMs)
{
    const SteadyTime begin = std::chrono::steady_clock::now();
    QTimer pulse;
    pulse.setTimerType(Qt::PreciseTimer);
    QEventLoop loop;
    bool reached = false;
    QObject::connect(&pulse, &QTimer::timeout, &loop, [&] {
        reached = isSo();
        if (reached || secondsSince(begin) > seconds)
            loop.quit();
    });
    pulse.start(everyMs);
    loop.exec();
    return reached;
}

void runFor(double seconds)
{
    QEventLoop loop;
    QTimer::singleShot(static_cast<int>(seconds * 1000), Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

double secondsSince(SteadyTime begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::uint64_t lostBetween(const StationCounters &before, const StationCounters &after)
{
    const std::uint64_t inHandBefore = before.accepted - before.judged - before.lost;
    const std::uint64_t open = after.accepted - after.judged - after.lost;
    const std::uint64_t stuck = open > 1 && open > inHandBefore ? open - std::max<std::uint64_t>(inHandBefore, 1) : 0;
    return after.lost - before.lost + stuck;
}

}  // namespace lineside::bench
