// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/line.h"
#include "support/shareddata.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>

using namespace lineside;
using lineside::test::kPatience;
namespace fs = std::filesystem;

namespace {

std::vector<StationConfig> twoStations()
{
    std::vector<StationConfig> stations;
    for (const char *id : {"a", "b"}) {
        StationConfig s;
        s.promotion = PromotionPolicy::Nothing;
        s.id = s.name = id;
        s.source.kind = SourceKind::ImageFolder;
        s.source.location = lineside::test::sharedData().toStdString() + "/bottle-line/sequence_IMG_4818_MOV.tsv";
        s.source.targetFps = 30;
        s.contract.labels = {"Cap", "Bottle"};
        s.rule.requiredLabels = {"Cap"};
        stations.push_back(s);
    }
    return stations;
}

/// Two stations that play a labelled sequence.
class Line : public lineside::test::Line {
public:
    explicit Line(const fs::path &dataDir) : lineside::test::Line(dataDir, twoStations()) {}
};

fs::path weights(const char *name)
{
    return lineside::test::sharedData().toStdString() + "/reference/weights/" + name;
}

}  // namespace

class TestLocalEngine : public QObject {
    Q_OBJECT

private slots:
    void init() { LINESIDE_NEEDS_SHARED_DATA(); }

    void an_offered_file_goes_live_only_when_promoted_and_comes_back_with_one_command()
    {
        QTemporaryDir dir;
        Line line(dir.path().toStdString());
        const CandidateId first = line->offerFile(weights("bottle-tiny.pt"), "a");
        QTRY_VERIFY_WITH_TIMEOUT(line.finished(first), kPatience);
        QVERIFY(!line.candidate(first).refusal);
        const ModelId v1 = *line.candidate(first).model;
        QCOMPARE(line.station("a").offered, std::optional(v1));
        QVERIFY(!line.station("a").active);

        QVERIFY(line.promote("a", v1));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > 5, kPatience);
        QCOMPARE(line->feed("a")->newestJudged()->judgement.model, v1);
        QVERIFY(!line.station("b").active);

        const CandidateId second = line->offerFile(weights("bottle-tiny.onnx"), "a");
        QTRY_VERIFY_WITH_TIMEOUT(line.finished(second), kPatience);
        const ModelId v2 = *line.candidate(second).model;
        QVERIFY(v1 != v2);
        QCOMPARE(line.station("a").active, std::optional(v1));  // nothing changes on the line until it is promoted
        QVERIFY(line.promote("a", v2, {"finds more caps", {}}));
        QTRY_VERIFY_WITH_TIMEOUT(line.newest(EventKind::Promoted) && line.newest(EventKind::Promoted)->swap, kPatience);
        QCOMPARE(line.newest(EventKind::Promoted)->detail, std::string("finds more caps"));
        const SwapRecord swap = *line.newest(EventKind::Promoted)->swap;
        QCOMPARE(swap.from, v1);
        QCOMPARE(swap.to, v2);
        QCOMPARE(swap.framesLost, std::uint64_t{0});
        QVERIFY(swap.firstVerdictMs > 0);

