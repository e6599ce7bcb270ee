// SPDX-License-Identifier: GPL-3.0-or-later
// Two models of the library over recorded pictures, beside the line: it is told where it is, it ends when it is to, and takes nothing from the line.
#include "engine/core/decisions.h"
#include "offline/offlinereport.h"
#include "support/manualclock.h"
#include "support/scriptedexecutor.h"

#include <QtTest>

#include <condition_variable>
#include <mutex>

using namespace lineside;
using namespace lineside::test;

namespace {

constexpr int kPictures = 12, kMany = 300;

/// Pictures that are given when the test lets them; `kMany` of them in "many". Outlives the line. Thread-safe.
class Album {
public:
    Result<void> visit(const std::string &input, const PictureVisitor &visitor)
    {
        if (input == "gone")
            return Error{ErrorCode::NotFound, input};
        if (input == "spoiled") {
            visitor.unreadable(Error{ErrorCode::InvalidInput, "0.png"});
            return {};
        }
        Image picture;
        picture.resize(64, 48);
        const std::size_t of = input == "many" ? kMany : kPictures;
        for (std::size_t number = 1; number <= of; ++number) {
            if (!take())
                return Error{ErrorCode::Io, "the test is over"};
            if (auto done = visitor.picture({std::to_string(number) + ".png", std::as_const(picture).view(), number, of, input == "video"}); !done)
                return done;
        }
        return {};
    }
    /// So many more; the first one is only looked at, before anything is loaded.
    void give(int pictures)
    {
        const std::lock_guard lock(m_mutex);
        m_given += pictures;
        m_changed.notify_all();
    }
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

private:
    bool take()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_given > 0 || m_closed; });
        return !m_closed && m_given-- > 0;
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_given = 0;
    bool m_closed = false;
};

/// One bottle at a fixed place, and with `cap` a cap in it: columns of centre, size, scores of Bottle and Cap.
std::shared_ptr<ScriptedExecutor::Script> sees(bool cap)
{
    auto script = std::make_shared<ScriptedExecutor::Script>();
    script->output = cap ? std::vector<float>{8, 8, 8, 8, 8, 4, 8, 4, 0.9f, 0, 0, 0.8f} : std::vector<float>{8, 8, 8, 8, 0.9f, 0};
    return script;
}

}  // namespace

class TestOffline : public QObject, protected Decisions {
    Q_OBJECT

