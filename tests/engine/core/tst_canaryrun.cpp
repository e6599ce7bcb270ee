// SPDX-License-Identifier: GPL-3.0-or-later
// A model goes on air step by step: the engine carries a plan out, takes the model back where it does harm, and goes on after a restart.
#include "core/canarypast.h"
#include "engine/core/decisions.h"
#include "engine/core/sightedexecutor.h"
#include "record/recordfile.h"
#include "record/verdictreader.h"
#include "store/canaryjson.h"
#include "store/checksum.h"
#include "store/configfile.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const ModelId kThree{"tiny", 3};

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

}  // namespace

class TestCanaryRun : public QObject, protected Decisions {
    Q_OBJECT

    Sights m_sights;
    std::atomic<std::size_t> m_memoryOfAModel{0};  ///< bytes that a model takes beside what it is

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
            plan.steps.push_back({.stations = {id}, .leastParts = parts, .leastTime = 0min, .end = end});
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
        return reader ? reader->verdictsBetween(station, WallTime(), WallTime::clock::now() + 1h, 1'000'000)->verdicts : std::vector<VerdictRecord>();
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
    /// What changes cannot be saved as long as this is there: a folder in the place of the temporary file of the canary.
    class NoSaving {
    public:
        explicit NoSaving(const fs::path &data) : m_inTheWay(data / "canary.json.lineside-new")
        {
            std::error_code inHand;  // of a file that is on its way
            [&] { QTRY_VERIFY_WITH_TIMEOUT(fs::create_directory(m_inTheWay, inHand) || fs::is_directory(m_inTheWay), kPatience); }();
        }
        NoSaving(const NoSaving &) = delete;
        NoSaving &operator=(const NoSaving &) = delete;
        ~NoSaving() { end(); }
        void end() const { fs::remove(m_inTheWay); }

    private:
        const fs::path m_inTheWay;
    };
    static void stepBegins(StubLine &line, std::size_t step)
    {
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::CanaryStepBegun).size(), step, kPatience);
    }

