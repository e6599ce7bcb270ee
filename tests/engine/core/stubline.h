// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/taskrunner.h"
#include "engine/core/stubparts.h"
#include "engine/weights/tinycheckpoint.h"

#include <QtTest>

#include <atomic>
#include <fstream>
#include <future>

namespace lineside::test {

/// How all executors of a StubLine behave from now on.
struct Behaviour {
    std::atomic<bool> broken{false};   ///< no run succeeds
    std::atomic<bool> slow{false};     ///< a run takes some milliseconds
    std::function<void()> onMake;      ///< on the loader thread, before an executor is made; set before the line starts
};

/// Holds the loader where it is about to make an executor, until the test lets it go on. Made before the line, outlives it. Once.
class HeldMaking {
public:
    explicit HeldMaking(Behaviour &behaviour) : m_behaviour(behaviour)
    {
        behaviour.onMake = [this] {
            if (m_next.exchange(false)) {
                m_held.set_value();
                m_goOn.get_future().wait();
            }
        };
    }
    HeldMaking(const HeldMaking &) = delete;
    HeldMaking &operator=(const HeldMaking &) = delete;
    ~HeldMaking() { m_behaviour.onMake = {}; }

    void holdNext() { m_next = true; }
    void waitUntilHeld() { m_held.get_future().wait(); }
    void letGo() { m_goOn.set_value(); }

private:
    Behaviour &m_behaviour;
    std::atomic<bool> m_next{false};
    std::promise<void> m_held, m_goOn;
};

class BehavingExecutor final : public Executor {
public:
    BehavingExecutor(NetworkInfo network, const Behaviour &behaviour) : m_stub(std::move(network)), m_behaviour(behaviour) {}
    const ExecutorInfo &info() const noexcept override { return m_stub.info(); }
    const NetworkInfo &network() const noexcept override { return m_stub.network(); }
    std::span<float> input() noexcept override { return m_stub.input(); }
    Result<TensorView> run() override
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(m_behaviour.slow ? 5 : 0);
        while (std::chrono::steady_clock::now() < end) {
        }
        if (m_behaviour.broken)
            return Error{ErrorCode::Internal, "broken"};
        return m_stub.run();
    }

private:
    StubExecutor m_stub;
    const Behaviour &m_behaviour;
};

/// An engine without libraries in a folder of its own, that does what a Behaviour says; for tests of what it decides.
class StubLine {
public:
    static constexpr int kPatience = 60000;

    /// `change` may set other parts. `behaviour` outlives this.
    StubLine(const std::filesystem::path &folder, const Behaviour &behaviour, const std::function<void(EngineParts &)> &change = {})
        : m_folder(folder), m_engine(parts(folder, behaviour, m_clock, change), m_thread)
    {
        if (const auto started = m_engine.start(); !started)
            qFatal("%s", started.error().detail.c_str());
    }

    LocalEngine *operator->() { return &m_engine; }
    /// The engine's own, on which it decides.
    TaskRunner &thread() { return m_thread; }

    StationSnapshot station(const StationId &id) const
    {
        const auto snapshot = m_engine.snapshot();
        return *std::find_if(snapshot->stations.begin(), snapshot->stations.end(), [&](const auto &s) { return s.config.id == id; });
    }
    CandidateSnapshot candidate(CandidateId id) const
    {
        const auto snapshot = m_engine.snapshot();
        for (const CandidateSnapshot &c : snapshot->candidates) {
            if (c.id == id)
                return c;
        }
        return {};
    }
    ModelState stateOf(const ModelId &id) const
    {
        const auto snapshot = m_engine.snapshot();
        for (const ModelSnapshot &m : snapshot->models) {
            if (m.id == id)
                return m.state;
        }
        return ModelState::Offline;
    }
    std::vector<HistoryEvent> events(EventKind kind) const
    {
        std::vector<HistoryEvent> all;
        for (const HistoryEvent &e : m_engine.history(100000)) {
            if (e.kind == kind)
                all.push_back(e);
        }
        return all;
    }
    /// A weight file of its own bytes for each version, in the line's folder; written once.
    std::filesystem::path file(int version) const
    {
        TinyCheckpoint tiny;
        tiny.producer = std::to_string(version);
        const std::filesystem::path path = m_folder / ("tiny-v" + std::to_string(version) + ".pt");
        if (std::filesystem::exists(path))
            return path;  // written anew it would be other bytes: a zip knows the time
        std::ofstream(path, std::ios::binary) << tiny.bytes();
        return path;
    }
    /// Offered and finished, taken or refused.
    CandidateSnapshot offer(int version, std::optional<StationId> to)
    {
        const CandidateId id = m_engine.offerFile(file(version), std::move(to));
        [&] { QTRY_VERIFY_WITH_TIMEOUT(candidate(id).finished, kPatience); }();
        return candidate(id);
    }
    template <class Command>
    Result<void> carryOut(Command &&command)
    {
        std::promise<Result<void>> answer;
        command([&](Result<void> r) { answer.set_value(std::move(r)); });
        return answer.get_future().get();
    }
    Result<void> promote(const StationId &s, int version, const PromotionNote &note = {})
    {
        return carryOut([&](Engine::Done done) { m_engine.promote(s, {"tiny", version}, done, note); });
    }
    Result<void> rollBack(const StationId &s)
    {
        return carryOut([&](Engine::Done done) { m_engine.rollBack(s, done); });
    }
    Result<void> offerModel(const StationId &s, int version)
    {
        return carryOut([&](Engine::Done done) { m_engine.offerModel(s, {"tiny", version}, done); });
    }
    Result<void> setShadow(const StationId &s, int version)
    {
        return carryOut([&](Engine::Done done) { m_engine.setShadow(s, ModelId{"tiny", version}, done); });
    }

private:
    static EngineParts parts(const std::filesystem::path &folder, const Behaviour &behaviour, const Clock &clock,
                             const std::function<void(EngineParts &)> &change)
    {
        EngineParts parts = stubParts(folder / "data", clock);
        std::filesystem::create_directories(folder / "data");
        parts.executors.make = [&behaviour](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
            if (behaviour.onMake)
                behaviour.onMake();
            return std::unique_ptr<Executor>(new BehavingExecutor(file.network->info, behaviour));
        };
        if (change)
            change(parts);
        return parts;
    }

    const std::filesystem::path m_folder;
    const SystemClock m_clock;
    ThreadTaskRunner m_thread{"engine", AtStop::FinishWaiting};
    LocalEngine m_engine;
};

}  // namespace lineside::test
