// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/canarypast.h"
#include "engine/core/decisions.h"
#include "engine/core/sightedexecutor.h"
#include "record/recordfile.h"
#include "record/verdictreader.h"

#include <QtTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lineside::test {


/// Holds memory, every page of which is in use.
class HeavyExecutor final : public Executor {
public:
    HeavyExecutor(const NetworkInfo &network, const Sights &sights, std::size_t bytes) : m_sighted(network, sights), m_weight(bytes, char{1}) {}
    const ExecutorInfo &info() const noexcept override { return m_sighted.info(); }
    const NetworkInfo &network() const noexcept override { return m_sighted.network(); }
    std::span<float> input() noexcept override { return m_sighted.input(); }
    Result<TensorView> run() override { return m_sighted.run(); }

private:
    SightedExecutor m_sighted;
    std::vector<char> m_weight;
};

/// For tests of a model that goes on air step by step: three stations, what each model sees in every picture, and a plan over the first two of them.
class CanaryDecisions : protected Decisions {
protected:
    inline static const ModelId kThree{"tiny", 3};

    /// Before each test.
    void begin()
    {
        Decisions::begin();
        for (auto &sight : m_sights)
            sight = Sight::Bottle;
        m_memoryOfAModel = 0;
    }

    /// Three stations where every picture is a part, and a cap is a reject.
    std::function<void(EngineParts &)> three(const std::function<void(std::vector<StationConfig> &)> &change = {})
    {
        return [this, change](EngineParts &p) {
            auto list = stations({"a", "b", "c"});
            for (StationConfig &s : list) {
                s.rule.rejectLabels = {"Cap"};
                s.healthCheck = false;
            }
            if (change)
                change(list);
            give(p, list);
            p.recordVerdicts = true;
            p.executors.make = [this](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
                return std::unique_ptr<Executor>(new HeavyExecutor(file.network->info, m_sights, m_memoryOfAModel));
            };
        };
    }
    /// Station a, then b; each for some parts.
    static CanaryPlan plan(std::int64_t parts = 1'000'000, StepEnd end = StepEnd::Ask)
    {
        CanaryPlan plan;
        plan.name = "usual";
        for (const char *id : {"a", "b"})
            plan.steps.push_back({.stations = {id}, .leastParts = parts, .leastTime = std::chrono::minutes(0), .end = end});
        return plan;
    }
    static Result<void> start(StubLine &line, const CanaryPlan &plan, const ModelId &model = kTwo, const PromotionNote &note = {"better caps", "Nina"})
    {
        return line.carryOut([&](Engine::Done done) { line->startCanary(plan, model, note, done); });
    }
    static Result<void> steer(StubLine &line, CanaryHand hand)
    {
        return line.carryOut([&](Engine::Done done) { line->steerCanary(hand, done, {"Ada", {}}); });
    }
    static std::shared_ptr<const CanarySnapshot> canary(StubLine &line) { return line->snapshot()->canary; }
    static CanaryState stateOf(StubLine &line) { return canary(line) ? canary(line)->progress.state : CanaryState::Waiting; }
    static std::vector<std::optional<ModelId>> onAir(StubLine &line) { return {line.station("a").active, line.station("b").active, line.station("c").active}; }
    /// Version 1 on air everywhere, the others in the library.
    void fill(StubLine &line) const
    {
        for (const char *id : {"a", "b", "c"}) {
            QVERIFY(!line.offer(1, id).refusal);
            QVERIFY(line.promote(id, 1));
        }
        for (const int version : {2, 3})
            QVERIFY(!line.offer(version, std::nullopt).refusal);
        for (const char *id : {"a", "b"})
            QTRY_VERIFY_WITH_TIMEOUT(recorded(id) >= kLeastBefore, kPatience);
    }
    std::size_t recorded(const StationId &station) const
    {
        auto reader = VerdictReader::open(recordFileOf(data()));
        return reader ? reader->lastOutcomes(station, kOne, 10 * kLeastBefore)->size() : 0;
    }
    /// Every part of the station that is in the record, the oldest first.
    std::vector<VerdictRecord> verdicts(const StationId &station) const
    {
        auto reader = VerdictReader::open(recordFileOf(data()));
        return reader ? reader->verdictsBetween(station, WallTime(), WallTime::clock::now() + std::chrono::hours(1), 1'000'000)->verdicts : std::vector<VerdictRecord>();
    }
    /// The word of a guard as the screens have it; none: it has no row.
    static std::optional<GuardEvidence> wordOf(StubLine &line, CanaryGuardKind guard)
    {
        const auto shown = canary(line);
        const auto &words = shown->evidence.guards;
        const auto word = std::ranges::find(words, guard, &GuardEvidence::guard);
        return word == words.end() ? std::nullopt : std::optional(*word);
    }
    static void applyContract(StubLine &line, const std::function<void(StationContract &)> &change)
    {
        std::vector<StationConfig> list;
        for (const char *id : {"a", "b", "c"}) {
            list.push_back(line.station(id).config);
            change(list.back().contract);
        }
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }));
    }
    static void stepBegins(StubLine &line, std::size_t step)
    {
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::CanaryStepBegun).size(), step, kPatience);
    }

    Sights m_sights;
    std::atomic<std::size_t> m_memoryOfAModel{0};  ///< bytes that a model takes beside what it is
};

}  // namespace lineside::test
