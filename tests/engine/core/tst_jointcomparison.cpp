// SPDX-License-Identifier: GPL-3.0-or-later
// Several stations compare the same two models: what they know together, where it counts, and where it does not.
#include "core/jointcomparisons.h"
#include "engine/core/decisions.h"
#include "engine/core/sightedexecutor.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <mutex>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

/// Cameras that take a picture when they are told to. Outlives the line. Thread-safe.
class Shutter {
public:
    /// A picture of that camera; false: it is not open, as after some seconds without one.
    bool release(int camera)
    {
        const std::lock_guard lock(m_mutex);
        Camera &taken = m_cameras[static_cast<std::size_t>(camera)];
        if (!taken.callbacks)
            return false;
        auto frame = m_pool.acquire(64, 36);
        const MutableImageView view = frame->image.view();
        std::fill_n(view.pixels, view.strideBytes * view.height, std::uint8_t{0});
        frame->sequence = taken.next++;
        frame->capturedAt = std::chrono::steady_clock::now();
        taken.callbacks->onFrame(frame);
        return true;
    }
    void set(int camera, std::optional<SourceCallbacks> callbacks)
    {
        const std::lock_guard lock(m_mutex);
        Camera &changed = m_cameras[static_cast<std::size_t>(camera)];
        changed.callbacks = std::move(callbacks);
        if (changed.callbacks)
            changed.next = changed.callbacks->firstSequence;
        ++changed.openings;
    }
    bool isOpen(int camera)
    {
        const std::lock_guard lock(m_mutex);
        return m_cameras[static_cast<std::size_t>(camera)].callbacks.has_value();
    }
    /// How often it was opened and closed.
    int openings(int camera)
    {
        const std::lock_guard lock(m_mutex);
        return m_cameras[static_cast<std::size_t>(camera)].openings;
    }

private:
    struct Camera {
        std::optional<SourceCallbacks> callbacks;
        std::uint64_t next = 1;
        int openings = 0;
    };
    std::mutex m_mutex;
    std::array<Camera, 4> m_cameras;
    FramePool m_pool;
};

class ReleasedSource final : public FrameSource {
public:
    ReleasedSource(Shutter &shutter, int camera) : m_shutter(shutter), m_camera(camera) {}
    ~ReleasedSource() override { m_shutter.set(m_camera, {}); }
    void start(SourceCallbacks callbacks) override { m_shutter.set(m_camera, std::move(callbacks)); }
    void stop() override { m_shutter.set(m_camera, {}); }

private:
    Shutter &m_shutter;
    const int m_camera;
};

constexpr int kParts = 7;  // at each of two: enough for both together, too few for one, by some parts each way

}  // namespace

namespace {

using Lists = std::vector<std::vector<StationId>>;

/// The stations of each list see different parts.
std::vector<StationConfig> apart(std::vector<StationConfig> stations, const Lists &lists)
{
    for (StationConfig &s : stations) {
        for (std::size_t i = 0; i < lists.size(); ++i) {
            if (std::ranges::find(lists[i], s.id) != lists[i].end())
                s.differentParts = static_cast<int>(i) + 1;
        }
    }
    return stations;
}

}  // namespace

class TestJointComparison : public QObject, protected Decisions {
    Q_OBJECT

    Sights m_sights;
    Shutter m_shutter;

