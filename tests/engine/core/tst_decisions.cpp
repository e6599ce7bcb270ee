// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine decides: which model judges, who goes back, what is taken.
#include "base/latestslot.h"
#include "base/megabytes.h"
#include "engine/core/stubline.h"
#include "model/vetting.h"
#include "store/files.h"
#include "store/historyline.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = StubLine::kPatience;
const ModelId kOne{"tiny", 1}, kTwo{"tiny", 2};

std::vector<StationConfig> stations(std::initializer_list<const char *> ids)
{
    std::vector<StationConfig> list;
    for (const char *id : ids) {
        list.emplace_back();
        list.back().id = list.back().name = id;
        list.back().source.targetFps = 50;
    }
    return list;
}

std::string text(const fs::path &file)
{
    const auto read = readSmallFile(file, 1 << 20);
    return read ? *read : std::string();
}

/// A source that sends what the test gives it.
struct Puppet final : FrameSource {
    explicit Puppet(LatestSlot<SourceCallbacks> &open) : m_open(open) {}
    void start(SourceCallbacks callbacks) override { m_open.put(std::make_shared<SourceCallbacks>(std::move(callbacks))); }
    void stop() override { m_open.clear(); }

private:
    LatestSlot<SourceCallbacks> &m_open;
};

/// A source that closes only when the test lets it.
struct SlowToClose final : FrameSource {
    SlowToClose(LatestSlot<SourceCallbacks> &open, std::shared_future<void> letClose) : m_open(open), m_letClose(std::move(letClose)) {}
    ~SlowToClose() override { m_letClose.wait(); }
    void start(SourceCallbacks callbacks) override { m_open.put(std::make_shared<SourceCallbacks>(std::move(callbacks))); }
    void stop() override {}

private:
    LatestSlot<SourceCallbacks> &m_open;
    const std::shared_future<void> m_letClose;
};

void write(const fs::path &file, const std::string &content)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
}

}  // namespace

