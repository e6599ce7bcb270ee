// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/canarykills.h"

#include "engine/core/stubparts.h"
#include "faults/changes.h"
#include "faults/killer.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <future>
#include <random>
#include <stdexcept>
#include <thread>

#include <unistd.h>

namespace lineside::test {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kPatience = 120;  // seconds, for a machine full of other work that is watched at each of its calls
constexpr const char *kStations[] = {"a", "b"};
const ModelId kOld{"tiny", 1}, kNew{"tiny", 2};

/// Of a child process: told to the parent, and the end.
[[noreturn]] void fail(Told &told, const std::string &what)
{
    std::strncpy(told.wrong, what.c_str(), sizeof told.wrong - 1);
    ::_exit(1);
}

/// One station, then the other, each for ten parts; flow and latency guard.
CanaryPlan plan()
{
    CanaryPlan plan;
    plan.name = "kills";
    for (const char *id : kStations) {
        CanaryStep &step = plan.steps.emplace_back();
        step.stations = {id};
        step.leastParts = 10;
        step.leastTime = std::chrono::minutes(0);
        step.end = StepEnd::GoOn;
    }
    plan.guard.controls = plan.guard.ownPast = plan.guard.collapse = false;
    return plan;
}

/// Of a child process.
class TwoStations {
public:
    TwoStations(const fs::path &dataDir, Told &told) : m_told(told), m_engine(parts(dataDir), m_thread)
    {
        if (const auto started = m_engine.start(); !started)
            fail(told, "the engine did not start: " + started.error().detail);
    }
    EngineSnapshotPtr now() const { return m_engine.snapshot(); }
    void until(const std::function<bool()> &wanted) const
    {
        while (!wanted())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ModelId offer(const fs::path &file, const std::optional<StationId> &id)
    {
        const CandidateId candidate = m_engine.offerFile(file, id);
        std::optional<ModelId> model;
        until([&] {
            const EngineSnapshotPtr seen = now();
            for (const CandidateSnapshot &c : seen->candidates) {
                if (c.id == candidate && c.finished && c.refusal)
                    fail(m_told, std::string("refused: ") + toString(c.refusal->reason));
                if (c.id == candidate && c.finished)
                    model = c.model;
            }
            return model.has_value();
        });
        return *model;
    }
    void carryOut(const std::function<void(Engine::Done)> &command)
    {
        std::promise<Result<void>> answer;
        command([&](Result<void> result) { answer.set_value(std::move(result)); });
        if (const Result<void> result = answer.get_future().get(); !result)
            fail(m_told, "refused: " + result.error().detail);
    }
    LocalEngine *operator->() { return &m_engine; }

    std::optional<CanaryProgress> canary() const
    {
        const EngineSnapshotPtr seen = now();
        return seen->canary ? std::optional(seen->canary->progress) : std::nullopt;
    }
    /// What is on air otherwise than the plan says; empty: nothing.
    std::string notAsPlanned(const CanaryProgress &p) const
    {
        const EngineSnapshotPtr seen = now();
        for (const StationSnapshot &s : seen->stations) {
            const auto seat = std::ranges::find(p.stations, s.config.id, &CanaryStation::station);
            const ModelId wanted = seat != p.stations.end() && seat->step < p.begun ? kNew : kOld;
            if (s.active != wanted)
                return s.config.id + " has " + (s.active ? s.active->text() : "nothing") + ", by the plan it has " + wanted.text();
        }
        return {};
    }
    /// Tells how many steps have begun, until the plan is done.
    void watchToTheEnd()
    {
        until([&] {
            const auto p = canary();
            if (!p)
                return false;
            m_told.asked = std::max(m_told.asked.load(), p->begun);
            if (p->state == CanaryState::RolledBack || p->state == CanaryState::Aborted)
                fail(m_told, std::string("the canary is ") + toString(p->state));
            return p->state == CanaryState::Done;
        });
        if (const std::string wrong = notAsPlanned(*canary()); !wrong.empty())
            fail(m_told, "at the end " + wrong);
    }

private:
    static EngineParts parts(const fs::path &dataDir)
    {
        static const SystemClock clock;
        fs::create_directories(dataDir);
        EngineParts parts = stubParts(dataDir, clock);
        parts.defaultStations.clear();
        for (const char *id : kStations) {
            StationConfig &s = parts.defaultStations.emplace_back();
            s.id = s.name = id;
            s.source.targetFps = 50;
            s.rule.rejectLabels = {"Cap"};
            s.healthCheck = false;
        }
        return parts;
    }

    Told &m_told;
    ThreadTaskRunner m_thread{"engine", AtStop::FinishWaiting};
    LocalEngine m_engine;
};

/// The old model on air at both, the new one in the library.
void prepare(const fs::path &data, const std::vector<fs::path> &files, Told &told)
{
    spdlog::set_level(spdlog::level::off);
    ::alarm(kPatience);
    {
        TwoStations line(data, told);
        for (const char *id : kStations) {
            const ModelId model = line.offer(files[0], id);
            line.carryOut([&](Engine::Done done) { line->promote(id, model, std::move(done)); });
        }
        line.offer(files[1], std::nullopt);
    }
    told.done = true;
}

void play(const fs::path &data, Told &told)
{
    spdlog::set_level(spdlog::level::off);
    ::alarm(kPatience);
    {
        TwoStations line(data, told);
        line.until([&] {
            const EngineSnapshotPtr seen = line.now();
            return std::ranges::all_of(seen->stations, [](const StationSnapshot &s) { return s.counters.judged > 0; });
        });
        told.changing = true;
        line.carryOut([&](Engine::Done done) { line->startCanary(plan(), kNew, {"better caps", "Nina"}, std::move(done)); });
        line.watchToTheEnd();
        told.changing = false;
    }
    told.done = true;
}

/// After one that was killed when so many steps had begun; of the last one it may not have been written down yet.
void goOn(const fs::path &data, int begun, Told &told)
{
    spdlog::set_level(spdlog::level::off);
    ::alarm(kPatience);
    {
        TwoStations line(data, told);
        const auto p = line.canary();
        if (!p && begun > 1)
            fail(told, "the canary is gone");
        if (p && p->begun + 1 < begun)
            fail(told, std::to_string(begun) + " steps had begun, now " + std::to_string(p->begun) + " have");
        if (const std::string wrong = line.notAsPlanned(p.value_or(CanaryProgress{})); !wrong.empty())
            fail(told, wrong);
        told.imported = p.has_value();
        if (p)
            line.watchToTheEnd();
    }
    for (const std::string &wrong : {wrongOnDisk(data), wrongInHistory(data)}) {
        if (!wrong.empty())
            fail(told, wrong);
    }
    told.done = true;
}

class Kills {
public:
    Kills(const fs::path &folder) : m_prior(folder / "prior"), m_data(folder / "data")
    {
        const auto files = weightFiles(folder / "offered", 2);
        const auto told = sharedMemory();
        const Ended ended = runApart([&] { prepare(m_prior, files, *told); });
        if (ended.signal || ended.exitCode || !told->done)
            throw std::runtime_error(std::string("no prior state: ") + told->wrong);
    }
    std::uint64_t calls()
    {
        anew();
        const auto told = sharedMemory();
        Killer counter(*told, 0);
        const Ended ended = runTraced([&] { play(m_data, *told); }, {}, counter);
        if (ended.signal || ended.exitCode || !told->done)
            throw std::runtime_error(std::string("no canary: ") + told->wrong);
        return counter.counted();
    }
    /// False where it was not reached.
    bool at(std::uint64_t n, CanaryKillCount &count)
    {
        anew();
        const auto told = sharedMemory();
        Killer killer(*told, n);
        const Ended ended = runTraced([&] { play(m_data, *told); }, {}, killer);
        const auto wrong = [&](const std::string &what) { count.wrong.push_back("call " + std::to_string(n) + ": " + what); };
        if (!ended.killed) {
            if (ended.signal || ended.exitCode || !told->done)
                wrong("without being killed: signal " + std::to_string(ended.signal) + " " + told->wrong);
            ++count.missed;
            return false;
        }
        ++count.points;
        const auto next = sharedMemory();
        const Ended start = runApart([&] { goOn(m_data, told->asked, *next); });
        if (start.signal || start.exitCode || !next->done)
            wrong("after " + std::to_string(told->asked) + " steps, at the next start: signal " + std::to_string(start.signal) + " " + next->wrong);
        ++(next->imported ? count.wentOn : count.none);
        return true;
    }

private:
    void anew() const
    {
        fs::remove_all(m_data);
        fs::copy(m_prior, m_data, fs::copy_options::recursive);
    }
    const fs::path m_prior, m_data;
};

}  // namespace

CanaryKillCount killInCanary(const fs::path &folder, std::uint64_t points, std::uint64_t seed)
{
    Kills kills(folder);
    const std::uint64_t all = kills.calls(), stride = std::max<std::uint64_t>(1, all / std::max<std::uint64_t>(1, points));
    std::printf("a canary: %llu system calls\n", static_cast<unsigned long long>(all));
    CanaryKillCount count;
    std::mt19937_64 random(seed);
    while (count.points < points && count.wrong.size() < 10) {
        for (std::uint64_t n = 1 + random() % stride; count.points < points && n < 4 * all; n += stride) {
            if (!kills.at(n, count))
                break;
        }
    }
    return count;
}

}  // namespace lineside::test
