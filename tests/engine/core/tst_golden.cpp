// SPDX-License-Identifier: GPL-3.0-or-later
// Frames with the verdict that a person gave, and what they keep from a station.
#include "engine/core/decisions.h"

#include <QtTest>

#include <array>
#include <atomic>
#include <cstring>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

constexpr const char *kMagic = "PICTURE:";

/// Each picture is another one.
class CountingReader final : public PictureReader {
public:
    Result<double> open() override { return 50.0; }
    Result<std::shared_ptr<Frame>> next(FramePool &pool) override
    {
        auto frame = pool.acquire(64, 36);
        const MutableImageView view = frame->image.view();
        std::fill_n(view.pixels, view.strideBytes * view.height, std::uint8_t{0});
        std::memcpy(view.pixels, &++m_count, sizeof m_count);
        return frame;
    }
    Result<void> rewind() override { return {}; }

private:
    std::uint32_t m_count = 0;
};

/// Sees a cap or does not, as the test says of its version.
class SeeingExecutor final : public Executor {
public:
    SeeingExecutor(NetworkInfo network, const std::atomic<bool> &sees, const std::atomic<bool> &broken) : m_stub(std::move(network)), m_sees(sees), m_broken(broken) {}
    const ExecutorInfo &info() const noexcept override { return m_stub.info(); }
    const NetworkInfo &network() const noexcept override { return m_stub.network(); }
    std::span<float> input() noexcept override { return m_stub.input(); }
    Result<TensorView> run() override
    {
        if (m_broken)
            return Error{ErrorCode::Internal, "broken"};
        m_output = {16, 16, 20, 10, 0, m_sees ? 0.9f : 0.0f};  // the second label
        return TensorView{m_output.data(), {1, 6, 1}, 3};
    }

private:
    StubExecutor m_stub;
    const std::atomic<bool> &m_sees, &m_broken;
    std::array<float, 6> m_output{};
};

}  // namespace

class TestGolden : public QObject, protected Decisions {
    Q_OBJECT

    static constexpr int kVersions = 10;
    std::array<std::atomic<bool>, kVersions> m_sees{};
    std::atomic<bool> m_broken{false};
    std::atomic<int> m_decoded{0};
    std::atomic<bool> m_holdNext{false};  ///< the loader, where it is about to look at a golden frame
    std::promise<void> m_held, m_goOn;

