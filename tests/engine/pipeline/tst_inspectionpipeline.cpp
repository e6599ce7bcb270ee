// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/inspectionpipeline.h"
#include "support/scriptedexecutor.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <functional>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

/// A station whose rule takes every picture for a part that must not have a cap: an empty picture passes.
struct Station {
    std::shared_ptr<ScriptedExecutor::Script> script = std::make_shared<ScriptedExecutor::Script>();
    int failures = 0;
    std::vector<FramePtr> frames, pictures;  ///< all that came; what each part was told with
    std::vector<JudgedFramePtr> rejects;     ///< the same
    InspectionPipeline pipeline{config(), [] {}, {{}, [this](const ModelId &, const Error &) { ++failures; }, {}, [this](const FinishedPart &, const FramePtr &picture, const JudgedFramePtr &reject) {
        pictures.push_back(picture);
        rejects.push_back(reject);
    }}};

    Station() { pipeline.setActive(model(2), false); }
    static StationConfig config()
    {
        StationConfig c;
        c.id = "station-1";
        c.rule.rejectLabels = {"Cap"};
        return c;
    }
    ModelHandle model(int version) const { return model(version, script, {"Bottle", "Cap"}); }
    static ModelHandle model(int version, const std::shared_ptr<ScriptedExecutor::Script> &sees, Labels labels)
    {
        auto m = std::make_shared<LoadedModel>();
        m->id = {"line", version};
        m->detectors.push_back(std::make_unique<Detector>(std::make_unique<ScriptedExecutor>(sees, "f32", std::move(labels)), grey, DetectSettings{}));
        return m;
    }
    void judgeOne(bool othersWait = false)
    {
        auto frame = std::make_shared<Frame>();
        frame->image.resize(64, 36);
        frame->capturedAt = std::chrono::steady_clock::now();
        frames.push_back(frame);
        pipeline.onFrame(std::move(frame));
        pipeline.judgeNext(0, [othersWait] { return othersWait; });
    }
    StationSnapshot snapshot() const
    {
        StationSnapshot s;
        pipeline.fill(s);
        return s;
    }
};

}  // namespace

class TestInspectionPipeline : public QObject {
    Q_OBJECT

private slots:
    void a_judged_frame_gives_the_verdict_and_names_its_model()
    {
        Station station;
        QVERIFY(station.snapshot().last.verdict == Verdict::Unknown);
        station.judgeOne();
        QVERIFY(station.snapshot().last.verdict == Verdict::Pass);
        QCOMPARE(station.snapshot().last.model.text(), std::string("line-v2"));
        QCOMPARE(station.snapshot().counters.judged, std::uint64_t{1});
    }

    void pictures_that_no_display_asked_for_are_not_called_dropped()
    {
        Station station;
        for (int i = 0; i < 3; ++i)
            station.judgeOne();
        QVERIFY(station.pipeline.newestFrame());
        QCOMPARE(station.snapshot().counters.dropped, std::uint64_t{0});
    }

    void pictures_between_two_looks_of_a_display_that_came_too_late_are_dropped()
    {
        Station station;
        station.judgeOne();
        QVERIFY(station.pipeline.newestFrame());
        for (int i = 0; i < 3; ++i)
            station.judgeOne();
        QVERIFY(station.pipeline.newestFrame());
        QVERIFY(station.pipeline.newestFrame());
        QCOMPARE(station.snapshot().counters.dropped, std::uint64_t{2});
    }

    void a_lost_picture_has_no_verdict()
    {
        Station station;
        station.judgeOne();
        station.pipeline.pictureLost();
        QVERIFY(station.snapshot().last.verdict == Verdict::Unknown);
        QVERIFY(station.snapshot().last.reason == VerdictReason::NoPicture);
    }

    void a_frame_in_flight_when_the_picture_is_lost_brings_no_verdict_back()
    {
        Station station;
        station.script->whileRunning = [&] { station.pipeline.pictureLost(); };
        station.judgeOne();
        QVERIFY(station.snapshot().last.verdict == Verdict::Unknown);
        QCOMPARE(station.snapshot().counters.judged, std::uint64_t{1});  // judged all the same, so not lost
        QCOMPARE(station.snapshot().counters.lost, std::uint64_t{0});
        station.script->whileRunning = {};
        station.judgeOne();  // the camera is back
        QVERIFY(station.snapshot().last.verdict == Verdict::Pass);
    }