class TestDecisions : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    Behaviour m_behaviour;

    fs::path dir() const { return m_dir->path().toStdString(); }
    fs::path data() const { return dir() / "data"; }
    static void give(EngineParts &parts, std::vector<StationConfig> list) { parts.defaultStations = std::move(list); }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_behaviour.broken = m_behaviour.slow = false;
        m_behaviour.onMake = {};  // it may look at what stood in the test before
    }

    void a_station_that_comes_back_runs_what_it_ran()
    {
        {
            StubLine line(dir(), m_behaviour, [](EngineParts &p) { give(p, stations({"a", "b"})); });
            QVERIFY(!line.offer(1, "b").refusal);
            QVERIFY(line.promote("b", 1));
        }
        write(data() / "lineside.json", formatConfig({stations({"a"})}));
        StubLine line(dir(), m_behaviour);
        QCOMPARE(line->snapshot()->stations.size(), std::size_t{1});
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(stations({"a", "b"}), done); }));
        QVERIFY(line.station("b").active == kOne);
        QTRY_VERIFY_WITH_TIMEOUT(line.station("b").counters.judged > 0, kPatience);
    }

    void two_models_that_both_fail_do_not_take_turns_for_ever()
    {
        StubLine line(dir(), m_behaviour);
        for (const int version : {1, 2}) {
            QVERIFY(!line.offer(version, "a").refusal);
            QVERIFY(line.promote("a", version));
        }
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > 0, kPatience);
        m_behaviour.broken = true;
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::ModelFailed).size(), std::size_t{2}, kPatience);
        const std::uint64_t lost = line.station("a").counters.lost;
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.lost > lost + 6, kPatience);  // time for two more alarms
        const auto failed = line.events(EventKind::ModelFailed);
        QCOMPARE(failed.size(), std::size_t{2});
        QVERIFY(failed[1].from == kTwo && failed[1].to == kOne);
        QVERIFY(failed[0].from == kOne && !failed[0].to);  // nobody judges now, and the history does not say so
        QCOMPARE(line.events(EventKind::RolledBack).size(), std::size_t{1});
        QVERIFY(line.station("a").active == kOne);

        m_behaviour.broken = false;
        QVERIFY(line.rollBack("a"));  // the operator may try it again
        QVERIFY(line.station("a").active == kTwo);
    }

    void two_operators_who_roll_back_at_once_go_back_once()
    {
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour);
        for (const int version : {1, 2}) {
            QVERIFY(!line.offer(version, "a").refusal);
            QVERIFY(line.promote("a", version));
        }
        m_behaviour.broken = true;  // back to 1, and 2 leaves the memory
        QTRY_VERIFY_WITH_TIMEOUT(!line.events(EventKind::RolledBack).empty(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(line.stateOf(kTwo) == ModelState::Offline, kPatience);
        m_behaviour.broken = false;
        held.holdNext();
        std::promise<Result<void>> first, second;
        line->rollBack("a", [&](Result<void> r) { first.set_value(std::move(r)); });
        held.waitUntilHeld();
        line->rollBack("a", [&](Result<void> r) { second.set_value(std::move(r)); });
        held.letGo();
        QVERIFY(first.get_future().get());
        QVERIFY(second.get_future().get());
        QVERIFY(line.station("a").active == kTwo);
    }

    void a_shadow_that_is_promoted_is_a_shadow_no_more()
    {
        StubLine line(dir(), m_behaviour);
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(line.setShadow("a", 2));
        QVERIFY(line.station("a").shadow == kTwo);
        QVERIFY(line.promote("a", 2));
        QVERIFY(!line.station("a").shadow);
        QCOMPARE(line.events(EventKind::ShadowStopped).size(), std::size_t{1});
        QVERIFY(line.events(EventKind::ShadowStopped)[0].from == kTwo);
        const auto itself = line.setShadow("a", 2);
        QVERIFY(!itself && itself.error().code == ErrorCode::InvalidInput);
        QVERIFY(!line.station("a").shadow);
    }

    void a_shadow_that_is_gone_back_to_and_fails_too_is_compared_with_nobody()
    {
        StubLine line(dir(), m_behaviour);
        for (const int version : {1, 2}) {
            QVERIFY(!line.offer(version, "a").refusal);
            QVERIFY(line.promote("a", version));
        }
        QVERIFY(line.setShadow("a", 1));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").shadowStats.compared > 0, kPatience);
        m_behaviour.broken = true;  // the model on air and its shadow at once
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::ModelFailed).size(), std::size_t{2}, kPatience);
        QVERIFY(line.events(EventKind::ModelFailed)[1].from == kTwo);
        QVERIFY(line.events(EventKind::ModelFailed)[0].from == kOne);
        QVERIFY(line.station("a").active == kOne);
        QVERIFY(!line.station("a").shadow);
        QCOMPARE(line.events(EventKind::ShadowStopped).size(), std::size_t{1});
        QCOMPARE(line.events(EventKind::RolledBack).size(), std::size_t{1});
        m_behaviour.broken = false;
        const std::uint64_t judged = line.station("a").counters.judged;
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > judged, kPatience);  // what fails is tried on
        QVERIFY(!line.station("a").shadow);
    }

    void a_stored_file_that_changed_is_damaged_until_it_is_offered_again()
    {
        StubLine line(dir(), m_behaviour);
        QVERIFY(!line.offer(1, std::nullopt).refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));  // after it what nobody holds is out of memory
        QVERIFY(line.stateOf(kOne) == ModelState::Offline);
        const fs::path weights = data() / "models/tiny/1/weights";
        const std::string good = text(weights);
        write(weights, text(line.file(2)));
        const auto refused = line.offerModel("a", 1);
        QVERIFY(!refused && refused.error().code == ErrorCode::InvalidInput);
        QVERIFY2(QString::fromStdString(refused.error().detail).startsWith("corrupt: "), refused.error().detail.c_str());
        QVERIFY(line.stateOf(kOne) == ModelState::Damaged);
        QVERIFY(line.events(EventKind::Refused).at(0).refusal->reason == RefusalReason::Corrupt);

        const CandidateSnapshot again = line.offer(1, "a");
        QVERIFY2(!again.refusal, again.refusal ? (toString(again.refusal->reason) + (": " + again.refusal->detail)).c_str() : "");
        QVERIFY(again.duplicate);
        QVERIFY(text(weights) == good);
        QVERIFY(line.station("a").offered == kOne);
        QVERIFY(line.stateOf(kOne) == ModelState::Ready);
        QVERIFY(fs::is_empty(data() / "staging"));
    }

    void a_model_in_memory_is_not_taken_where_the_station_wants_a_quicker_one()
    {
        auto list = stations({"a", "b"});
        list[0].contract.maxLatencyMs = 1;
        m_behaviour.slow = true;
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) { give(p, list); });
        QVERIFY(!line.offer(1, "b").refusal);
        const auto fromLibrary = line.offerModel("a", 1);
        QVERIFY(!fromLibrary && fromLibrary.error().code == ErrorCode::InvalidInput);
        QVERIFY2(QString::fromStdString(fromLibrary.error().detail).startsWith("too_slow: "), fromLibrary.error().detail.c_str());
        const CandidateSnapshot again = line.offer(1, "a");
        QVERIFY(again.refusal && again.refusal->reason == RefusalReason::TooSlow);
        QVERIFY(!line.station("a").offered);
        QVERIFY(line.station("b").offered == kOne);
    }

    void an_offer_that_the_contract_does_not_allow_any_more_does_not_go_on_air()
    {
        StubLine line(dir(), m_behaviour);
        const auto requireLabels = [&](Labels labels) {
            auto list = stations({"a"});
            list[0].contract.labels = std::move(labels);
            return line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }).ok();
        };
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(requireLabels({"Bottle", "Cork"}));
        const auto refused = line.promote("a", 1);
        QVERIFY(!refused && refused.error().code == ErrorCode::InvalidInput);
        QCOMPARE(refused.error().detail, std::string("labels: Bottle, Cap / Bottle, Cork"));
        QVERIFY(!line.station("a").active);
        QVERIFY(line.station("a").offered == kOne);
        QCOMPARE(line.events(EventKind::Refused).size(), std::size_t{1});

        QVERIFY(requireLabels({"Cap", "Bottle"}));
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(line.promote("a", 2));
        QVERIFY(requireLabels({"Bottle", "Cork"}));
        QVERIFY(line.rollBack("a"));  // the way out is always open
        QVERIFY(line.station("a").active == kOne);
    }

    void where_the_policy_asks_for_a_reason_nothing_goes_on_air_without_one()
    {
        StubLine line(dir(), m_behaviour);
        auto list = stations({"a"});
        list[0].promoteNeedsReason = true;
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }));
        QVERIFY(!line.offer(1, "a").refusal);
        for (const char *none : {"", " \t\n"}) {
            const auto answer = line.promote("a", 1, none);
            QVERIFY(!answer && answer.error().code == ErrorCode::ReasonMissing);
        }
        QVERIFY(!line.station("a").active);
        QVERIFY(line.station("a").offered == kOne);
        QVERIFY(line.promote("a", 1, "trial of Monday"));
        QCOMPARE(line.events(EventKind::Promoted).back().detail, std::string("trial of Monday"));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(line.promote("a", 2, "better caps"));
        QVERIFY(line.rollBack("a"));  // the way back asks nobody
    }

    void a_file_that_a_contract_of_meanwhile_does_not_allow_is_refused_and_leaves_nothing()
    {
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour);
        held.holdNext();
        const CandidateId id = line->offerFile(line.file(1), "a");
        held.waitUntilHeld();
        auto list = stations({"a"});
        list[0].contract.labels = {"Bottle", "Cork"};
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }));
        held.letGo();
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, kPatience);
        QVERIFY(line.candidate(id).refusal && line.candidate(id).refusal->reason == RefusalReason::Labels);
        QVERIFY(!line.station("a").offered);
        QVERIFY(line->snapshot()->models.empty());
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Refused).size(), std::size_t{1}, kPatience);  // told after it is finished
        QVERIFY(line.events(EventKind::Imported).empty());
        QVERIFY(fs::is_empty(data() / "staging"));
    }

    void the_copy_of_a_refused_file_is_removed_by_the_loader_and_nothing_waits_for_it()
    {
        auto list = stations({"a", "b"});
        list[1].contract.labels = {"Bottle", "Cork"};
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) { give(p, list); });
        held.holdNext();
        CandidateId taken = 0, refused = 0;
        std::promise<void> offered;
        line.thread().post([&] {  // on the engine's thread, so that the loader has both before it builds the first
            taken = line->offerFile(line.file(1), "a");
            refused = line->offerFile(line.file(2), "b");
            offered.set_value();
        });
        offered.get_future().wait();
        held.waitUntilHeld();
        std::promise<void> decided;
        line.thread().post([&] { decided.set_value(); });
        decided.get_future().wait();  // that the second one is refused
        const auto copies = std::distance(fs::directory_iterator(data() / "staging"), fs::directory_iterator());
        const bool finished = line.candidate(refused).finished;
        held.letGo();
        QCOMPARE(copies, 2);
        QVERIFY(!finished);
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(refused).finished && line.candidate(taken).finished, kPatience);
        QVERIFY(line.candidate(refused).refusal && line.candidate(refused).refusal->reason == RefusalReason::Labels);
        QVERIFY(fs::is_empty(data() / "staging"));
    }

    void a_version_is_not_removed_while_the_same_file_is_being_offered()
    {
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour);
        QVERIFY(!line.offer(1, std::nullopt).refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));  // after it what nobody holds is out of memory
        QVERIFY(line.stateOf(kOne) == ModelState::Offline);
        held.holdNext();
        const CandidateId again = line->offerFile(line.file(1), "a");
        held.waitUntilHeld();
        const auto removed = line.carryOut([&](Engine::Done done) { line->removeModel(kOne, done); });
        held.letGo();
        QVERIFY(!removed && removed.error().code == ErrorCode::Busy);
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(again).finished, kPatience);
        QVERIFY(!line.candidate(again).refusal);
        QVERIFY(line.station("a").offered == kOne);
        QVERIFY(fs::exists(data() / "models/tiny/1/weights"));
    }

    void of_the_files_that_are_through_the_newest_stay_where_nobody_dismisses_them()
    {
        StubLine line(dir(), m_behaviour);
        CandidateId last = 0;
        for (int i = 0; i < 60; ++i)
            last = line->offerFile(dir() / ("gone" + std::to_string(i) + ".pt"), "a");
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(last).finished, kPatience);
        const auto kept = line->snapshot()->candidates;
        QCOMPARE(kept.size(), std::size_t{50});
        QVERIFY(kept.front().id + 49 == last && kept.back().id == last);
        const auto refused = [](const HistoryEvent &e) { return e.kind == EventKind::Refused; };
        QCOMPARE(std::ranges::count_if(line->snapshot()->recent, refused), 60);
    }

    void memory_is_looked_at_before_anything_is_read_and_again_before_anything_is_built()
    {
        std::atomic<std::uint64_t> available{0};
        std::atomic<int> made{0};
        m_behaviour.onMake = [&] { ++made; };
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) {
            p.memory = [&] {
                MemoryInfo info;
                info.systemAvailable = available;
                return info;
            };
        });
        write(dir() / "nonsense.pt", std::string(100'000, 'x'));
        const auto nonsense = [&] {
            const CandidateId id = line->offerFile(dir() / "nonsense.pt", "a");
            [&] { QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, kPatience); }();
            const CandidateSnapshot c = line.candidate(id);
            return c.refusal ? c.refusal->reason : RefusalReason::Internal;
        };
        QVERIFY(nonsense() == RefusalReason::Memory);  // nobody has looked into it
        available = std::uint64_t{1} << 40;
        QVERIFY(nonsense() == RefusalReason::NotAModel);

        // Enough to read it, not enough to build what it says.
        const auto read = readWeightFile(line.file(1));
        QVERIFY(read);
        const std::uint64_t bytes = fs::file_size(line.file(1));
        available = 0;
        while (checkMemory(memoryToRead(bytes), available, 0))
            available += 1'000'000;
        QVERIFY(checkMemory(estimateMemory(*read), available, 0));
        const CandidateSnapshot tooLarge = line.offer(1, "a");
        QVERIFY(tooLarge.refusal && tooLarge.refusal->reason == RefusalReason::Memory);
        QCOMPARE(tooLarge.refusal->found, megabytesNeeded(estimateMemory(*read)));
        QCOMPARE(made.load(), 0);
        QVERIFY(line->snapshot()->models.empty());
        QVERIFY(fs::is_empty(data() / "staging"));

        available = std::uint64_t{1} << 40;
        QVERIFY(!line.offer(1, std::nullopt).refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));  // after it what nobody holds is out of memory
        QVERIFY(line.stateOf(kOne) == ModelState::Offline);
        const int before = made;
        QVERIFY(before > 0);
        available = 0;  // of the library, the same
        const auto refused = line.offerModel("a", 1);
        QVERIFY(!refused && refused.error().code == ErrorCode::OutOfMemory);
        QCOMPARE(made.load(), before);
    }

    void a_refusal_of_a_model_of_the_library_says_why_in_the_answer_and_in_the_history()
    {
        auto list = stations({"a"});
        list[0].contract.labels = {"Bottle", "Cork"};
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) { give(p, list); });
        QVERIFY(!line.offer(1, std::nullopt).refusal);
        const auto refused = line.offerModel("a", 1);
        QVERIFY(!refused && refused.error().code == ErrorCode::InvalidInput);
        QCOMPARE(refused.error().detail, std::string("labels: Bottle, Cap / Bottle, Cork"));
        const auto events = line.events(EventKind::Refused);
        QCOMPARE(events.size(), std::size_t{1});
        QVERIFY(events[0].station == "a" && events[0].to == kOne && events[0].refusal->reason == RefusalReason::Labels);
        QCOMPARE(events[0].file, std::string("tiny-v1.pt"));
    }

    void a_pause_of_the_pictures_is_in_the_history_only_once_the_source_is_given_up()
    {
        ManualClock clock;
        LatestSlot<SourceCallbacks> open;
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) {
            p.clock = &clock;
            p.sources = [&](const SourceConfig &) -> Result<std::unique_ptr<FrameSource>> { return std::unique_ptr<FrameSource>(new Puppet(open)); };
        });
        const auto picture = [&] {
            auto frame = std::make_shared<Frame>();
            frame->image.resize(64, 36);
            open.peek()->onFrame(frame);
        };
        const auto state = [&] { return line.station("a").source.state; };
        QTRY_VERIFY_WITH_TIMEOUT(open.peek(), kPatience);
        picture();
        QTRY_VERIFY_WITH_TIMEOUT(state() == SourceState::Running, kPatience);
        clock.advance(std::chrono::milliseconds(2'500));
        QTRY_VERIFY_WITH_TIMEOUT(state() == SourceState::Stalled, kPatience);
        picture();
        QTRY_VERIFY_WITH_TIMEOUT(state() == SourceState::Running, kPatience);
        QVERIFY(line.events(EventKind::SourceLost).empty());
        QVERIFY(line.events(EventKind::SourceBack).empty());

        clock.advance(std::chrono::milliseconds(11'000));
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::SourceLost).size(), std::size_t{1}, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!open.peek(), kPatience);
        clock.advance(std::chrono::milliseconds(30'000));  // it is opened again
        QTRY_VERIFY_WITH_TIMEOUT(open.peek(), kPatience);
        picture();
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::SourceBack).size(), std::size_t{1}, kPatience);
        QCOMPARE(line.events(EventKind::SourceLost).size(), std::size_t{1});
    }

    void a_source_that_is_slow_to_close_keeps_no_test_waiting()
    {
        std::promise<void> mayClose;
        const std::shared_future<void> letClose = mayClose.get_future().share();
        LatestSlot<SourceCallbacks> open;
        {
            StubLine line(dir(), m_behaviour, [&](EngineParts &p) {
                p.sources = [&](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
                    if (config.location == "nowhere")
                        return Error{ErrorCode::NotFound, "nowhere"};
                    return std::unique_ptr<FrameSource>(new SlowToClose(open, letClose));
                };
            });
            QTRY_VERIFY_WITH_TIMEOUT(open.peek(), kPatience);
            auto list = stations({"a"});
            list[0].source.location = "nowhere";
            list[0].source.kind = SourceKind::VideoFile;
            const bool applied = line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }).ok();
            std::promise<Result<SourceTest>> answer;
            line->testSource(list[0].source, [&](Result<SourceTest> r) { answer.set_value(std::move(r)); });
            auto tested = answer.get_future();
            const bool answered = tested.wait_for(std::chrono::milliseconds(kPatience)) == std::future_status::ready;
            mayClose.set_value();
            QVERIFY(applied && answered);
            const auto result = tested.get();
            QVERIFY(!result && result.error().code == ErrorCode::NotFound);
        }
    }

    void a_starter_model_goes_on_air_by_itself_and_is_in_the_history()
    {
        const fs::path starter = dir() / "tiny-v1.pt";
        write(starter, TinyCheckpoint().bytes());
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) { p.starterModel = starter; });
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").active == kOne, kPatience);
        const auto promoted = line.events(EventKind::Promoted);
        QCOMPARE(promoted.size(), std::size_t{1});
        QVERIFY(promoted[0].station == "a" && promoted[0].to == kOne && !promoted[0].from);
        QVERIFY(line.events(EventKind::Offered).empty());
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > 0, kPatience);
    }

    void a_starter_model_that_is_refused_is_told()
    {
        write(dir() / "starter.pt", "no model");
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) { p.starterModel = dir() / "starter.pt"; });
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Refused).size(), std::size_t{1}, kPatience);
        QCOMPARE(line.events(EventKind::Refused)[0].file, std::string("starter.pt"));
        QTRY_COMPARE_WITH_TIMEOUT(line->snapshot()->candidates.size(), std::size_t{1}, kPatience);
    }

    void a_missing_configuration_file_leaves_the_last_good_one_alone()
    {
        const std::string good = formatConfig({stations({"mine"})});
        write(data() / "last-good.json", good);
        StubLine line(dir(), m_behaviour);
        QCOMPARE(text(data() / "last-good.json"), good);
    }

    void a_history_of_any_length_is_read_from_its_end()
    {
        HistoryEvent oldest, newest;
        oldest.sequence = 1;
        newest.sequence = 500;
        oldest.kind = newest.kind = EventKind::StationsChanged;
        std::string history = formatHistoryLine(oldest) + "\n";
        for (int i = 0; i < 300; ++i)
            history += std::string(60'000, 'x') + "\n";
        write(data() / "history.jsonl", history + formatHistoryLine(newest) + "\n");
        StubLine line(dir(), m_behaviour);
        const auto events = line.events(EventKind::StationsChanged);
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].sequence, std::uint64_t{500});
        QCOMPARE(line.events(EventKind::Started).at(0).sequence, std::uint64_t{501});
    }

    void an_import_that_was_cut_short_is_told_by_its_name()
    {
        write(data() / "staging/123-4-bottle-line", "half of it");
        StubLine line(dir(), m_behaviour);
        const auto events = line.events(EventKind::Unfinished);
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].file, std::string("bottle-line"));
        QVERIFY(!events[0].to);
        QVERIFY(fs::is_empty(data() / "staging"));
    }
};

QTEST_GUILESS_MAIN(TestDecisions)
#include "tst_decisions.moc"