    std::unique_ptr<Album> m_album;
    bool m_closesAlbum = true;
    std::atomic<int> m_beside{0};                 ///< executors that were made to run beside the line
    std::atomic<std::uint64_t> m_free{8'000'000'000};

    std::function<void(EngineParts &)> parts()
    {
        return [this](EngineParts &p) {
            p.visitPictures = [this](const std::string &input, const PictureVisitor &visitor) { return m_album->visit(input, visitor); };
            p.resize = grey;
            p.memory = [this] {
                MemoryInfo info = readMemoryInfo();
                info.systemAvailable = m_free;
                return info;
            };
            p.executors.make = [this, made = p.executors.make](const WeightFile &file, const ExecutorOptions &options) -> Result<std::unique_ptr<Executor>> {
                if (options.lanes == 1)
                    return made(file, options);  // to be tried out on import
                return std::unique_ptr<Executor>(new ScriptedExecutor(sees(m_beside++ % 2 == 0)));  // A, then B, which is blind for caps
            };
        };
    }
    static OfflineRequest request(const char *input = "album")
    {
        OfflineRequest r;
        r.a = kOne;
        r.b = kTwo;
        r.input = input;
        return r;
    }
    static Result<void> compare(StubLine &line, const OfflineRequest &r)
    {
        return line.carryOut([&](Engine::Done done) { line->compareOffline(r, done); });
    }
    /// A line with two versions in the library. Whatever it still compares in the end finds the album closed.
    std::shared_ptr<StubLine> filled(const std::function<void(EngineParts &)> &more = {})
    {
        const auto change = [this, more](EngineParts &p) {
            parts()(p);
            if (more)
                more(p);
        };
        std::shared_ptr<StubLine> line(new StubLine(dir(), m_behaviour, change), [this](StubLine *ending) {
            if (m_closesAlbum)
                m_album->close();
            delete ending;
        });
        for (const int version : {1, 2}) {
            if (line->offer(version, std::nullopt).refusal)
                qFatal("not taken");
        }
        return line;
    }
    static Result<void> review(StubLine &line, std::uint64_t number, std::size_t index, Truth truth, const std::string &by = {})
    {
        return line.carryOut([&](Engine::Done done) { line->reviewOffline(number, index, truth, done, {by, {}}); });
    }
    static bool ended(StubLine &line) { return line->offlineJob() && !line->offlineJob()->running(); }
    static std::int64_t compared(StubLine &line) { return line->offlineJob() ? line->offlineJob()->progress.pictures : -1; }

private slots:
    void init()
    {
        begin();
        m_album = std::make_unique<Album>();
        m_closesAlbum = true;
        m_beside = 0;
        m_free = 8'000'000'000;
    }
    void before_the_first_there_is_none()
    {
        const auto line = filled();
        QVERIFY(!(*line)->offlineJob());
        (*line)->cancelOffline();
        QVERIFY(!compare(*line, request("")));
        QVERIFY(!(*line)->offlineJob());
    }

    void it_is_told_picture_after_picture_and_the_report_is_what_the_comparison_gives()
    {
        const auto line = filled();
        QVERIFY(compare(*line, request()));
        m_album->give(1 + 6);
        QTRY_COMPARE_WITH_TIMEOUT(compared(*line), 6, kPatience);
        const OfflineJobPtr half = (*line)->offlineJob();
        QVERIFY(half->running());
        QCOMPARE(half->progress.step, OfflineStep::Comparing);
        QCOMPARE(half->progress.of, kPictures);
        QVERIFY(half->progress.secondsLeft && *half->progress.secondsLeft >= 0);
        m_album->give(6);
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        QCOMPARE(half->progress.pictures, 6);  // what was taken does not change any more
        const OfflineJobPtr job = (*line)->offlineJob();
        QVERIFY(job->report && !job->error);

        Detector a(std::make_unique<ScriptedExecutor>(sees(true)), grey, {}), b(std::make_unique<ScriptedExecutor>(sees(false)), grey, {});
        OfflineComparison comparison({}, {"Bottle", "Cap"}, {"Bottle", "Cap"});
        Image picture;
        picture.resize(64, 48);
        for (int i = 1; i <= kPictures; ++i) {
            const auto ofA = a.detect(std::as_const(picture).view()), ofB = b.detect(std::as_const(picture).view());
            QVERIFY(ofA && ofB);
            QVERIFY(comparison.add(std::to_string(i) + ".png", 64, 48, *ofA, *ofB));
        }
        const OfflineReport expected = reportOf(request(), comparison.finish()), &report = *job->report;
        QVERIFY(report.request == request());
        QVERIFY(report.complete && report.countsObjects);
        QCOMPARE(report.pictures, kPictures);
        QCOMPARE(report.a.ranOn, std::string("scripted CPU f32"));
        QCOMPARE(report.classes.size(), expected.classes.size());
        for (std::size_t i = 0; i < expected.classes.size(); ++i) {
            QCOMPARE(report.classes[i].name, expected.classes[i].name);
            QCOMPARE(report.classes[i].a.boxes, expected.classes[i].a.boxes);
            QCOMPARE(report.classes[i].b.boxes, expected.classes[i].b.boxes);
            QCOMPARE(report.classes[i].a.meanScore, expected.classes[i].a.meanScore);
            QCOMPARE(report.classes[i].both, expected.classes[i].both);
        }
        QCOMPARE(report.classes[1].agreement(), 0.0);
        QCOMPARE(report.classes[0].agreement(), 1.0);
        QCOMPARE(report.verdict.parts, expected.verdict.parts);
        QCOMPARE(report.verdict.discordant, kPictures);
        QCOMPARE(report.disagreements.size(), expected.disagreements.size());
        QCOMPARE(report.disagreements[3].picture, std::string("4.png"));
        QCOMPARE(report.disagreements[3].label, std::string("Cap"));
        QCOMPARE(report.disagreements[3].boxesA.size(), std::size_t{2});
        QCOMPARE(report.disagreements[3].boxesB.size(), std::size_t{1});
        QVERIFY(!report.disagreements[3].truth);
    }

    void the_line_goes_on_and_its_rule_counts_where_a_station_is_named()
    {
        const auto line = filled([](EngineParts &p) {
            p.defaultStations[0].rule.partLabel = "Bottle";
            p.defaultStations[0].rule.requiredLabels = {"Cap"};
        });
        QVERIFY(line->offerModel("a", 1));
        QVERIFY(line->promote("a", 1));
        OfflineRequest r = request();
        r.station = "a";
        QVERIFY(compare(*line, r));
        m_album->give(1);
        const auto judged = line->station("a").counters.judged;
        QTRY_VERIFY_WITH_TIMEOUT(line->station("a").counters.judged > judged, kPatience);
        m_album->give(kPictures);
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        const auto report = (*line)->offlineJob()->report;
        QVERIFY(report);
        QVERIFY(!report->countsObjects);
        QCOMPARE(report->verdict.parts, kPictures);
        QCOMPARE(report->verdict.discordant, kPictures);
        QCOMPARE(report->disagreements[0].a, Verdict::Pass);
        QCOMPARE(report->disagreements[0].b, Verdict::Fail);
        QVERIFY(line->station("a").active == kOne);
    }

    void cancelled_in_the_middle_it_sums_up_what_was_compared()
    {
        const auto line = filled();
        QVERIFY(compare(*line, request()));
        m_album->give(1 + 4);
        QTRY_COMPARE_WITH_TIMEOUT(compared(*line), 4, kPatience);
        (*line)->cancelOffline();
        QTRY_VERIFY_WITH_TIMEOUT((*line)->offlineJob()->progress.cancelling, kPatience);
        m_album->give(1);  // the one in hand is not judged any more
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        const auto report = (*line)->offlineJob()->report;
        QVERIFY(report && !report->complete);
        QCOMPARE(report->pictures, 4);
    }

    void cancelled_before_anything_was_compared_there_is_no_report()
    {
        const auto line = filled();
        QVERIFY(compare(*line, request()));
        m_album->give(1);
        QTRY_COMPARE_WITH_TIMEOUT((*line)->offlineJob()->progress.step, OfflineStep::Comparing, kPatience);
        (*line)->cancelOffline();
        QTRY_VERIFY_WITH_TIMEOUT((*line)->offlineJob()->progress.cancelling, kPatience);
        m_album->give(1);
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        QVERIFY(!(*line)->offlineJob()->report);
        QCOMPARE((*line)->offlineJob()->error->code, ErrorCode::Cancelled);
    }

    void a_second_one_is_refused_while_the_first_runs_and_taken_afterwards()
    {
        const auto line = filled();
        QVERIFY(compare(*line, request()));
        const auto number = (*line)->offlineJob()->number;
        const auto second = compare(*line, request("other"));
        QVERIFY(!second && second.error().code == ErrorCode::Busy);
        QCOMPARE((*line)->offlineJob()->number, number);
        m_album->give(1 + kPictures);
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        QVERIFY(compare(*line, request("other")));
        QVERIFY((*line)->offlineJob()->number > number);
        m_album->give(1 + kPictures);
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        QVERIFY((*line)->offlineJob()->report);
    }

    void pictures_that_cannot_be_read_are_told_before_a_model_is_loaded_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("labels");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("nothing there") << "gone" << "" << ErrorCode::NotFound;
        QTest::newRow("no picture in it is one") << "spoiled" << "" << ErrorCode::InvalidInput;
        QTest::newRow("no labels there") << "album" << "/nowhere/labels" << ErrorCode::NotFound;
    }
    void pictures_that_cannot_be_read_are_told_before_a_model_is_loaded()
    {
        QFETCH(QString, input);
        QFETCH(QString, labels);
        QFETCH(ErrorCode, code);
        const auto line = filled();
        OfflineRequest r = request(qPrintable(input));
        r.labels = labels.toStdString();
        QVERIFY(compare(*line, r));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        QVERIFY((*line)->offlineJob()->error);
        QCOMPARE((*line)->offlineJob()->error->code, code);
        QCOMPARE(m_beside.load(), 0);
    }