    void a_part_seen_before_the_picture_was_lost_has_no_vote_on_the_part_after_it()
    {
        Station station;
        StationConfig parts = Station::config();
        parts.rule.partLabel = "Bottle";
        parts.rule.requiredLabels = {"Cap"};
        parts.rule.rejectLabels = {};
        parts.rule.zoneBegin = 0;
        parts.rule.zoneEnd = 1;
        station.pipeline.setRule(parts);
        station.script->output = {16, 16, 8, 8, 0.9f, 0};  // a bottle without its cap
        station.judgeOne();
        station.judgeOne();
        station.script->whileRunning = [&] { station.pipeline.pictureLost(); };  // the third is in flight
        station.judgeOne();
        station.script->whileRunning = {};
        station.script->output = std::vector<float>(6);
        station.judgeOne();  // nothing in the zone any more: the end of a part, if one had begun
        QCOMPARE(station.snapshot().counters.failed, std::uint64_t{0});
        station.script->output = {16, 16, 8, 8, 0.9f, 0};
        station.judgeOne();
        station.script->output = std::vector<float>(6);
        station.judgeOne();
        QCOMPARE(station.snapshot().counters.failed, std::uint64_t{1});
    }

    void a_part_that_fails_is_told_with_the_frame_that_decided_where_rejects_are_kept()
    {
        Station station;
        const StationConfig passes = Station::config();
        StationConfig fails = passes;
        fails.rule.requiredLabels = {"Cap"};
        station.judgeOne();
        station.pipeline.setRule(fails);
        station.judgeOne();  // nobody keeps them yet
        station.pipeline.setKeepsRejects(true);
        station.judgeOne();
        station.pipeline.setRule(passes);
        station.judgeOne();
        station.pipeline.setRule(fails);
        station.pipeline.setKeepsRejects(false);
        station.judgeOne();
        QCOMPARE(station.rejects.size(), std::size_t{5});
        for (const std::size_t none : {0u, 1u, 3u, 4u})
            QVERIFY(!station.rejects[none]);
        const JudgedFramePtr reject = station.rejects[2];
        QVERIFY(reject && reject->frame == station.frames[2] && reject->judgement.verdict == Verdict::Fail);
        QCOMPARE(reject->judgement.model.text(), std::string("line-v2"));
    }
    void a_part_over_many_frames_is_told_with_the_last_one_that_gave_its_verdict()
    {
        Station station;
        StationConfig parts = Station::config();
        parts.rule.partLabel = "Bottle";
        parts.rule.requiredLabels = {"Cap"};
        parts.rule.rejectLabels = {};
        parts.rule.zoneBegin = 0;
        parts.rule.zoneEnd = 1;
        station.pipeline.setRule(parts);
        station.pipeline.setKeepsRejects(true);
        station.script->output = {16, 16, 8, 8, 0.9f, 0};  // a bottle without its cap
        for (int i = 0; i < 3; ++i)
            station.judgeOne();
        QVERIFY(station.rejects.empty());
        station.script->output = std::vector<float>(6);
        station.judgeOne();
        QCOMPARE(station.rejects.size(), std::size_t{1});
        QVERIFY(station.rejects[0] && station.rejects[0]->frame == station.frames[2]);
        QCOMPARE(station.rejects[0]->detections.items.size(), std::size_t{1});
    }
    void pictures_are_sampled_as_ever_where_rejects_are_kept()
    {
        for (const bool keeps : {false, true}) {
            Station station;
            StationConfig fails = Station::config();
            fails.rule.requiredLabels = {"Cap"};
            fails.sampleEvery = 3;
            station.pipeline.setRule(fails);
            station.pipeline.setKeepsRejects(keeps);
            for (int i = 0; i < 7; ++i)
                station.judgeOne();
            for (std::size_t i = 0; i < 7; ++i) {
                QCOMPARE(station.pictures[i], i % 3 == 2 ? station.frames[i] : FramePtr());
                QCOMPARE(station.rejects[i] != nullptr, keeps);
            }
        }
    }
    void what_both_models_saw_is_added_up_by_the_names_of_the_classes()
    {
        const auto sees = [](std::initializer_list<std::array<float, 6>> boxes) {  // centre, size, a score for each class
            auto script = std::make_shared<ScriptedExecutor::Script>();
            script->output.resize(6 * boxes.size());
            std::size_t column = 0;
            for (const auto &box : boxes) {
                for (std::size_t row = 0; row < 6; ++row)
                    script->output[row * boxes.size() + column] = box[row];
                ++column;
            }
            return script;
        };
        Station station;
        *station.script = *sees({{6, 16, 6, 6, 0.75f, 0}, {26, 16, 6, 6, 0, 0.5f}});
        const auto b = sees({{26, 16, 6, 6, 0.875f, 0}, {16, 16, 6, 6, 0, 0.625f}});
        station.pipeline.setShadow(Station::model(3, b, {"Cap", "Gap"}));
        for (int i = 0; i < 4; ++i)
            station.judgeOne();
        const auto classes = station.snapshot().shadowStats.classes;
        const auto is = [](const ShadowClass &c, const char *name, std::uint64_t active, std::uint64_t shadow, std::uint64_t both, double activeScore, double shadowScore) {
            return c.name == name && c.active == active && c.shadow == shadow && c.both == both && c.activeScore == activeScore && c.shadowScore == shadowScore;
        };
        QCOMPARE(classes.size(), std::size_t{3});
        QVERIFY(is(classes[0], "Bottle", 4, 0, 0, 0.75, 0));
        QVERIFY(is(classes[1], "Cap", 4, 4, 4, 0.5, 0.875));
        QVERIFY(is(classes[2], "Gap", 0, 4, 0, 0, 0.625));
        QCOMPARE(*classes[1].agreement(), 1.0);
        QCOMPARE(*classes[0].agreement(), 0.0);
        // Of another model on air nothing is known yet.
        station.pipeline.setActive(station.model(4), false);
        QCOMPARE(station.snapshot().shadowStats.classes[1].both, std::uint64_t{0});
        QCOMPARE(station.snapshot().shadowStats.compared, std::uint64_t{0});
        station.judgeOne();
        QCOMPARE(station.snapshot().shadowStats.classes[1].both, std::uint64_t{1});
        station.pipeline.setShadow(nullptr);
        QVERIFY(station.snapshot().shadowStats.classes.empty());
    }
    void pictures_for_which_the_shadow_had_no_time_are_counted_and_belong_to_its_comparison()
    {
        Station station;
        station.judgeOne();
        QCOMPARE(station.snapshot().shadowStats.notCompared, std::uint64_t{0});  // there is none
        station.pipeline.setShadow(station.model(3));
        for (int i = 0; i < 8; ++i)
            station.judgeOne(true);
        QCOMPARE(station.snapshot().shadowStats.compared, std::uint64_t{2});  // so that it does not starve
        QCOMPARE(station.snapshot().shadowStats.notCompared, std::uint64_t{6});
        station.judgeOne();
        QCOMPARE(station.snapshot().shadowStats.compared, std::uint64_t{3});
        QCOMPARE(station.snapshot().shadowStats.notCompared, std::uint64_t{6});
        station.pipeline.setActive(station.model(4), false);
        QCOMPARE(station.snapshot().shadowStats.notCompared, std::uint64_t{0});
        station.judgeOne(true);
        QCOMPARE(station.snapshot().shadowStats.notCompared, std::uint64_t{1});
        station.pipeline.setShadow(station.model(5));
        QCOMPARE(station.snapshot().shadowStats.notCompared, std::uint64_t{0});
    }
    void of_differing_frames_those_that_wait_for_an_answer_come_first()
    {
        Station station;
        const auto ofB = std::make_shared<ScriptedExecutor::Script>();
        ofB->output = {16, 16, 6, 6, 0, 0.75f};  // a cap, which the rule rejects
        station.pipeline.setShadow(Station::model(3, ofB, {"Bottle", "Cap"}));
        for (int i = 0; i < 3; ++i)
            station.judgeOne();
        const auto reviews = station.pipeline.reviews();
        QCOMPARE(reviews.size(), std::size_t{3});
        QCOMPARE(station.pipeline.differing().size(), std::size_t{3});  // none of them twice
        QCOMPARE(station.pipeline.differing().front(), reviews[2].frame);
        QVERIFY(station.pipeline.review(reviews[2].number, {{}, Truth::Good}, 1));
        QCOMPARE(station.pipeline.differing(), (std::vector{reviews[1].frame, reviews[0].frame, reviews[2].frame}));
    }
    void a_model_that_cannot_judge_three_frames_takes_the_last_verdict_with_it()
    {
        Station station;
        station.judgeOne();
        station.script->fails = true;
        station.judgeOne();
        station.judgeOne();
        QVERIFY(station.snapshot().last.verdict == Verdict::Pass);  // it may recover
        QCOMPARE(station.failures, 0);
        station.judgeOne();
        QCOMPARE(station.failures, 1);
        QVERIFY(station.snapshot().last.verdict == Verdict::Unknown);
        QCOMPARE(station.snapshot().counters.lost, std::uint64_t{3});
    }

    void too_many_rejects_are_told_with_the_limit_of_the_station()
    {
        Station station;
        StationConfig strict = Station::config();
        strict.rule.requiredLabels = {"Cap"};  // so that every empty picture is rejected
        station.pipeline.setRule(strict);
        for (int i = 0; i < 3; ++i)
            station.judgeOne();
        QVERIFY(station.snapshot().rejectsHigh);
        strict.rejectRateLimit = 0;  // no limit
        station.pipeline.setRule(strict);
        station.judgeOne();
        QVERIFY(!station.snapshot().rejectsHigh);
    }
};

QTEST_GUILESS_MAIN(TestInspectionPipeline)
#include "tst_inspectionpipeline.moc"