    static std::vector<StationConfig> asking()
    {
        auto list = stations({"a", "b"});
        for (StationConfig &s : list) {
            s.rule.rejectLabels = {"Cap"};
            s.healthCheck = false;
        }
        return list;
    }
    /// Versions 1 and 4 see a cap, the others do not.
    void change(EngineParts &p)
    {
        give(p, asking());
        p.sources = [](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
            return std::unique_ptr<FrameSource>(new PacedSource(std::make_unique<CountingReader>(), PlaySettings{config.targetFps}));
        };
        p.executors.make = [this](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
            const auto version = static_cast<std::size_t>(std::stoi(file.network->info.producer));
            return std::unique_ptr<Executor>(new SeeingExecutor(file.network->info, m_sees.at(version), m_broken));
        };
        p.encodePng = [](ImageView picture) -> Result<std::string> {
            return kMagic + std::string(reinterpret_cast<const char *>(picture.pixels), static_cast<std::size_t>(picture.strideBytes) * static_cast<std::size_t>(picture.height));
        };
        p.decodePng = [this](std::span<const std::uint8_t> bytes, int width, int height) -> Result<Image> {
            ++m_decoded;
            if (m_holdNext.exchange(false)) {
                m_held.set_value();
                m_goOn.get_future().wait();
            }
            const std::size_t begin = std::strlen(kMagic), pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
            if (bytes.size() != begin + pixels)
                return Error{ErrorCode::InvalidInput, "no such picture"};
            Image image(width, height);
            std::memcpy(image.view().pixels, bytes.data() + begin, pixels);
            return image;
        };
    }
    auto changes()
    {
        return [this](EngineParts &p) { change(p); };
    }
    static std::vector<ReviewPart> parts(StubLine &line) { return line->feed("a")->reviews(); }
    static Result<void> keep(StubLine &line, std::uint64_t part, const Actor &actor = {})
    {
        return line.carryOut([&](Engine::Done done) { line->keepGolden("a", part, done, actor); });
    }
    static Result<void> drop(StubLine &line, std::uint64_t id)
    {
        return line.carryOut([&](Engine::Done done) { line->dropGolden("a", id, done, {"Otto", Role::Operator}); });
    }
    static Result<void> review(StubLine &line, std::uint64_t part, Truth truth)
    {
        return line.carryOut([&](Engine::Done done) { line->review("a", part, truth, done); });
    }
    static Result<FramePtr> picture(StubLine &line, std::uint64_t id)
    {
        std::promise<Result<FramePtr>> answer;
        line->goldenPicture("a", id, [&](Result<FramePtr> p) { answer.set_value(std::move(p)); });
        return answer.get_future().get();
    }
    /// Version 1 judges at a, version 2 along with it, and they differ on each picture.
    static void compare(StubLine &line)
    {
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, {}).refusal);
        QVERIFY(line.setShadow("a", 2));
        QTRY_VERIFY_WITH_TIMEOUT(parts(line).size() >= 3, kPatience);
    }
    /// The same, and a frame that fails is kept.
    static void keepOne(StubLine &line)
    {
        compare(line);
        const std::uint64_t part = parts(line).front().number;
        QVERIFY(review(line, part, Truth::Defective));
        QVERIFY(keep(line, part, {"Nina", Role::Engineer}));
    }

    /// At b, then at a; each step needs some parts, the first as many lots as the test says.
    static CanaryPlan plan(StepEnd end, int lots = 0)
    {
        CanaryPlan plan;
        plan.name = "usual";
        plan.guard.controls = plan.guard.ownPast = plan.guard.collapse = false;  // no verdicts are recorded here
        for (const char *id : {"b", "a"})
            plan.steps.push_back({.stations = {id}, .leastParts = 5, .leastTime = std::chrono::minutes(0), .end = end});
        plan.steps.front().leastLots = lots;
        return plan;
    }
    static Result<void> steer(StubLine &line, CanaryHand hand)
    {
        return line.carryOut([&](Engine::Done done) { line->steerCanary(hand, done, {"Ada", {}}); });
    }
    static CanaryProgress progress(StubLine &line)
    {
        const auto canary = line->snapshot()->canary;
        return canary ? canary->progress : CanaryProgress{};
    }
    /// Version 2 is on air at b by a plan that waits for somebody's word; version 1 judges at a, where nothing is kept yet.
    static void beginAtB(StubLine &line, StepEnd end = StepEnd::Ask, int lots = 0)
    {
        compare(line);
        QVERIFY(line.offerModel("b", 1));
        QVERIFY(line.promote("b", 1));
        if (lots > 0)
            QVERIFY(line.carryOut([&](Engine::Done done) { line->setLot("b", "4711", done); }));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->startCanary(plan(end, lots), kTwo, {"why", "Nina"}, done); }));
        if (end == StepEnd::Ask)
            QTRY_COMPARE_WITH_TIMEOUT(progress(line).state, CanaryState::Asking, kPatience);
        else
            QTRY_COMPARE_WITH_TIMEOUT(progress(line).lots, std::int64_t{1}, kPatience);  // of the lot that is told a part has been seen
    }
    static void keepAtA(StubLine &line)
    {
        const std::uint64_t part = parts(line).front().number;
        QVERIFY(review(line, part, Truth::Defective));
        QVERIFY(keep(line, part));
    }
    /// The next step has not begun, and the history says why; `times`: so often it was held.
    static void isHeld(StubLine &line, std::size_t times = 1)
    {
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::CanaryPaused).size(), times, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(progress(line).state, CanaryState::Paused, kPatience);
        QCOMPARE(progress(line).pause, CanaryPause::ByHand);  // no part that comes lets it go on
        QCOMPARE(progress(line).begun, 1);
        const HistoryEvent told = line.events(EventKind::CanaryPaused).front();
        QCOMPARE(told.detail, std::string("golden frames at a: 1: fail expected, pass found"));
        QVERIFY(told.by.empty() && told.canary && told.canary->step == 2);
        const HistoryEvent refused = line.events(EventKind::Refused).front();
        QVERIFY(refused.station == "a" && refused.to == kTwo && refused.refusal && refused.refusal->reason == RefusalReason::GoldenFrames);
        QVERIFY(line.station("a").active == kOne && line.station("b").active == kTwo);
        QCOMPARE(line.events(EventKind::CanaryStepBegun).size(), std::size_t{1});
    }