    void labels_do_not_go_with_a_video()
    {
        const auto line = filled();
        write(dir() / "labels/1.txt", "0 0.5 0.5 0.1 0.1\n");
        OfflineRequest r = request("video");
        r.labels = dir() / "labels";
        m_album->give(1 + kPictures);
        QVERIFY(compare(*line, r));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        QVERIFY((*line)->offlineJob()->error);
        QCOMPARE((*line)->offlineJob()->error->code, ErrorCode::Unsupported);
    }

    void with_labels_it_says_who_is_right()
    {
        const auto line = filled();
        for (int i = 1; i <= kPictures; ++i)  // a cap where A sees one
            write(dir() / ("labels/" + std::to_string(i) + ".txt"), "1 0.25 0.1667 0.125 0.1667\n");
        OfflineRequest r = request();
        r.labels = dir() / "labels";
        m_album->give(1 + kPictures);
        QVERIFY(compare(*line, r));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        const auto report = (*line)->offlineJob()->report;
        QVERIFY(report);
        QCOMPARE(report->labelled, kPictures);
        QCOMPARE(report->classes[1].objects, kPictures);
        QCOMPARE(report->classes[1].a.recall, 1.0);
        QCOMPARE(report->classes[1].b.recall, 0.0);
        QCOMPARE(report->classes[1].a.precisionAt.size(), std::size_t{101});
        QCOMPARE(report->a.confusion.size(), std::size_t{9});
        QCOMPARE(report->confused(report->b, 1, 2), kPictures);  // nothing where a cap is
        QVERIFY(report->disagreements[0].truth);
        QVERIFY(report->silenceMeansEmpty);  // a picture without a text would count as empty
    }