        QVERIFY(line.rollBack("a"));
        QTRY_COMPARE_WITH_TIMEOUT(line->feed("a")->newestJudged()->judgement.model, v1, kPatience);
        QCOMPARE(line.station("a").previous, std::optional(v2));  // rolling back twice goes forward again
        const StationCounters c = line.station("a").counters;
        QCOMPARE(c.lost, std::uint64_t{0});
        QVERIFY(c.accepted - c.judged <= 1);  // one may be in hand
    }

    void what_does_not_fit_is_refused_and_the_running_model_never_left_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("reason");
        QTest::newRow("three classes") << "reference/weights/bottle-tiny-three-classes.pt" << static_cast<int>(RefusalReason::ClassCount);
        QTest::newRow("COCO") << "reference/weights/coco-v8n.pt" << static_cast<int>(RefusalReason::ClassCount);
        QTest::newRow("LFS pointer") << "weights/negative-broken/lfs-pointer-best.pt" << static_cast<int>(RefusalReason::GitLfsPointer);
        QTest::newRow("two bytes") << "weights/negative-broken/two-bytes-yolov10n.onnx" << static_cast<int>(RefusalReason::NotAModel);
        QTest::newRow("storages missing") << "weights/negative-broken/incomplete-checkpoint-train34-last.pt" << static_cast<int>(RefusalReason::Truncated);
        QTest::newRow("a folder") << "reference/weights" << static_cast<int>(RefusalReason::Folder);
        QTest::newRow("not there") << "reference/weights/none.pt" << static_cast<int>(RefusalReason::Vanished);
    }
    void what_does_not_fit_is_refused_and_the_running_model_never_left()
    {
        QFETCH(QString, file);
        QFETCH(int, reason);
        static QTemporaryDir dir;
        static Line line(dir.path().toStdString());
        if (!line.station("a").active) {
            const CandidateId good = line->offerFile(weights("bottle-tiny.pt"), "a");
            QTRY_VERIFY_WITH_TIMEOUT(line.finished(good), kPatience);
            QVERIFY(line.promote("a", *line.candidate(good).model));
        }
        const auto before = line.station("a").active;
        const std::size_t models = line->snapshot()->models.size();
        const CandidateId bad = line->offerFile((lineside::test::sharedData() + "/" + file).toStdString(), "a");
        QTRY_VERIFY_WITH_TIMEOUT(line.finished(bad), kPatience);
        QVERIFY(line.candidate(bad).refusal);
        QCOMPARE(static_cast<int>(line.candidate(bad).refusal->reason), reason);
        QCOMPARE(line.station("a").active, before);
        QVERIFY(!line.station("a").offered);
        QCOMPARE(line->snapshot()->models.size(), models);
        QVERIFY(fs::is_empty(fs::path(dir.path().toStdString()) / "staging"));
        QCOMPARE(line.newest(EventKind::Refused)->file, fs::path(file.toStdString()).filename().string());
    }

    void the_same_bytes_twice_are_one_version()
    {
        QTemporaryDir dir;
        Line line(dir.path().toStdString());
        const CandidateId first = line->offerFile(weights("bottle-tiny.pt"), std::nullopt);
        QTRY_VERIFY_WITH_TIMEOUT(line.finished(first), kPatience);
        const CandidateId again = line->offerFile(weights("bottle-tiny.pt"), "b");
        QTRY_VERIFY_WITH_TIMEOUT(line.finished(again), kPatience);
        QVERIFY(line.candidate(again).duplicate);
        QCOMPARE(line.candidate(again).model, line.candidate(first).model);
        QCOMPARE(line->snapshot()->models.size(), std::size_t{1});
        QCOMPARE(line.station("b").offered, line.candidate(first).model);
    }

    void promote_of_what_was_not_offered_and_removal_of_what_is_used_are_refused()
    {
        QTemporaryDir dir;
        Line line(dir.path().toStdString());
        const CandidateId offered = line->offerFile(weights("bottle-tiny.pt"), "a");
        QTRY_VERIFY_WITH_TIMEOUT(line.finished(offered), kPatience);
        const ModelId model = *line.candidate(offered).model;
        const auto notOffered = line.promote("b", model);
        QVERIFY(!notOffered && notOffered.error().code == ErrorCode::NotReady);
        QVERIFY(!line.rollBack("a"));
        QVERIFY(!line.promote("nowhere", model));
        const auto remove = [&] { return line.carryOut([&](Engine::Done done) { line->removeModel(model, done); }); };
        QCOMPARE(remove().error().code, ErrorCode::Busy);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));
        QVERIFY(remove());
        QVERIFY(line->snapshot()->models.empty());
    }

    void a_restart_brings_back_what_ran_where_and_an_offer_stays_an_offer()
    {
        QTemporaryDir dir;
        ModelId v1, v2;
        {
            Line line(dir.path().toStdString());
            const CandidateId one = line->offerFile(weights("bottle-tiny.pt"), "a");
            QTRY_VERIFY_WITH_TIMEOUT(line.finished(one), kPatience);
            v1 = *line.candidate(one).model;
            QVERIFY(line.promote("a", v1));
            const CandidateId two = line->offerFile(weights("bottle-tiny.onnx"), "a");
            QTRY_VERIFY_WITH_TIMEOUT(line.finished(two), kPatience);
            v2 = *line.candidate(two).model;
        }
        Line line(dir.path().toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(line->feed("a")->newestJudged(), kPatience);
        QCOMPARE(line->feed("a")->newestJudged()->judgement.model, v1);
        QTRY_COMPARE_WITH_TIMEOUT(line.station("a").offered, std::optional(v2), kPatience);
        QCOMPARE(line.station("a").active, std::optional(v1));
        QVERIFY(!line.station("b").active);
    }

    void a_shadow_judges_the_same_frames_and_leaves_the_verdicts_to_the_active()
    {
        QTemporaryDir dir;
        Line line(dir.path().toStdString());
        const CandidateId one = line->offerFile(weights("bottle-tiny.pt"), "a");
        QTRY_VERIFY_WITH_TIMEOUT(line.finished(one), kPatience);
        QVERIFY(line.promote("a", *line.candidate(one).model));
        const CandidateId two = line->offerFile(weights("bottle-tiny-swapped-labels.pt"), std::nullopt);
        QTRY_VERIFY_WITH_TIMEOUT(line.finished(two), kPatience);
        const ModelId swapped = *line.candidate(two).model;
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", swapped, done); }));
        QTRY_VERIFY_WITH_TIMEOUT(!line->feed("a")->differing().empty(), kPatience);
        const ComparedFramePtr compared = line->feed("a")->differing().front();
        QCOMPARE(compared->active->frame, compared->shadow->frame);
        QCOMPARE(compared->shadow->judgement.model, swapped);
        QCOMPARE(line.station("a").active, line.candidate(one).model);
        // The two are compared part by part, and a person can say who is right.
        QTRY_VERIFY_WITH_TIMEOUT(!line->feed("a")->reviews().empty(), kPatience);
        const ReviewPart part = line->feed("a")->reviews().front();
        QCOMPARE(part.frame->shadow->judgement.model, swapped);
        QVERIFY(line.station("a").comparison->verdict.discordant > 0);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->review("a", part.number, Truth::Defective, done); }));
        QCOMPARE(line->feed("a")->reviews().front().truth, Truth::Defective);
        QVERIFY(!line.carryOut([&](Engine::Done done) { line->review("a", 1'000'000, Truth::Good, done); }));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", std::nullopt, done); }));
        QVERIFY(line->feed("a")->differing().empty());
        QVERIFY(line->feed("a")->reviews().empty() && !line.station("a").comparison);
        QVERIFY(!line.carryOut([&](Engine::Done done) { line->review("a", part.number, Truth::Good, done); }));
    }

    void an_error_in_the_configuration_keeps_the_last_good_one_in_force()
    {
        QTemporaryDir dir;
        {
            Line line(dir.path().toStdString());
            auto stations = std::vector<StationConfig>{line.station("a").config};
            stations[0].name = "Renamed";
            QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(stations, done); }));
        }
        std::ofstream(dir.path().toStdString() + "/lineside.json") << "{\n \"stations\": oops }";
        Line line(dir.path().toStdString());
        const auto snapshot = line->snapshot();
        QVERIFY(snapshot->configError);
        QVERIFY(QString::fromStdString(snapshot->configError->detail).startsWith("line 2, column"));
        QCOMPARE(snapshot->stations.size(), std::size_t{1});
        QCOMPARE(snapshot->stations[0].config.name, std::string("Renamed"));
    }
};

QTEST_GUILESS_MAIN(TestLocalEngine)
#include "tst_localengine.moc"