private slots:
    void init()
    {
        begin();
        for (auto &sight : m_sights)
            sight = Sight::Bottle;
        m_memoryOfAModel = 0;
    }

    void the_old_model_in_shadow_takes_back_one_that_rejects_what_it_passes()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        m_sights[2] = Sight::Cap;
        CanaryPlan shadowed = plan();
        shadowed.guard = {.controls = false, .ownPast = false, .collapse = false, .shadow = true};
        QVERIFY(start(line, shadowed));
        stepBegins(line, 1);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(canary(line)->progress.harm->guard, CanaryGuardKind::Shadow);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kOne, kOne, kOne}));
        QVERIFY(!line.station("a").shadow);  // it would be compared with itself
        QCOMPARE(line.events(EventKind::ShadowStarted).front().station, StationId("a"));
    }
    void nobody_takes_the_shadow_from_the_old_model_while_it_guards()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        CanaryPlan shadowed = plan();
        shadowed.guard.shadow = true;
        QVERIFY(start(line, shadowed));
        stepBegins(line, 1);
        for (const std::optional<ModelId> &other : {std::optional(kThree), std::optional<ModelId>()}) {
            const auto answer = line.carryOut([&](Engine::Done done) { line->setShadow("a", other, done); });
            QVERIFY(!answer && answer.error().code == ErrorCode::Busy);
        }
        QCOMPARE(line.station("a").shadow, std::optional(kOne));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("c", kThree, done); }));  // it has the old model
    }
    void the_old_model_leaves_the_shadow_when_the_plan_is_done()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        CanaryPlan shadowed = plan(10, StepEnd::GoOn);
        shadowed.steps.pop_back();
        shadowed.guard.shadow = true;
        QVERIFY(start(line, shadowed));
        stepBegins(line, 1);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Done, kPatience);
        QVERIFY(!line.station("a").shadow);
        QCOMPARE(line.station("a").active, std::optional(kTwo));
        QCOMPARE(line.station("a").previous, std::optional(kOne));
        QCOMPARE(line.events(EventKind::ShadowStopped).size(), std::size_t{1});
        const auto &words = canary(line)->evidence.guards;
        QVERIFY(std::ranges::any_of(words, [](const GuardEvidence &word) { return word.guard == CanaryGuardKind::Shadow; }));
    }
    void after_a_restart_the_old_model_still_guards_in_shadow()
    {
        CanaryPlan shadowed = plan();
        shadowed.guard = {.controls = false, .ownPast = false, .collapse = false, .shadow = true};
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(start(line, shadowed));
            stepBegins(line, 1);
        }
        m_sights[2] = Sight::Cap;
        StubLine line(dir(), m_behaviour, three());
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(canary(line)->progress.harm->guard, CanaryGuardKind::Shadow);
        QTRY_COMPARE_WITH_TIMEOUT(onAir(line), (std::vector<std::optional<ModelId>>{kOne, kOne, kOne}), kPatience);
    }

    void a_step_puts_the_model_on_air_at_its_stations_alone()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan()));
        stepBegins(line, 1);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kTwo, kOne, kOne}));
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.stations.front().parts > 5, kPatience);
        QCOMPARE(stateOf(line), CanaryState::Running);
        QVERIFY(!canary(line)->evidence.guards.empty());
        const HistoryEvent promoted = line.events(EventKind::Promoted).front();
        QCOMPARE(promoted.station, StationId("a"));
        QCOMPARE(promoted.by, std::string("Nina"));
        QCOMPARE(promoted.detail, std::string("better caps"));
        QVERIFY(promoted.canary && promoted.canary->plan == "usual" && promoted.canary->step == 1 && promoted.canary->steps == 2);
    }
    void harm_takes_the_model_back_and_leaves_no_way_to_it_data()
    {
        QTest::addColumn<int>("sight");
        QTest::newRow("it rejects everything") << static_cast<int>(Sight::Cap);
        QTest::newRow("it sees nothing") << static_cast<int>(Sight::Nothing);
        QTest::newRow("it does not run") << static_cast<int>(Sight::Broken);
    }
    void harm_takes_the_model_back_and_leaves_no_way_to_it()
    {
        QFETCH(int, sight);
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20, StepEnd::GoOn)));  // does harm when both stations have it
        stepBegins(line, 2);
        m_sights[2] = static_cast<Sight>(sight);
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::CanaryRolledBack).size(), std::size_t{1}, kPatience);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
        QVERIFY(stateOf(line) == CanaryState::RolledBack && canary(line)->progress.harm);
        const HistoryEvent told = line.events(EventKind::CanaryRolledBack).front();
        QVERIFY(told.sequence > line.events(EventKind::RolledBack).front().sequence);  // what the bar shows last is the whole
        QVERIFY(told.canary && told.canary->harm && told.by.empty());
        for (const char *id : {"a", "b"}) {
            QVERIFY(!line.station(id).previous);  // "Roll back" must not mean what was just taken back
            QCOMPARE(line.station(id).counters.lost, sight == static_cast<int>(Sight::Broken) ? line.station(id).counters.lost : std::uint64_t{0});
        }
        QCOMPARE(line.events(EventKind::RolledBack).size(), std::size_t{2});
        QVERIFY(line.events(EventKind::RolledBack).front().canary);
        QVERIFY(!steer(line, CanaryHand::Resume));
    }
    void where_harm_is_decided_no_frame_of_the_new_model_follows_one_of_the_old_at_any_station_and_none_is_lost()
    {
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            for (StationConfig &s : list)
                s.source.targetFps = 20;
        }));
        fill(line);
        QVERIFY(start(line, plan(20, StepEnd::GoOn)));
        stepBegins(line, 2);
        m_sights[2] = Sight::Cap;
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        std::int64_t judgedByNew = 0;
        for (const char *id : {"a", "b"}) {
            std::vector<VerdictRecord> all;
            const auto isBack = [&] {
                all = verdicts(id);
                return !all.empty() && all.back().model == kOne && std::ranges::find(all, kTwo, &VerdictRecord::model) != all.end();
            };
            QTRY_VERIFY_WITH_TIMEOUT(isBack(), kPatience);
            const auto first = std::ranges::find(all, kTwo, &VerdictRecord::model);
            const auto back = std::find_if(first, all.end(), [](const VerdictRecord &v) { return v.model == kOne; });
            QCOMPARE(std::count_if(back, all.end(), [](const VerdictRecord &v) { return v.model == kTwo; }), 0);  // the first frame of the old one ends it
            QCOMPARE(all.back().part - all.front().part + 1, all.size());
            judgedByNew += back - first;
            QTRY_VERIFY_WITH_TIMEOUT(line.station(id).lastSwap && line.station(id).lastSwap->rollBack && line.station(id).lastSwap->firstVerdictMs > 0, kPatience);
            const SwapRecord swap = *line.station(id).lastSwap;
            qInfo("%s: the old model judges %.1f ms after the command, %d frames", id, swap.firstVerdictMs, static_cast<int>(swap.framesDuring));
            QCOMPARE(swap.framesLost, std::uint64_t{0});
            QCOMPARE(line.station(id).counters.lost, std::uint64_t{0});
        }
        const std::int64_t after = judgedByNew - canary(line)->progress.harm->part;
        QVERIFY(after >= 0);
        qInfo("%d frames of the new model were judged after the one that decided", static_cast<int>(after));
    }
    void a_good_model_asks_at_the_end_of_each_step_and_is_done_after_the_last()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20)));
        for (const std::size_t step : {1u, 2u}) {
            QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::CanaryAsks).size(), step, kPatience);
            QVERIFY(line.station("c").active == kOne);
            QVERIFY(steer(line, CanaryHand::Approve));
        }
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Done, kPatience);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kTwo, kTwo, kOne}));
        QCOMPARE(line.events(EventKind::CanaryDone).front().by, std::string("Ada"));
        QCOMPARE(line.events(EventKind::CanaryStepBegun).front().by, std::string("Ada"));  // who let the second one begin
        QVERIFY(line.rollBack("a"));  // the way back stays, station by station
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kOne, kTwo, kOne}));
    }
    void a_hand_pauses_resumes_and_ends_it()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan()));
        stepBegins(line, 1);
        QVERIFY(!steer(line, CanaryHand::Approve));  // it has not asked
        QVERIFY(!steer(line, CanaryHand::Resume));
        QVERIFY(steer(line, CanaryHand::Pause));
        QVERIFY(stateOf(line) == CanaryState::Paused && line.station("a").active == kTwo);
        QVERIFY(!steer(line, CanaryHand::Pause));
        QVERIFY(steer(line, CanaryHand::Resume));
        QCOMPARE(stateOf(line), CanaryState::Running);
        QVERIFY(steer(line, CanaryHand::Abort));
        QCOMPARE(stateOf(line), CanaryState::Aborted);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
        QCOMPARE(line.events(EventKind::CanaryAborted).front().by, std::string("Ada"));
        QCOMPARE(line.events(EventKind::CanaryPaused).size(), std::size_t{1});
        QCOMPARE(line.events(EventKind::CanaryResumed).size(), std::size_t{1});
        const auto nobody = steer(line, CanaryHand::Abort);
        QVERIFY(!nobody && nobody.error().code == ErrorCode::NotFound);
    }
    void a_way_back_at_one_of_its_stations_is_one_at_all_of_them()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20, StepEnd::GoOn)));
        stepBegins(line, 2);
        QVERIFY(line.rollBack("b"));
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
        QCOMPARE(stateOf(line), CanaryState::Aborted);
    }
    void nothing_else_goes_on_air_at_its_stations_meanwhile()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan()));
        stepBegins(line, 1);
        for (const char *id : {"a", "b", "c"}) {
            QVERIFY(line.offerModel(id, 3));
            const auto held = line.promote(id, 3);
            QVERIFY(!held && held.error().code == ErrorCode::Busy);
        }
        const auto second = start(line, plan(), kThree);
        QVERIFY(!second && second.error().code == ErrorCode::Busy);
        const auto removed = line.carryOut([&](Engine::Done done) { line->removeModel(kTwo, done); });
        QVERIFY(!removed && removed.error().code == ErrorCode::Busy);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kTwo, kOne, kOne}));
    }
    void a_station_that_is_removed_ends_it_at_the_others_too()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20, StepEnd::GoOn)));
        stepBegins(line, 2);
        std::vector<StationConfig> left;
        for (const char *id : {"a", "c"})
            left.push_back(line.station(id).config);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(left, done); }));
        QVERIFY(line.station("a").active == kOne);
        QCOMPARE(stateOf(line), CanaryState::Aborted);
    }
    void what_must_not_begin_is_refused_and_nothing_changes()
    {
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            list[1].promotion = PromotionPolicy::Verdict;
            list[1].signPromotion = true;
            list[2].contract.labels = {"Bottle"};
        }));
        for (const char *id : {"a", "b"}) {
            QVERIFY(!line.offer(1, id).refusal);
            QVERIFY(line.promote(id, 1));
        }
        QVERIFY(!line.offer(2, std::nullopt).refusal);
        for (const char *id : {"a", "b"})
            QTRY_VERIFY_WITH_TIMEOUT(recorded(id) >= kLeastBefore, kPatience);
        const auto refused = [&](const CanaryPlan &p, ErrorCode code, const ModelId &model = kTwo, const PromotionNote &note = {"why", "Nina"}) {
            const auto answer = start(line, p, model, note);
            return !answer && answer.error().code == code;
        };
        QVERIFY(refused(CanaryPlan{}, ErrorCode::InvalidInput));
        CanaryPlan unknown = plan(), lots = plan(), third = plan();
        unknown.steps[0].stations = {"z"};
        lots.steps[0].leastLots = 3;
        third.steps[1].stations = {"c"};
        for (const CanaryPlan &bad : {unknown, lots})
            QVERIFY(refused(bad, ErrorCode::InvalidInput));
        QVERIFY(refused(plan(), ErrorCode::NotFound, {"tiny", 9}));
        QVERIFY(refused(plan(), ErrorCode::InvalidInput, kOne));                   // it is there already
        QVERIFY(refused(plan(), ErrorCode::VerdictMissing, kTwo, {"why", {}}));    // b asks for a name
        QVERIFY(refused(plan(), ErrorCode::SignatureMissing));                     // and for a signature
        QVERIFY(refused(third, ErrorCode::NotReady));                              // c has nothing to go back to
        QVERIFY(refused(plan(), ErrorCode::InvalidInput, kTwo, {std::string(PromotionNote::kMaxReason + 1, 'x'), "Nina"}));
        QVERIFY(!canary(line));
        QVERIFY(line.station("a").active == kOne && line.station("b").active == kOne);
        QVERIFY(!line->checkCanaryPlan(unknown).mayRun());
        QVERIFY(line->checkCanaryPlan(plan()).mayRun());
        QCOMPARE(line->checkCanaryPlan(plan()).steps, (std::vector<std::vector<StationId>>{{"a"}, {"b"}}));
        const ElectronicSignature signature{"Nina", "approved", {}};
        QVERIFY(start(line, plan(), kTwo, {"why", "Nina", Role::Engineer, signature}));
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Promoted).front().to, std::optional(kTwo), kPatience);
        const HistoryEvent begun = line.events(EventKind::CanaryBegun).front();
        QVERIFY(begun.role == Role::Engineer && begun.signedBy == signature);
        QVERIFY(line.events(EventKind::Promoted).front().signedBy == signature);
    }
    void a_step_that_waits_for_lots_goes_on_when_it_has_seen_them()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        CanaryPlan lots = plan(5);
        lots.steps[0].leastLots = 2;
        QVERIFY(!line->checkCanaryPlan(lots).mayRun());  // nobody tells one
        const auto setLot = [&](const char *lot) {
            QVERIFY(line.carryOut([&](Engine::Done done) { line->setLot("a", lot, done); }));
        };
        setLot("4711");
        QVERIFY(line->checkCanaryPlan(lots).mayRun());
        QVERIFY(start(line, lots));
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.lots == 1 && canary(line)->progress.stations.front().parts > 20, kPatience);
        QCOMPARE(stateOf(line), CanaryState::Running);
        setLot("4712");
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Asking, kPatience);
        QCOMPARE(canary(line)->progress.lots, 2);
    }
    void a_verdict_speaks_for_stations_that_have_the_model_it_compared_and_for_no_other()
    {
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            for (StationConfig &s : list) {
                s.promotion = PromotionPolicy::Verdict;
                s.comparison = {0.4, 0.4, 0.2};
                s.coverage = {0, 0};
                s.rule.pictureIsPart = true;
            }
        }));
        fill(line);
        QVERIFY(line.setShadow("c", 2));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("c").comparison && line.station("c").comparison->proves(), kPatience);
        QVERIFY(line.offerModel("b", 3));
        QVERIFY(line.promote("b", 3, {"another camera", "Nina"}));
        const auto refused = start(line, plan(), kTwo, {});
        QVERIFY(!refused && refused.error().code == ErrorCode::VerdictMissing);
        QVERIFY2(refused.error().detail.find("at b ") != std::string::npos, refused.error().detail.c_str());
        QVERIFY(!canary(line));
        CanaryPlan alone = plan();
        alone.steps.pop_back();
        alone.guard = {.controls = false, .ownPast = false, .collapse = false};
        QVERIFY(start(line, alone, kTwo, {}));  // a has what c compared
        stepBegins(line, 1);
        const HistoryEvent promoted = line.events(EventKind::Promoted).front();
        QVERIFY(promoted.station == "a" && promoted.evidence && promoted.evidence->state == AbState::AtLeastAsGood && promoted.by.empty());
        QVERIFY(steer(line, CanaryHand::Abort));
        CanaryPlan both = plan(5, StepEnd::GoOn);
        both.guard = alone.guard;
        QVERIFY(start(line, both, kTwo, {"the caps of today are red", "Nina"}));  // somebody answers for it at b
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Promoted).front().station, StationId("b"), kPatience);
        const HistoryEvent answered = line.events(EventKind::Promoted).front();
        QVERIFY(answered.station == "b" && !answered.evidence && answered.by == "Nina");
    }
    void where_it_is_not_known_what_is_usual_no_canary_begins()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(line.offerModel("b", 3));
        QVERIFY(line.promote("b", 3));
        const auto answer = start(line, plan());
        QVERIFY(!answer && answer.error().code == ErrorCode::NotReady);
        QVERIFY(!canary(line) && line.station("a").active == kOne);
        CanaryPlan blind = plan();
        blind.guard = {.controls = false, .ownPast = false, .collapse = false};  // flow and latency need no past
        QVERIFY(start(line, blind));
    }
    void a_model_that_does_not_fit_a_station_of_a_later_step_does_not_begin()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        std::vector<StationConfig> list;
        for (const char *id : {"a", "b", "c"})
            list.push_back(line.station(id).config);
        list[1].contract.labels = {"Bottle", "Cap", "Label"};
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }));
        const auto answer = start(line, plan());
        QVERIFY(!answer);
        QCOMPARE(line.events(EventKind::Refused).front().station, StationId("b"));
        QVERIFY(line.station("a").active == kOne && !canary(line));
    }
    void a_restart_goes_on_where_it_was()
    {
        std::int64_t parts = 0;
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(start(line, plan()));
            QTRY_VERIFY_WITH_TIMEOUT(canary(line) && canary(line)->progress.stations.front().parts > 20, kPatience);
            QVERIFY(steer(line, CanaryHand::Pause));
            QVERIFY(steer(line, CanaryHand::Resume));  // what is seen is saved
            parts = canary(line)->progress.stations.front().parts;
        }
        StubLine line(dir(), m_behaviour, three());
        QVERIFY(stateOf(line) == CanaryState::Running && canary(line)->progress.begun == 1);
        QVERIFY(canary(line)->progress.stations.front().parts >= parts);
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.stations.front().parts > parts + 20, kPatience);
        m_sights[2] = Sight::Cap;
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
    }
    void who_began_it_and_why_is_told_of_every_step_also_after_a_restart()
    {
        const ElectronicSignature signature{"Nina Berg", "approved", WallTime(std::chrono::milliseconds(1'700'000'000'123))};
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(line.setShadow("b", 2));
            QTRY_VERIFY_WITH_TIMEOUT(line.station("b").comparison && line.station("b").comparison->verdict.parts > 0, kPatience);
            QVERIFY(start(line, plan(20), kTwo, {"better caps", "Nina", Role::Engineer, signature}));
            QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Asking, kPatience);
            const HistoryEvent first = line.events(EventKind::Promoted).front();
            QVERIFY(first.station == "a" && first.evidence && first.evidence->parts > 0);  // a has the model that b compared
        }
        StubLine line(dir(), m_behaviour, three());
        QTRY_VERIFY_WITH_TIMEOUT(!canary(line)->preparing, kPatience);
        QVERIFY(steer(line, CanaryHand::Approve));
        stepBegins(line, 2);
        const HistoryEvent promoted = line.events(EventKind::Promoted).front();
        QCOMPARE(promoted.station, StationId("b"));
        QVERIFY(promoted.by == "Nina" && promoted.role == Role::Engineer && promoted.signedBy == signature);
        QCOMPARE(promoted.detail, std::string("better caps"));
        QVERIFY(promoted.evidence && promoted.evidence->state == AbState::Open && promoted.evidence->parts > 0);
        QVERIFY(promoted.canary && promoted.canary->step == 2);
        QCOMPARE(line.events(EventKind::CanaryStepBegun).front().by, std::string("Ada"));  // who let it go on
    }
    void what_was_decided_and_cut_off_is_carried_out_at_the_next_start_data()
    {
        QTest::addColumn<bool>("back");
        QTest::newRow("the model goes on air") << false;
        QTest::newRow("the model is taken back") << true;
    }
    void what_was_decided_and_cut_off_is_carried_out_at_the_next_start()
    {
        QFETCH(bool, back);
        const bool compared = !back;
        std::string stateBefore;
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(!back || start(line, plan()));
            if (back)
                stepBegins(line, 1);
        }
        stateBefore = text(data() / "state.json");
        {
            StubLine line(dir(), m_behaviour, three());
            QTRY_VERIFY_WITH_TIMEOUT(line.station("b").counters.judged > 0, kPatience);
            if (compared) {
                QVERIFY(line.setShadow("c", 2));
                QTRY_VERIFY_WITH_TIMEOUT(line.station("c").comparison && line.station("c").comparison->verdict.parts > 0, kPatience);
            }
            QVERIFY(back ? steer(line, CanaryHand::Abort) : start(line, plan()));
            if (!back)
                stepBegins(line, 1);
        }
        // As if the power had gone between the two files.
        auto saved = canaryFrom(text(data() / "canary.json"));
        QVERIFY(saved && saved->carriedOut);
        saved->carriedOut = false;
        write(data() / "canary.json", withChecksum(canaryText(*saved), ChecksumForm::OneLine));
        write(data() / "state.json", stateBefore);
        write(data() / "state.copy.json", stateBefore);
        StubLine line(dir(), m_behaviour, three());
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{back ? kOne : kTwo, kOne, kOne}));
        QCOMPARE(stateOf(line), back ? CanaryState::Aborted : CanaryState::Running);
        QCOMPARE(line.events(back ? EventKind::RolledBack : EventKind::Promoted).front().station, StationId("a"));
        QVERIFY(line.events(EventKind::Unfinished).empty());
        const HistoryEvent told = line.events(back ? EventKind::RolledBack : EventKind::Promoted).front();
        QCOMPARE(told.by, std::string(back ? "" : "Nina"));
        QCOMPARE(told.detail, std::string(back ? "" : "better caps"));
        QCOMPARE(told.evidence.has_value(), !back && compared);
    }
    void a_damaged_file_is_put_aside_and_told()
    {
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(start(line, plan()));
            stepBegins(line, 1);
        }
        std::string spoilt = text(data() / "canary.json");
        spoilt[spoilt.size() / 2] ^= 1;
        write(data() / "canary.json", spoilt);
        StubLine line(dir(), m_behaviour, three());
        QVERIFY(!canary(line));
        QCOMPARE(line.events(EventKind::NotRead).front().file, std::string("canary.json"));
        QVERIFY(fs::exists(data() / "canary.damaged.json"));
        QVERIFY(line.station("a").active == kTwo);
    }
    void a_step_that_is_approved_while_changes_cannot_be_saved_begins_by_itself_once_they_are()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20)));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Asking, kPatience);
        const NoSaving full(data());
        QVERIFY(steer(line, CanaryHand::Pause));  // which is to be saved
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->saveTrouble, kPatience);
        QVERIFY(steer(line, CanaryHand::Resume));
        QCOMPARE(stateOf(line), CanaryState::Asking);
        QVERIFY(steer(line, CanaryHand::Approve));
        QVERIFY(stateOf(line) == CanaryState::Paused && canary(line)->progress.pause == CanaryPause::NotSaved);
        QCOMPARE(canary(line)->progress.by, std::string("Ada"));
        const auto answer = steer(line, CanaryHand::Resume);  // which does not save anything
        QVERIFY(!answer && answer.error().code == ErrorCode::Busy);
        QCOMPARE(line.events(EventKind::CanaryPaused).front().canary->pause, CanaryPause::NotSaved);
        const auto parts = canary(line)->progress.stations.front().parts;
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.stations.front().parts > parts + 20, kPatience);  // looks go by
        QCOMPARE(stateOf(line), CanaryState::Paused);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kTwo, kOne, kOne}));
        full.end();
        stepBegins(line, 2);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kTwo, kTwo, kOne}));
    }
    void a_canary_is_not_done_before_that_is_saved()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        CanaryPlan one = plan(20);
        one.steps.pop_back();
        QVERIFY(start(line, one));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Asking, kPatience);
        const NoSaving full(data());
        QVERIFY(steer(line, CanaryHand::Pause));
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->saveTrouble, kPatience);
        QVERIFY(steer(line, CanaryHand::Resume));
        QVERIFY(steer(line, CanaryHand::Approve));
        QVERIFY(stateOf(line) == CanaryState::Paused && canary(line)->progress.pause == CanaryPause::NotSaved);
        QVERIFY(line.events(EventKind::CanaryDone).empty());
        full.end();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Done, kPatience);
        QCOMPARE(line.events(EventKind::CanaryDone).size(), std::size_t{1});
    }
    void the_guards_go_on_while_changes_cannot_be_saved()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20)));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Asking, kPatience);
        const NoSaving full(data());
        QVERIFY(steer(line, CanaryHand::Pause));
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->saveTrouble, kPatience);
        QVERIFY(steer(line, CanaryHand::Resume));
        QVERIFY(steer(line, CanaryHand::Approve));
        QCOMPARE(canary(line)->progress.pause, CanaryPause::NotSaved);
        m_sights[2] = Sight::Cap;
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
    }
    void verdicts_that_come_far_later_than_before_take_the_model_back_without_any_limit_in_the_contract()
    {
        CanaryPlan blind = plan();
        blind.guard = {.controls = false, .ownPast = false, .collapse = false};
        double limit = 0;
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(start(line, blind));
            stepBegins(line, 1);
            QTRY_VERIFY_WITH_TIMEOUT(wordOf(line, CanaryGuardKind::Latency), kPatience);
            limit = *wordOf(line, CanaryGuardKind::Latency)->limit;
            QVERIFY2(limit > 20, qPrintable(QString::number(limit)));  // a picture's time at least
            QVERIFY(!wordOf(line, CanaryGuardKind::Memory));            // of which nothing is said in the contract
        }
        StubLine line(dir(), m_behaviour, three());
        QTRY_VERIFY_WITH_TIMEOUT(wordOf(line, CanaryGuardKind::Latency), kPatience);
        QCOMPARE(*wordOf(line, CanaryGuardKind::Latency)->limit, limit);
        QCOMPARE(stateOf(line), CanaryState::Running);
        m_sights[2] = Sight::Late;
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(canary(line)->progress.harm->guard, CanaryGuardKind::Latency);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
    }
    void a_limit_of_the_contract_stays_the_limit()
    {
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            for (StationConfig &s : list)
                s.contract.maxLatencyMs = 30'000;
        }));
        fill(line);
        CanaryPlan blind = plan();
        blind.guard = {.controls = false, .ownPast = false, .collapse = false};
        QVERIFY(start(line, blind));
        stepBegins(line, 1);
        QTRY_VERIFY_WITH_TIMEOUT(wordOf(line, CanaryGuardKind::Latency), kPatience);
        QCOMPARE(*wordOf(line, CanaryGuardKind::Latency)->limit, 30'000.0);
    }
    void where_health_is_not_guarded_no_limit_is_shown_or_kept()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        CanaryPlan careless = plan();
        careless.guard.health = false;
        QVERIFY(start(line, careless));
        stepBegins(line, 1);
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.stations.front().parts > 60, kPatience);  // looks have gone by
        QVERIFY(!wordOf(line, CanaryGuardKind::Latency) && !wordOf(line, CanaryGuardKind::Memory));
    }
    void a_model_that_takes_more_memory_than_its_station_allows_is_taken_back()
    {
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            for (StationConfig &s : list)
                s.contract.maxMemoryMb = 100'000;
        }));
        m_memoryOfAModel = std::size_t{64} << 20;
        fill(line);
        CanaryPlan blind = plan();
        blind.guard = {.controls = false, .ownPast = false, .collapse = false};
        QVERIFY(start(line, blind));
        stepBegins(line, 1);
        QTRY_VERIFY_WITH_TIMEOUT(wordOf(line, CanaryGuardKind::Memory), kPatience);
        const GuardEvidence word = *wordOf(line, CanaryGuardKind::Memory);
        QCOMPARE(*word.limit, 100'000.0);
        QVERIFY2(*word.now > 2, qPrintable(QString::number(*word.now)));
        QCOMPARE(stateOf(line), CanaryState::Running);
        applyContract(line, [](StationContract &contract) { contract.maxMemoryMb = 1; });
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(canary(line)->progress.harm->guard, CanaryGuardKind::Memory);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
    }
    void what_a_comparison_proved_speaks_for_fewer_rejects_and_without_one_they_are_harm_data()
    {
        QTest::addColumn<bool>("proved");
        QTest::newRow("proved") << true;
        QTest::newRow("somebody answers for it") << false;
    }
    void what_a_comparison_proved_speaks_for_fewer_rejects_and_without_one_they_are_harm()
    {
        QFETCH(bool, proved);
        m_sights[1] = Sight::Cap;  // what is on air fails every part
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            for (StationConfig &s : list) {
                s.comparison = {0.4, 0.4, 0.2};
                s.rule.pictureIsPart = true;
                s.coverage = {0, 0};
            }
        }));
        fill(line);
        if (proved) {
            QVERIFY(line.setShadow("a", 2));
            const auto answered = [&] {  // each part is good: the old model is wrong
                for (const ReviewPart &part : line->feed("a")->reviews()) {
                    if (part.truth == Truth::Unknown && !line.carryOut([&](Engine::Done done) { line->review("a", part.number, Truth::Good, done); }))
                        return false;
                }
                return line.station("a").comparison && line.station("a").comparison->proves();
            };
            QTRY_VERIFY_WITH_TIMEOUT(answered(), kPatience);
        }
        CanaryPlan shadowed = plan();
        shadowed.guard = {.controls = false, .ownPast = false, .collapse = false, .shadow = true};
        QVERIFY(start(line, shadowed));
        stepBegins(line, 1);
        const auto compared = [&] {
            const auto word = wordOf(line, CanaryGuardKind::Shadow);
            return word ? word->units : 0;
        };
        if (!proved) {
            QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
            QVERIFY(canary(line)->progress.harm->guard == CanaryGuardKind::Shadow && canary(line)->progress.harm->fewer);
            QVERIFY(line.events(EventKind::CanaryRolledBack).front().canary->harm->fewer);
            return;
        }
        QTRY_VERIFY_WITH_TIMEOUT(compared() >= 5, kPatience);  // blocks
        const double evidence = wordOf(line, CanaryGuardKind::Shadow)->log;
        QVERIFY2(evidence <= 0, qPrintable(QString::number(evidence)));  // in the other row each of them multiplies it
        QCOMPARE(stateOf(line), CanaryState::Running);
        const auto saved = canaryFrom(text(data() / "canary.json"));
        QVERIFY(saved && saved->grounds.provedFewer.contains("a") && saved->guard.pasts.front().provedFewer == saved->grounds.provedFewer.at("a"));
    }
    void plans_are_kept_and_those_that_must_not_run_are_refused()
    {
        CanaryPlan night = plan();
        night.name = "night";
        night.windows = {{.days = 0x1f, .hours = {22 * 60, 5 * 60}}};
        const auto apply = [](StubLine &line, const std::vector<CanaryPlan> &plans) {
            return line.carryOut([&](Engine::Done done) { line->applyCanaryPlans(plans, done); });
        };
        {
            StubLine line(dir(), m_behaviour, three());
            QVERIFY(apply(line, {plan(), night}));
            CanaryPlan bad = plan();
            bad.steps.clear();
            bad.name = "bad";
            for (const std::vector<CanaryPlan> &refused : {std::vector<CanaryPlan>{bad}, {plan(), plan()}}) {
                const auto answer = apply(line, refused);
                QVERIFY(!answer && answer.error().code == ErrorCode::InvalidInput);
            }
            QCOMPARE(line->snapshot()->canaryPlans, (std::vector<CanaryPlan>{plan(), night}));
        }
        StubLine line(dir(), m_behaviour, three());
        QCOMPARE(line->snapshot()->canaryPlans, (std::vector<CanaryPlan>{plan(), night}));
        QCOMPARE(line.events(EventKind::CanaryPlansChanged).front().detail, std::string("usual, night"));
    }
};

QTEST_GUILESS_MAIN(TestCanaryRun)
#include "tst_canaryrun.moc"