    void a_model_or_a_station_that_is_not_there_is_refused()
    {
        const auto line = filled();
        OfflineRequest r = request();
        r.b = {"tiny", 9};
        const auto model = compare(*line, r);
        QVERIFY(!model && model.error().code == ErrorCode::NotFound);
        r = request();
        r.station = "z";
        const auto station = compare(*line, r);
        QVERIFY(!station && station.error().code == ErrorCode::NotFound);
        QVERIFY(!(*line)->offlineJob());
    }

    void where_there_is_no_room_for_both_neither_is_built()
    {
        const auto line = filled();
        m_free = 300'000'000;
        m_album->give(1);
        QVERIFY(compare(*line, request()));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        const OfflineJobPtr job = (*line)->offlineJob();
        QVERIFY(job->error && job->error->refusal);
        QCOMPARE(job->error->code, ErrorCode::OutOfMemory);
        QCOMPARE(job->error->refusal->reason, RefusalReason::Memory);
        QCOMPARE(m_beside.load(), 0);
    }

    void labels_that_would_fill_the_memory_are_not_read()
    {
        const auto line = filled();
        write(dir() / "labels/coco.json", std::string());
        std::filesystem::resize_file(dir() / "labels/coco.json", 50'000'000);
        m_free = 600'000'000;
        OfflineRequest r = request();
        for (const auto &labels : {dir() / "labels", dir() / "labels/coco.json"}) {
            r.labels = labels;
            QVERIFY(compare(*line, r));
            QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
            QCOMPARE((*line)->offlineJob()->error->code, ErrorCode::OutOfMemory);
        }
    }