private slots:
    void init()
    {
        begin();
        m_broken = false;
        m_decoded = 0;
        m_holdNext = false;
        m_held = {};
        m_goOn = {};
        for (std::size_t version = 0; version < m_sees.size(); ++version)
            m_sees[version] = version == 1 || version == 4;
    }

    void a_reviewed_part_becomes_a_golden_frame_and_the_history_says_whose_it_is()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        const auto frames = line->goldenFrames("a");
        QCOMPARE(frames.size(), std::size_t{1});
        QCOMPARE(frames[0].id, std::uint64_t{1});
        QCOMPARE(frames[0].expected, Verdict::Fail);
        QCOMPARE(frames[0].by, std::string("Nina"));
        QCOMPARE(frames[0].a, kOne);
        QCOMPARE(frames[0].b, kTwo);
        QCOMPARE(frames[0].label, std::string("Cap"));
        QCOMPARE(line.station("a").goldenFrames, 1);
        QCOMPARE(line.station("b").goldenFrames, 0);
        const HistoryEvent event = line.events(EventKind::GoldenKept).front();
        QCOMPARE(event.station, std::string("a"));
        QCOMPARE(event.by, std::string("Nina"));
        QVERIFY(event.role == Role::Engineer);
        QCOMPARE(event.detail, std::string("1: fail, Cap"));
        const auto shown = picture(line, 1);
        QVERIFY(shown && *shown && (*shown)->image.width() == 64);
        QVERIFY(!picture(line, 2));
    }
    void a_part_that_the_model_on_air_judged_wrongly_becomes_one_too_and_what_is_expected_is_what_the_person_said()
    {
        StubLine line(dir(), m_behaviour, changes());
        compare(line);
        const std::uint64_t part = parts(line).front().number;
        QVERIFY(review(line, part, Truth::Good));  // the model on air says fail, the other one pass
        QVERIFY(keep(line, part, {"Nina", Role::Engineer}));
        QCOMPARE(line->goldenFrames("a").front().expected, Verdict::Pass);
        QCOMPARE(line.events(EventKind::GoldenKept).front().detail, std::string("1: pass, Cap"));
        QVERIFY(line.station("a").active == kOne);  // it judges on
        // A model that makes the mistake of the one on air is not offered, one that does not is.
        const auto refusal = line.offer(4, "a").refusal;
        QVERIFY(refusal && refusal->reason == RefusalReason::GoldenFrames);
        QVERIFY(!line.offer(3, "a").refusal);
    }
    void what_cannot_be_kept_is_refused_and_nothing_changes()
    {
        StubLine line(dir(), m_behaviour, changes());
        compare(line);
        const auto waiting = parts(line);
        const auto code = [](const Result<void> &r) { return r ? ErrorCode::Internal : r.error().code; };
        QCOMPARE(code(keep(line, waiting[0].number)), ErrorCode::NotReady);  // nobody has said what it is
        QVERIFY(review(line, waiting[0].number, Truth::Even));
        QCOMPARE(code(keep(line, waiting[0].number)), ErrorCode::NotReady);
        QCOMPARE(code(keep(line, 1'000'000'000)), ErrorCode::NotFound);
        QCOMPARE(code(line.carryOut([&](Engine::Done done) { line->keepGolden("nowhere", 1, done); })), ErrorCode::NotFound);
        QCOMPARE(code(drop(line, 1)), ErrorCode::NotFound);
        QVERIFY(line->goldenFrames("a").empty() && line->goldenFrames("nowhere").empty());
        QVERIFY(line.events(EventKind::GoldenKept).empty() && line.events(EventKind::GoldenDropped).empty());
        QVERIFY(!fs::exists(data() / "golden" / "a"));
        QVERIFY(review(line, waiting[2].number, Truth::Defective));
        QVERIFY(keep(line, waiting[2].number));
        QCOMPARE(code(keep(line, waiting[2].number)), ErrorCode::InvalidInput);  // it is one already
        QCOMPARE(line->goldenFrames("a").size(), std::size_t{1});
    }
    void a_file_that_judges_one_otherwise_is_refused_and_nothing_changes()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        const CandidateSnapshot third = line.offer(3, "a");
        QVERIFY(third.refusal);
        QCOMPARE(third.refusal->reason, RefusalReason::GoldenFrames);
        QCOMPARE(third.refusal->expected, std::string("1"));
        QCOMPARE(third.refusal->found, std::string("0"));
        QCOMPARE(third.refusal->detail, std::string("1: fail expected, pass found"));
        QVERIFY(line.station("a").active == kOne && !line.station("a").offered && line.station("a").shadow == kTwo);
        QCOMPARE(line->snapshot()->models.size(), std::size_t{2});  // it is not in the library either
        QVERIFY(line.events(EventKind::Refused).front().refusal->reason == RefusalReason::GoldenFrames);
        QVERIFY(!line.offer(3, "b").refusal);  // another station, where nothing was kept
        // In memory and in the library by now, it is refused there all the same.
        const CandidateSnapshot again = line.offer(3, "a");
        QVERIFY(again.refusal && again.refusal->reason == RefusalReason::GoldenFrames);
        QVERIFY(!line.station("a").offered);
    }
    void a_model_of_the_library_is_asked_too()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        const auto answer = line.offerModel("a", 2);
        QVERIFY(!answer && answer.error().refusal && answer.error().refusal->reason == RefusalReason::GoldenFrames);
        QVERIFY(!line.station("a").offered);
        QVERIFY(line.offerModel("b", 2));
    }
    void one_that_judges_all_so_is_offered_and_is_not_asked_again()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        QVERIFY(!line.offer(4, "a").refusal);
        QVERIFY(line.station("a").offered == (ModelId{"tiny", 4}));
        QCOMPARE(int(m_decoded), 1);
        QVERIFY(line.promote("a", 4));
        QCOMPARE(int(m_decoded), 1);
        QVERIFY(line.station("a").active == (ModelId{"tiny", 4}));
    }
    void a_frame_that_was_dropped_is_not_asked_about_any_more()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        QVERIFY(drop(line, 1));
        QVERIFY(line->goldenFrames("a").empty());
        QCOMPARE(line.station("a").goldenFrames, 0);
        QCOMPARE(line.events(EventKind::GoldenDropped).front().by, std::string("Otto"));
        QVERIFY(!line.offer(3, "a").refusal);
        QCOMPARE(int(m_decoded), 0);
    }
    void a_picture_that_was_damaged_is_told_and_left_out()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        write(data() / "golden" / "a" / "1.png", "something else");
        const auto damaged = picture(line, 1);
        QVERIFY(!damaged && damaged.error().code == ErrorCode::InvalidInput);
        QVERIFY(!line.offer(3, "a").refusal);
        QCOMPARE(line.events(EventKind::NotRead).size(), std::size_t{1});
        QVERIFY(line.events(EventKind::NotRead).front().detail.starts_with("1.png: "));
        QCOMPARE(line.events(EventKind::NotRead).front().station, std::string("a"));
    }
    void they_are_there_after_a_restart()
    {
        {
            StubLine line(dir(), m_behaviour, changes());
            keepOne(line);
        }
        StubLine line(dir(), m_behaviour, changes());
        QTRY_COMPARE_WITH_TIMEOUT(line.station("a").goldenFrames, 1, kPatience);
        const CandidateSnapshot third = line.offer(3, "a");
        QVERIFY(third.refusal && third.refusal->reason == RefusalReason::GoldenFrames);
        QVERIFY(picture(line, 1));
    }
    void a_station_that_comes_back_under_its_id_has_them_again()
    {
        const auto apply = [](StubLine &line, std::vector<StationConfig> list) { return line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }); };
        {
            StubLine line(dir(), m_behaviour, changes());
            keepOne(line);
            QVERIFY(apply(line, {asking()[1]}));
            QCOMPARE(line->snapshot()->stations.size(), std::size_t{1});
            QVERIFY(fs::exists(data() / "golden" / "a"));
        }
        StubLine line(dir(), m_behaviour, changes());
        QCOMPARE(line->snapshot()->stations.size(), std::size_t{1});  // that it is gone is remembered
        QVERIFY(apply(line, asking()));
        QTRY_COMPARE_WITH_TIMEOUT(line->goldenFrames("a").size(), std::size_t{1}, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(line.station("a").goldenFrames, 1, kPatience);
        QCOMPARE(line.offer(3, "a").refusal->reason, RefusalReason::GoldenFrames);
    }
    void what_was_offered_before_a_frame_was_kept_is_asked_when_it_is_to_go_on_air()
    {
        StubLine line(dir(), m_behaviour, changes());
        compare(line);
        QVERIFY(line.offerModel("a", 2));
        const std::uint64_t part = parts(line).front().number;
        QVERIFY(review(line, part, Truth::Defective));
        QVERIFY(keep(line, part));
        const auto answer = line.promote("a", 2);
        QVERIFY(!answer && answer.error().refusal && answer.error().refusal->reason == RefusalReason::GoldenFrames);
        QVERIFY(line.station("a").active == kOne);
        m_sees[2] = true;  // as another rule would have it
        QVERIFY(line.promote("a", 2));
        QVERIFY(line.station("a").active == kTwo);
    }
    void another_rule_is_another_question()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        QVERIFY(!line.offer(4, "a").refusal);
        auto list = asking();
        list[0].rule.rejectLabels = {"Bottle"};
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }));
        const auto answer = line.promote("a", 4);
        QVERIFY(!answer && answer.error().refusal && answer.error().refusal->reason == RefusalReason::GoldenFrames);
    }
    void the_way_back_asks_nobody()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        QVERIFY(!line.offer(4, "a").refusal);
        QVERIFY(line.promote("a", 4));
        m_sees[1] = false;
        QVERIFY(line.rollBack("a"));
        QVERIFY(line.station("a").active == kOne);
    }
    void no_plan_begins_with_a_model_that_one_of_its_stations_would_not_take()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        QVERIFY(line.offerModel("b", 1));
        QVERIFY(line.promote("b", 1));
        const auto answer = line.carryOut([&](Engine::Done done) { line->startCanary(plan(StepEnd::Ask), kTwo, {"why", "Nina"}, done); });
        QVERIFY2(!answer && answer.error().refusal && answer.error().refusal->reason == RefusalReason::GoldenFrames, answer ? "begun" : answer.error().detail.c_str());
        QVERIFY(!line->snapshot()->canary);
        QVERIFY(line.station("b").active == kOne);
        m_sees[2] = true;
        QVERIFY(line.carryOut([&](Engine::Done done) { line->startCanary(plan(StepEnd::Ask), kTwo, {"why", "Nina"}, done); }));
    }
    void a_frame_that_is_kept_while_a_canary_is_under_way_holds_its_next_step_until_somebody_decides()
    {
        StubLine line(dir(), m_behaviour, changes());
        beginAtB(line);
        keepAtA(line);
        QVERIFY(steer(line, CanaryHand::Approve));
        isHeld(line);
        QCOMPARE(line.events(EventKind::CanaryResumed).front().by, std::string("Ada"));  // her word is kept too
        const std::uint64_t judged = line.station("b").counters.judged;
        QTRY_VERIFY_WITH_TIMEOUT(line.station("b").counters.judged > judged + 5, kPatience);  // where it is on air it judges on
        QVERIFY(steer(line, CanaryHand::Resume));  // nothing is otherwise: it is asked again
        isHeld(line, 2);
        QVERIFY(drop(line, 1));
        QVERIFY(steer(line, CanaryHand::Resume));
        QTRY_COMPARE_WITH_TIMEOUT(progress(line).begun, 2, kPatience);
        QVERIFY(line.station("a").active == kTwo);
        QCOMPARE(line.events(EventKind::CanaryPaused).size(), std::size_t{2});
    }
    void a_plan_that_goes_on_by_itself_is_held_too()
    {
        StubLine line(dir(), m_behaviour, changes());
        beginAtB(line, StepEnd::GoOn, 2);
        keepAtA(line);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setLot("b", "4712", done); }));
        isHeld(line);
        QVERIFY(line.events(EventKind::CanaryResumed).empty());
        m_sees[2] = true;  // as another rule would have it
        QVERIFY(steer(line, CanaryHand::Resume));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").active == kTwo, kPatience);
    }
    void a_step_that_is_held_by_a_frame_can_be_taken_back()
    {
        StubLine line(dir(), m_behaviour, changes());
        beginAtB(line);
        keepAtA(line);
        QVERIFY(steer(line, CanaryHand::Approve));
        isHeld(line);
        QVERIFY(steer(line, CanaryHand::Abort));
        QTRY_COMPARE_WITH_TIMEOUT(progress(line).state, CanaryState::Aborted, kPatience);
        QVERIFY(line.station("b").active == kOne);
    }
    void after_a_restart_the_next_step_asks_about_all_frames()
    {
        {
            StubLine line(dir(), m_behaviour, changes());
            beginAtB(line);
            keepAtA(line);
        }
        {
            StubLine line(dir(), m_behaviour, changes());
            QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->canary && !line->snapshot()->canary->preparing && line.station("b").active == kTwo, kPatience);
            QCOMPARE(progress(line).state, CanaryState::Asking);
            QVERIFY(steer(line, CanaryHand::Approve));
            isHeld(line);
        }
        StubLine line(dir(), m_behaviour, changes());  // while it is held
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->canary && !line->snapshot()->canary->preparing && line.station("b").active == kTwo, kPatience);
        QCOMPARE(progress(line).state, CanaryState::Paused);
        QVERIFY(drop(line, 1));
        QVERIFY(steer(line, CanaryHand::Resume));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").active == kTwo, kPatience);
    }
    void a_canary_is_ended_while_its_next_stations_are_asked()
    {
        StubLine line(dir(), m_behaviour, changes());
        beginAtB(line);
        keepAtA(line);
        m_holdNext = true;
        QVERIFY(steer(line, CanaryHand::Approve));
        m_held.get_future().wait();
        const auto again = steer(line, CanaryHand::Approve);
        const auto ended = steer(line, CanaryHand::Abort);
        const std::optional<ModelId> back = line.station("b").active;
        m_goOn.set_value();
        QVERIFY(!again && again.error().code == ErrorCode::Busy);
        QVERIFY(ended && back == kOne);  // at once, not when the frames have been looked at
        QVERIFY(!line.offer(3, {}).refusal);  // by then the loader has gone on
        QCOMPARE(progress(line).state, CanaryState::Aborted);
        QVERIFY(line.events(EventKind::CanaryPaused).empty() && line.events(EventKind::Refused).empty());
        QVERIFY(line.station("a").active == kOne && line.station("b").active == kOne);
    }
    void a_canary_is_paused_while_its_next_stations_are_asked()
    {
        StubLine line(dir(), m_behaviour, changes());
        beginAtB(line);
        keepAtA(line);
        m_sees[2] = true;  // as another rule would have it
        m_holdNext = true;
        QVERIFY(steer(line, CanaryHand::Approve));
        m_held.get_future().wait();
        const auto paused = steer(line, CanaryHand::Pause);
        const CanaryState state = progress(line).state;
        m_goOn.set_value();
        QVERIFY(paused && state == CanaryState::Paused);  // at once, not when the frames have been looked at
        QVERIFY(!line.offer(3, {}).refusal);              // by then the loader has gone on
        QCOMPARE(progress(line).state, CanaryState::Paused);
        QCOMPARE(progress(line).begun, 1);
        QVERIFY(line.station("a").active == kOne && line.station("b").active == kTwo);
        QCOMPARE(line.events(EventKind::CanaryPaused).front().by, std::string("Ada"));
        QVERIFY(steer(line, CanaryHand::Resume));
        QCOMPARE(progress(line).state, CanaryState::Asking);  // the word of before is asked for again
        QVERIFY(steer(line, CanaryHand::Approve));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").active == kTwo, kPatience);
    }
    void asking_ends_between_two_pictures_where_it_is_cancelled()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        const auto store = std::make_shared<GoldenStore>(data(), "a");
        const auto asked = [&](bool cancelled, Result<Detections, Refusal> seen) {
            return askGolden({store, {}, asking()[0].rule},
                             {[](std::span<const std::uint8_t>, int width, int height) -> Result<Image> { return Image(width, height); }, [&](ImageView) { return seen; }, [&] { return cancelled; }, {}});
        };
        const Detections nothing{{}, std::make_shared<const Labels>(Labels{"Cap"}), {}};
        QCOMPARE(asked(true, nothing).refusal->reason, RefusalReason::Cancelled);
        QCOMPARE(asked(false, nothing).refusal->reason, RefusalReason::GoldenFrames);
        QCOMPARE(asked(false, Refusal{RefusalReason::TrialRun, {}, {}, "broken"}).refusal->reason, RefusalReason::TrialRun);
    }
    void while_a_model_is_asked_it_stays_in_the_library_and_another_word_ends_it()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        QVERIFY(!line.offer(4, {}).refusal);
        m_holdNext = true;
        std::promise<Result<void>> answer;
        line->offerModel("a", {"tiny", 4}, [&](Result<void> r) { answer.set_value(std::move(r)); });
        m_held.get_future().wait();
        const auto removed = line.carryOut([&](Engine::Done done) { line->removeModel({"tiny", 4}, done); });
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));
        m_goOn.set_value();
        const Result<void> offered = answer.get_future().get();
        QVERIFY(!removed && removed.error().code == ErrorCode::Busy);
        QVERIFY(!offered && offered.error().code == ErrorCode::Cancelled);
        QVERIFY(!line.station("a").offered);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->removeModel({"tiny", 4}, done); }));
    }
    void a_file_that_is_cancelled_while_it_is_asked_leaves_nothing()
    {
        StubLine line(dir(), m_behaviour, changes());
        keepOne(line);
        m_holdNext = true;
        const CandidateId id = line->offerFile(line.file(4), "a");
        m_held.get_future().wait();
        const CandidateSnapshot asked = line.candidate(id);
        line->cancelCandidate(id);
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).cancelling, kPatience);
        m_goOn.set_value();
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->candidates.size() == 2, kPatience);  // those of before
        QVERIFY(asked.step == CandidateStep::WarmUp && asked.progress >= 0.5 && asked.progress < 1);
        QCOMPARE(line->snapshot()->models.size(), std::size_t{2});
        QVERIFY(line.events(EventKind::Refused).empty());
    }
    void without_anything_that_writes_pictures_none_is_kept()
    {
        StubLine line(dir(), m_behaviour, [this](EngineParts &p) {
            change(p);
            p.encodePng = {};
        });
        compare(line);
        const std::uint64_t part = parts(line).front().number;
        QVERIFY(review(line, part, Truth::Defective));
        const auto kept = keep(line, part);
        QVERIFY(!kept && kept.error().code == ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestGolden)
#include "tst_golden.moc"