    /// Stations where every picture is a part and a cap is a reject, which ask for a verdict.
    static std::vector<StationConfig> asking(std::initializer_list<const char *> ids)
    {
        auto list = stations(ids);
        for (int camera = 0; StationConfig &s : list) {
            s.source.demoStation = camera++;
            s.rule.rejectLabels = {"Cap"};
            s.rule.pictureIsPart = true;
            s.healthCheck = false;
            s.promotion = PromotionPolicy::Verdict;
            s.comparison = {0.4, 0.4, 0.05};
            s.coverage = {0, 0};
        }
        return list;
    }
    std::function<void(EngineParts &)> as(const std::vector<StationConfig> &list)
    {
        Config config;
        config.stations = list;
        write(data() / "lineside.json", formatConfig(config));
        return [this](EngineParts &p) {
            p.sources = [this](const SourceConfig &source) -> Result<std::unique_ptr<FrameSource>> {
                return std::unique_ptr<FrameSource>(new ReleasedSource(m_shutter, source.demoStation));
            };
            p.executors.make = [this](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
                return std::unique_ptr<Executor>(new SightedExecutor(file.network->info, m_sights));
            };
        };
    }
    static Result<void> applied(StubLine &line, const std::vector<StationConfig> &list)
    {
        return line.carryOut([&](Engine::Done done) { line->applyStations(list, done); });
    }
    /// Version 1 on air and version 2 offered at each, beside it where it is named.
    static void compare(StubLine &line, const std::vector<StationConfig> &list, std::initializer_list<const char *> all, std::initializer_list<const char *> compared)
    {
        QVERIFY(applied(line, list));
        for (const char *id : all) {
            QVERIFY(!line.offer(1, id).refusal);
            QVERIFY(line.promote(id, 1));
            QVERIFY(!line.offer(2, id).refusal);
        }
        for (const char *id : compared)
            QVERIFY(line.setShadow(id, 2));
    }
    static std::int64_t partsAt(const StubLine &line, const char *id)
    {
        const auto c = line.station(id).comparison;
        return c ? c->verdict.parts : 0;
    }
    static std::uint64_t seenByBoth(const StubLine &line, const char *id)
    {
        const ShadowStats stats = line.station(id).shadowStats;
        return stats.compared + stats.notCompared;
    }
    /// One picture after the other, until the comparison there has counted so many parts; at most one more. Both models are done with the last one: what they see may be changed then.
    void look(StubLine &line, const char *id, std::int64_t parts)
    {
        while (partsAt(line, id) < parts) {
            const std::uint64_t before = line.station(id).counters.judged, both = seenByBoth(line, id);
            const int camera = line.station(id).config.source.demoStation;
            QTRY_VERIFY_WITH_TIMEOUT(m_shutter.isOpen(camera), kPatience);
            const int openings = m_shutter.openings(camera);
            if (!m_shutter.release(camera))  // one alone: what is tried may be tried twice
                continue;
            // A camera that was silent for long is opened anew, and may take this picture with it.
            QTRY_VERIFY_WITH_TIMEOUT((line.station(id).counters.judged > before && seenByBoth(line, id) > both) || m_shutter.openings(camera) != openings, kPatience);
        }
    }
    static std::optional<JointComparison> joint(const StubLine &line, const char *id)
    {
        const auto c = line.station(id).comparison;
        return c ? c->joint : std::nullopt;
    }
    static ErrorCode refusal(const Result<void> &answer) { return answer ? ErrorCode::Cancelled : answer.error().code; }

private slots:
    void init()
    {
        begin();
        for (auto &sight : m_sights)
            sight = Sight::Bottle;
    }