    void where_memory_becomes_short_on_the_way_it_ends()
    {
        const auto line = filled();
        QVERIFY(compare(*line, request()));
        m_album->give(1);
        QTRY_COMPARE_WITH_TIMEOUT((*line)->offlineJob()->progress.step, OfflineStep::Comparing, kPatience);
        m_free = 1'000'000;
        m_album->give(kPictures);
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        QCOMPARE((*line)->offlineJob()->error->code, ErrorCode::OutOfMemory);
    }

    void while_models_may_not_be_loaded_it_waits_and_says_so_and_can_be_cancelled()
    {
        ManualClock clock;
        const auto line = filled([&clock](EngineParts &p) { p.clock = &clock; });
        LoadingPolicy policy;
        policy.perMinute = 1;
        QVERIFY(line->carryOut([&](Engine::Done done) { (*line)->applyLoading(policy, done); }));
        m_album->give(1);
        QVERIFY(compare(*line, request()));
        QTRY_COMPARE_WITH_TIMEOUT((*line)->offlineJob()->progress.step, OfflineStep::Waiting, kPatience);
        const auto waiting = (*line)->snapshot()->loading.waiting;
        QCOMPARE(waiting.size(), std::size_t{1});
        QCOMPARE(waiting[0].candidate, (*line)->offlineJob()->progress.load);
        (*line)->cancelOffline();
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        QCOMPARE((*line)->offlineJob()->error->code, ErrorCode::Cancelled);
        QTRY_VERIFY_WITH_TIMEOUT((*line)->snapshot()->loading.waiting.empty(), kPatience);
        QCOMPARE(m_beside.load(), 0);
    }

    void what_people_say_decides_it_either_way_data()
    {
        QTest::addColumn<Truth>("truth");
        QTest::addColumn<AbState>("state");
        QTest::newRow("the caps that B misses are there") << Truth::Defective << AbState::Worse;
        QTest::newRow("the caps that A sees are not there") << Truth::Good << AbState::AtLeastAsGood;
    }
    void what_people_say_decides_it_either_way()
    {
        QFETCH(Truth, truth);
        QFETCH(AbState, state);
        constexpr int kDiffer = kMany / 5;
        const auto line = filled([this](EngineParts &p) {
            p.defaultStations[0].comparison = {.escapeMargin = 0.05, .falseRejectMargin = 0.05, .alpha = 0.01};
            p.executors.make = [this, made = p.executors.make](const WeightFile &file, const ExecutorOptions &options) {
                if (options.lanes == 1 || m_beside == 0)
                    return made(file, options);
                auto script = sees(true);  // B, which misses every fifth cap
                script->whileRunning = [at = script.get(), run = 0, all = script->output, blind = sees(false)->output]() mutable { at->output = ++run % 5 == 0 ? blind : all; };
                return Result<std::unique_ptr<Executor>>(std::unique_ptr<Executor>(new ScriptedExecutor(script)));
            };
        });
        OfflineRequest r = request("many");
        r.station = "a";
        m_album->give(1 + kMany);
        QVERIFY(compare(*line, r));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        const OfflineJobPtr before = (*line)->offlineJob();
        QVERIFY(before->report);
        QVERIFY(before->report->verdict.state == AbState::Open);
        QCOMPARE(before->report->verdict.pending, kDiffer);
        for (std::size_t i = 0; i < kDiffer; ++i)
            QVERIFY(review(*line, before->number, i, truth, i == 0 ? "Nina" : ""));
        const OfflineJobPtr after = (*line)->offlineJob();
        QCOMPARE(after->number, before->number);
        QVERIFY(after->report->verdict.state == state);
        QCOMPARE(after->report->verdict.pending, 0);
        QCOMPARE(after->report->disagreements[0].review, truth);
        QCOMPARE(after->report->disagreements[0].reviewedBy, std::string("Nina"));
        QCOMPARE(after->report->disagreements[7].picture, before->report->disagreements[7].picture);
        QCOMPARE(before->report->verdict.pending, kDiffer);  // what was taken does not change any more
        for (std::size_t i = 0; i < kDiffer; ++i)
            QVERIFY(review(*line, before->number, i, Truth::Unknown));
        QVERIFY((*line)->offlineJob()->report->verdict.state == AbState::Open);
        QCOMPARE((*line)->offlineJob()->report->verdict.logWorse, before->report->verdict.logWorse);
    }

    void what_people_said_of_the_same_comparison_is_known_also_after_a_restart()
    {
        const auto compareOnce = [this](StubLine &line, const OfflineRequest &r) {
            m_beside = 0;
            m_album->give(1 + kPictures);
            if (!compare(line, r))
                return OfflineJobPtr();
            [&] { QTRY_VERIFY_WITH_TIMEOUT(ended(line), kPatience); }();
            return line->offlineJob();
        };
        {
            const auto line = filled();
            const OfflineJobPtr job = compareOnce(*line, request());
            QVERIFY(job && job->report->disagreements.size() >= 3);
            QVERIFY(review(*line, job->number, 0, Truth::Good, "Nina"));
            QVERIFY(review(*line, job->number, 1, Truth::Even));
            QVERIFY(review(*line, job->number, 2, Truth::Good));
            QVERIFY(review(*line, job->number, 2, Truth::Unknown));
        }
        m_album = std::make_unique<Album>();
        const std::shared_ptr<StubLine> line(new StubLine(dir(), m_behaviour, parts()), [this](StubLine *ending) {
            m_album->close();
            delete ending;
        });
        const OfflineJobPtr job = compareOnce(*line, request());
        QVERIFY(job && job->report);
        const auto &places = job->report->disagreements;
        QCOMPARE(places[0].review, Truth::Good);
        QCOMPARE(places[0].reviewedBy, std::string("Nina"));
        QCOMPARE(places[1].review, Truth::Even);
        QCOMPARE(places[2].review, Truth::Unknown);
        QCOMPARE(job->report->verdict.pending, job->report->verdict.discordant - 2);
        QCOMPARE(job->report->verdict.falseRejects.onlyA, 1);
        QVERIFY(review(*line, job->number, 0, Truth::Unknown));  // it can be taken back as any other
        QCOMPARE((*line)->offlineJob()->report->verdict.falseRejects.onlyA, 0);
        OfflineRequest other = request();
        other.sequence = true;
        const OfflineJobPtr another = compareOnce(*line, other);
        QVERIFY(another && another->report);
        for (const OfflineDisagreement &place : another->report->disagreements)
            QCOMPARE(place.review, Truth::Unknown);
    }

    void an_answer_to_what_is_not_asked_is_refused_and_nothing_changes()
    {
        const auto line = filled();
        const auto refused = [&](std::uint64_t number, std::size_t index, ErrorCode code, const std::string &by = {}) {
            const auto said = review(*line, number, index, Truth::Good, by);
            return !said && said.error().code == code;
        };
        QVERIFY(refused(1, 0, ErrorCode::NotFound));
        QVERIFY(compare(*line, request()));
        const auto number = (*line)->offlineJob()->number;
        QVERIFY(refused(number, 0, ErrorCode::NotReady));
        m_album->give(1 + kPictures);
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        const OfflineJobPtr job = (*line)->offlineJob();
        QVERIFY(refused(number + 1, 0, ErrorCode::NotFound));
        QVERIFY(refused(number, job->report->disagreements.size(), ErrorCode::NotFound));
        QVERIFY(refused(number, 0, ErrorCode::InvalidInput, "a\nb"));
        QCOMPARE((*line)->offlineJob(), job);
        OfflineRequest gone = request("gone");
        QVERIFY(compare(*line, gone));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        QVERIFY(refused(number, 0, ErrorCode::NotFound));
        QVERIFY(refused(number + 1, 0, ErrorCode::NotFound));
    }