    void what_two_stations_know_together_puts_a_model_on_air_where_neither_knows_enough()
    {
        const auto list = apart(asking({"a", "b"}), {{"a", "b"}});
        StubLine line(dir(), m_behaviour, as(list));
        compare(line, list, {"a", "b"}, {"a", "b"});
        look(line, "a", kParts);
        QVERIFY(!joint(line, "a"));  // nothing is known at b
        QCOMPARE(refusal(line.promote("a", 2)), ErrorCode::VerdictMissing);
        look(line, "b", kParts);
        for (const char *id : {"a", "b"}) {
            const auto c = line.station(id).comparison;
            QVERIFY(c && c->verdict.state == AbState::Open && !c->provesAlone());
            QVERIFY(c->joint && c->joint->proves() && c->proves());
            QCOMPARE(c->joint->stations, (std::vector<StationId>{"a", "b"}));
            QCOMPARE(c->joint->state, AbState::AtLeastAsGood);
            QCOMPARE(c->joint->limits, (AbLimits{0.4, 0.4, 0.05}));
            QCOMPARE(askedFor(line.station(id), kTwo), PromotionPolicy::Nothing);
        }
        QCOMPARE(joint(line, "a")->parts, partsAt(line, "a") + partsAt(line, "b"));
        QVERIFY(line.promote("a", 2));
        const HistoryEvent event = line.events(EventKind::Promoted).front();
        QVERIFY(event.station == "a" && event.evidence && event.by.empty());
        QCOMPARE(event.evidence->state, AbState::AtLeastAsGood);
        QCOMPARE(event.evidence->stations, 2);
        QVERIFY(event.evidence->parts >= 2 * kParts);
        QCOMPARE(event.evidence->discordant, 0);
        // Another model is on air at a: what was seen there is of other two, and what b knows alone is too little.
        QVERIFY(!joint(line, "b"));
        QCOMPARE(refusal(line.promote("b", 2)), ErrorCode::VerdictMissing);
        QVERIFY(line.station("b").active == kOne);
    }
    void nobody_has_said_that_they_see_different_parts_so_each_speaks_for_itself()
    {
        const auto list = asking({"a", "b"});
        StubLine line(dir(), m_behaviour, as(list));
        compare(line, list, {"a", "b"}, {"a", "b"});
        look(line, "a", kParts);
        look(line, "b", kParts);
        QVERIFY(!joint(line, "a") && !joint(line, "b"));
        QCOMPARE(refusal(line.promote("a", 2)), ErrorCode::VerdictMissing);
        QVERIFY(line.promote("a", 2, {"the caps of today are red", "Nina"}));
        QCOMPARE(line.events(EventKind::Promoted).front().evidence->stations, 1);
        QCOMPARE(line.events(EventKind::Promoted).front().evidence->state, AbState::Open);
    }
    void a_station_that_says_worse_stops_the_others()
    {
        const auto list = apart(asking({"a", "b"}), {{"a", "b"}});
        StubLine line(dir(), m_behaviour, as(list));
        compare(line, list, {"a", "b"}, {"a", "b"});
        look(line, "a", kParts);
        m_sights[2] = Sight::Cap;  // it rejects good parts there
        look(line, "b", kParts + 1);
        for (const ReviewPart &part : line->feed("b")->reviews())
            QVERIFY(line.carryOut([&](Engine::Done done) { line->review("b", part.number, Truth::Good, done); }));
        QTRY_COMPARE_WITH_TIMEOUT(line.station("b").comparison->verdict.state, AbState::Worse, kPatience);
        QCOMPARE(line.station("a").comparison->verdict.state, AbState::Open);
        QVERIFY(joint(line, "a") && joint(line, "a")->state == AbState::Worse && !joint(line, "a")->proves());
        QCOMPARE(refusal(line.promote("a", 2)), ErrorCode::VerdictMissing);
        QCOMPARE(refusal(line.promote("b", 2)), ErrorCode::VerdictMissing);
    }
    void what_waits_for_a_person_at_one_station_counts_against_all_of_them()
    {
        const auto list = apart(asking({"a", "b"}), {{"a", "b"}});
        StubLine line(dir(), m_behaviour, as(list));
        compare(line, list, {"a", "b"}, {"a", "b"});
        look(line, "a", kParts);
        m_sights[2] = Sight::Cap;
        look(line, "b", 2);
        m_sights[2] = Sight::Bottle;
        look(line, "b", kParts);
        QVERIFY(joint(line, "a") && joint(line, "a")->pending >= 1 && joint(line, "a")->discordant == joint(line, "a")->pending);
        QCOMPARE(joint(line, "a")->state, AbState::Open);
        QCOMPARE(refusal(line.promote("a", 2)), ErrorCode::VerdictMissing);
        for (const ReviewPart &part : line->feed("b")->reviews())
            QVERIFY(line.carryOut([&](Engine::Done done) { line->review("b", part.number, Truth::Even, done); }));
        QTRY_COMPARE_WITH_TIMEOUT(joint(line, "a")->pending, 0, kPatience);
        QCOMPARE(joint(line, "a")->state, AbState::AtLeastAsGood);
        QVERIFY(line.promote("a", 2));
    }
    void stations_that_are_set_up_otherwise_are_not_taken_together_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("another margin") << 0;
        QTest::newRow("another error rate") << 1;
        QTest::newRow("another rule") << 2;
        QTest::newRow("another threshold") << 3;
        QTest::newRow("another list") << 4;
    }
    void stations_that_are_set_up_otherwise_are_not_taken_together()
    {
        QFETCH(int, what);
        auto list = asking({"a", "b", "c", "d"});
        StationConfig &b = list[1];
        switch (what) {
        case 0: b.comparison.escapeMargin = 0.39; break;
        case 1: b.comparison.alpha = 0.04; break;
        case 2: b.rule.passScore = 0.6; break;
        case 3: b.detect.confidence = 0.3f; break;
        default: break;
        }
        list = apart(list, what == 4 ? Lists{{"a", "c"}, {"b", "d"}} : Lists{{"a", "b", "c"}});
        StubLine line(dir(), m_behaviour, as(list));
        compare(line, list, {"a", "b", "c"}, {"a", "b", "c"});
        for (const char *id : {"a", "b", "c"})
            look(line, id, 3);
        QVERIFY(!joint(line, "b"));
        QVERIFY(joint(line, "a"));
        QCOMPARE(joint(line, "a")->stations, (std::vector<StationId>{"a", "c"}));
        QCOMPARE(joint(line, "c")->stations, (std::vector<StationId>{"a", "c"}));
    }
    void it_serves_a_plan_at_each_station_that_it_covers()
    {
        const auto list = apart(asking({"a", "b", "c"}), {{"a", "b"}});
        StubLine line(dir(), m_behaviour, as(list));
        compare(line, list, {"a", "b", "c"}, {"a", "b"});
        CanaryPlan plan;
        plan.name = "night";
        plan.covers = {"a", "b", "c"};
        plan.steps = {{.stations = {"c"}, .leastParts = 1'000'000, .leastTime = 0min}};
        plan.guard.controls = plan.guard.ownPast = plan.guard.collapse = plan.guard.shadow = false;
        const auto begin = [&] { return line.carryOut([&](Engine::Done done) { line->startCanary(plan, kTwo, {}, done); }); };
        look(line, "a", kParts);
        QCOMPARE(refusal(begin()), ErrorCode::VerdictMissing);
        look(line, "b", kParts);
        QVERIFY(!line.station("a").comparison->provesAlone() && !line.station("b").comparison->provesAlone());
        const auto begun = begin();
        QVERIFY2(begun, begun ? "" : begun.error().detail.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(line.station("c").active == kTwo, kPatience);
        const HistoryEvent event = line.events(EventKind::Promoted).front();
        QVERIFY(event.station == "c" && event.evidence);
        QCOMPARE(event.evidence->stations, 2);
    }
    void a_station_that_is_taken_away_is_not_believed_to_see_other_parts_when_its_name_comes_back()
    {
        const auto list = apart(asking({"a", "b", "c"}), {{"a", "b", "c"}});
        StubLine line(dir(), m_behaviour, as(list));
        const auto written = [this] { return differentParts(parseConfig(text(data() / "lineside.json"))->stations); };
        const auto back = asking({"b"}).front();  // set up anew: nothing is said of it
        QVERIFY(applied(line, {list[0], list[2]}));
        QCOMPARE(written(), (Lists{{"a", "c"}}));
        QVERIFY(applied(line, {list[0], back, list[2]}));
        QCOMPARE(written(), (Lists{{"a", "c"}}));
        QVERIFY(applied(line, {list[0], back}));
        QVERIFY(written().empty());
    }
    void what_is_said_in_the_settings_holds_at_once_and_the_history_has_who_said_it_and_what_held_before()
    {
        auto list = asking({"a", "b", "c"});
        StubLine line(dir(), m_behaviour, as(list));
        compare(line, list, {"a", "b"}, {"a", "b"});
        look(line, "a", 3);
        look(line, "b", 3);
        QVERIFY(!joint(line, "a"));
        const Actor nina{"Nina", Role::Engineer};
        const auto say = [&](const Lists &lists) {
            return line.carryOut([&](Engine::Done done) { line->applyStations(apart(list, lists), done, nina); });
        };
        const auto newest = [&] { return line.events(EventKind::StationsChanged).front(); };
        QVERIFY(say({{"a", "b"}}));
        QTRY_VERIFY_WITH_TIMEOUT(joint(line, "a"), kPatience);
        QCOMPARE(joint(line, "a")->stations, (std::vector<StationId>{"a", "b"}));
        QVERIFY(line.station("a").comparison->verdict.parts >= 3);  // it did not begin anew
        QCOMPARE(newest().by, std::string("Nina"));
        QCOMPARE(newest().detail, std::string("different parts: none -> a + b"));
        QVERIFY(say({{"a", "b", "c"}}));
        QCOMPARE(newest().detail, std::string("different parts: a + b -> a + b + c"));
        list[2].name = "another name";
        QVERIFY(say({{"a", "b", "c"}}));
        QVERIFY(newest().detail.empty());
        QVERIFY(say({}));
        QCOMPARE(newest().detail, std::string("different parts: a + b + c -> none"));
        QVERIFY(!joint(line, "a"));
        list[0].rule.passScore = 7;
        QVERIFY(!say({{"a", "b"}}));  // refused as a whole
        QVERIFY(!joint(line, "a") && line.station("b").config.differentParts == 0);
        QCOMPARE(newest().detail, std::string("different parts: a + b + c -> none"));
    }

    // ---- which comparisons belong together, without a line

    void what_counts_pictures_or_other_things_is_left_out()
    {
        const auto list = apart(asking({"a", "b", "c", "d"}), {{"a", "b", "c", "d"}});
        std::array<ComparisonSnapshot, 4> c;
        std::vector<RunningComparison> running;
        for (std::size_t i = 0; i < c.size(); ++i) {
            c[i].verdict.parts = 100;
            running.push_back({&list[i], kOne, kTwo, &c[i]});
        }
        c[1].countsPictures = true;
        c[2].countsObjects = true;
        takeTogether(running);
        QVERIFY(c[0].joint && !c[1].joint && !c[2].joint && c[3].joint);
        QCOMPARE(c[0].joint->stations, (std::vector<StationId>{"a", "d"}));
        for (ComparisonSnapshot &one : c)
            one = {};
        c[0].verdict.parts = 100;  // the others have seen no part
        takeTogether(running);
        QVERIFY(!c[0].joint);
    }
    void the_most_that_one_of_them_has_seen_is_held_against_what_each_asks_for()
    {
        auto list = apart(asking({"a", "b"}), {{"a", "b"}});
        list[0].coverage = {3, 8};
        list[1].coverage = {2, 8};
        std::array<ComparisonSnapshot, 2> c;
        for (ComparisonSnapshot &one : c)
            one.verdict.parts = 100;
        c[0].seen = {2, 9};
        c[1].seen = {1, 40};
        const std::vector<RunningComparison> running{{&list[0], kOne, kTwo, &c[0]}, {&list[1], kOne, kTwo, &c[1]}};
        takeTogether(running);
        QVERIFY(c[0].joint && c[0].joint->seen == (CoverageSeen{2, 40}) && !c[0].joint->covered);
        c[1].seen.lots = 3;
        takeTogether(running);
        QVERIFY(c[0].joint->covered && c[1].joint->covered);
    }
    void what_is_not_covered_proves_nothing()
    {
        JointComparison joint;
        joint.state = AbState::AtLeastAsGood;
        QVERIFY(!joint.proves());
        joint.covered = true;
        QVERIFY(joint.proves());
        joint.contradicted = true;
        QVERIFY(!joint.proves());
    }
};

QTEST_GUILESS_MAIN(TestJointComparison)
#include "tst_jointcomparison.moc"