    void where_labels_say_what_is_there_nobody_is_asked()
    {
        const auto line = filled();
        for (int i = 1; i <= kPictures; ++i)
            write(dir() / ("labels/" + std::to_string(i) + ".txt"), "1 0.25 0.1667 0.125 0.1667\n");
        OfflineRequest r = request();
        r.labels = dir() / "labels";
        m_album->give(1 + kPictures);
        QVERIFY(compare(*line, r));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        const OfflineJobPtr job = (*line)->offlineJob();
        QVERIFY(job->report);
        const auto said = review(*line, job->number, 0, Truth::Good);
        QVERIFY(!said && said.error().code == ErrorCode::InvalidInput);
        QCOMPARE((*line)->offlineJob(), job);
    }

    void what_each_model_took_when_it_was_loaded_is_told()
    {
        auto held = std::make_shared<std::atomic<std::uint64_t>>(5'000'000);
        const auto line = filled([&](EngineParts &p) {
            p.executors.onAccelerator = [held] { return std::optional<std::uint64_t>(*held); };
            p.executors.make = [this, held, made = p.executors.make](const WeightFile &file, const ExecutorOptions &options) {
                if (options.lanes != 1)
                    *held += m_beside == 0 ? 70'000'000 : 30'000'000;
                return made(file, options);
            };
        });
        m_album->give(1 + kPictures);
        QVERIFY(compare(*line, request()));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        const auto report = (*line)->offlineJob()->report;
        QVERIFY(report);
        QCOMPARE(report->a.memoryBytes, std::uint64_t{70'000'000});
        QCOMPARE(report->b.memoryBytes, std::uint64_t{30'000'000});
    }

    void models_that_are_compared_stay_in_the_library_until_it_has_ended()
    {
        const auto line = filled();
        QVERIFY(compare(*line, request()));
        const auto remove = [&] { return line->carryOut([&](Engine::Done done) { (*line)->removeModel(kTwo, done); }); };
        const auto busy = remove();
        QVERIFY(!busy && busy.error().code == ErrorCode::Busy);
        m_album->give(1 + kPictures);
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        QVERIFY(remove());
    }

    void a_model_that_fails_ends_it_with_its_reason()
    {
        const auto line = filled([](EngineParts &p) {
            p.executors.make = [made = p.executors.make](const WeightFile &file, const ExecutorOptions &options) -> Result<std::unique_ptr<Executor>> {
                if (options.lanes == 1)
                    return made(file, options);
                auto script = sees(true);
                script->fails = true;
                return std::unique_ptr<Executor>(new ScriptedExecutor(script));
            };
        });
        m_album->give(1 + kPictures);
        QVERIFY(compare(*line, request()));
        QTRY_VERIFY_WITH_TIMEOUT(ended(*line), kPatience);
        QCOMPARE((*line)->offlineJob()->error->code, ErrorCode::Internal);
    }

    void the_end_of_the_engine_ends_it_data()
    {
        QTest::addColumn<int>("given");
        QTest::newRow("before it has looked") << 0;
        QTest::newRow("in the middle") << 5;
    }
    void the_end_of_the_engine_ends_it()
    {
        QFETCH(int, given);
        auto line = filled();
        QVERIFY(compare(*line, request()));
        m_album->give(given);
        if (given > 0)
            QTRY_COMPARE_WITH_TIMEOUT(compared(*line), given - 1, kPatience);
        m_closesAlbum = false;
        std::thread later([this] { m_album->give(1); });  // the picture in hand comes; no other does
        line.reset();
        later.join();
    }
};

QTEST_GUILESS_MAIN(TestOffline)
#include "tst_offline.moc"
