// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/parts/boxtext.h"
#include "offline/offlinecomparison.h"
#include "offline/offlinereport.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

const Labels kNames{"bottle", "cap", "crack"};

Detections timed(Detections found, double ms)
{
    found.times.inferMs = ms;
    return found;
}

}  // namespace

class TestOfflineComparison : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    /// Labels of pictures that are 100 pixels wide and high; lines by picture.
    std::shared_ptr<const PictureLabels> labels(const std::map<QString, QByteArray> &texts) const
    {
        const QString folder = m_dir.filePath(QString::number(texts.size()) + QTest::currentTestFunction());
        QDir().mkpath(folder);
        for (const auto &[name, text] : texts) {
            QFile file(folder + '/' + name);
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
                qFatal("%s cannot be written", qPrintable(name));
        }
        const auto read = PictureLabels::read(folder.toStdString(), kNames);
        return read ? std::make_shared<const PictureLabels>(*read) : nullptr;
    }

private slots:
    void without_labels_it_says_where_they_differ_and_decides_nothing_of_that()
    {
        OfflineComparison comparison({}, kNames, kNames);
        for (int i = 0; i < 200; ++i) {
            const Detections a = timed(boxes("bottle @0,0 40x80; cap @10,0 20x10"), 10 + i % 3), b = boxes(i % 20 ? "bottle @0,0 40x80; cap @10,0 20x10" : "bottle @0,0 40x80");
            QVERIFY(comparison.add(std::to_string(i) + ".png", 100, 100, a, b).ok());
        }
        const OfflineOutcome outcome = comparison.finish();
        QVERIFY(outcome.countsObjects);
        QCOMPARE(outcome.pictures, 200);
        QCOMPARE(outcome.labelled, 0);
        QCOMPARE(outcome.verdict.parts, 400);
        QCOMPARE(outcome.verdict.discordant, 10);
        QCOMPARE(outcome.verdict.pending, 10);
        QCOMPARE(outcome.verdict.state, AbState::Open);
        QCOMPARE(outcome.a.boxes, (std::vector<std::int64_t>{200, 200, 0}));
        QCOMPARE(outcome.b.boxes, (std::vector<std::int64_t>{200, 190, 0}));
        QCOMPARE(outcome.a.medianMs, 11.0);
        QCOMPARE(outcome.disagreements.size(), std::size_t{10});
        QCOMPARE(outcome.disagreements[1].picture, std::string("20.png"));
        QCOMPARE(outcome.disagreements[1].part.label, std::string("cap"));
    }
    void what_moves_the_verdict_most_is_reported_first()
    {
        OfflineOutcome outcome = OfflineComparison({}, kNames, kNames).finish();
        const auto differs = [&](const char *picture, Verdict truth, bool known, float score) {
            JudgedPart part{0, Verdict::Fail, Verdict::Pass, truth, known, 1, {0, 0, 40, 80}, "cap"};
            outcome.disagreements.push_back({picture, part, {{{10, 0, 30, 10}, score, 1}, {{50, 0, 90, 80}, .99f, 1}, {{0, 0, 40, 80}, .9f, 0}}, {}});
        };
        const auto order = [&] {
            std::string pictures;
            for (const OfflineDisagreement &d : reportOf({}, outcome).disagreements)
                pictures += d.picture;
            return pictures;
        };
        differs("a", Verdict::Pass, true, .9f);  // a false reject: five times as many may be
        differs("b", Verdict::Fail, true, .4f);
        differs("c", Verdict::Unknown, false, .6f);
        differs("d", Verdict::Fail, true, .4f);
        differs("e", Verdict::Fail, true, .8f);  // the box of another part says nothing, and neither does another label
        QCOMPARE(order(), std::string("ecbda"));
        outcome.verdict.limits = {.escapeMargin = .01, .falseRejectMargin = .005};
        QCOMPARE(order(), std::string("acebd"));
    }
    void with_labels_a_model_that_misses_objects_is_worse()
    {
        std::map<QString, QByteArray> texts;
        for (int i = 0; i < 300; ++i)
            texts[QStringLiteral("%1.txt").arg(i)] = "1 0.2 0.05 0.2 0.1\n";
        OfflineOptions options;
        options.labels = labels(texts);
        QVERIFY(options.labels);
        OfflineComparison comparison(options, kNames, {"cap", "bottle"});
        for (int i = 0; i < 300; ++i) {
            const Detections a = boxes("cap @10,0 20x10"), b = boxes(i % 10 ? "cap @10,0 20x10" : "", {"cap", "bottle"});
            QVERIFY(comparison.add(std::to_string(i) + ".png", 100, 100, a, b).ok());
        }
        const OfflineOutcome outcome = comparison.finish();
        QCOMPARE(outcome.labelled, 300);
        QCOMPARE(outcome.verdict.state, AbState::Worse);
        QCOMPARE(outcome.verdict.escapes.state, AbState::Worse);
        QCOMPARE(outcome.verdict.escapes.onlyB, 30);
        QCOMPARE(outcome.verdict.pending, 0);
        QCOMPARE(outcome.a.evaluation.map50, 1.0);
        QVERIFY(outcome.b.evaluation.map50 < 0.92 && outcome.b.evaluation.map50 > 0.88);
        QCOMPARE(outcome.a.confusion.count(1, 1), 300);
        QCOMPARE(outcome.b.confusion.count(1, outcome.b.confusion.nothing()), 30);
    }
    void boxes_that_score_less_than_the_threshold_count_for_the_average_precision_alone()
    {
        OfflineOptions options;
        options.labels = labels({{"0.txt", "1 0.2 0.05 0.2 0.1\n"}});
        QVERIFY(OfflineComparison::lowestScore(options) < 0.01f);
        QCOMPARE(OfflineComparison::lowestScore({}), 0.25f);
        OfflineComparison comparison(options, kNames, kNames);
        const Detections a = boxes("cap @10,0 20x10"), b = boxes("cap 0.1 @10,0 20x10");
        QVERIFY(comparison.add("0.png", 100, 100, a, b).ok());
        const OfflineOutcome outcome = comparison.finish();
        QCOMPARE(outcome.b.evaluation.map50, 1.0);
        QCOMPARE(outcome.b.boxes[1], 0);
        QCOMPARE(outcome.verdict.discordant, 1);
    }
    void with_a_rule_parts_are_counted_and_the_labels_are_judged_by_it_too()
    {
        OfflineOptions options;
        options.rule.partLabel = "bottle";
        options.rule.requiredLabels = {"cap"};
        options.labels = labels({{"0.txt", "0 0.2 0.4 0.4 0.8\n1 0.2 0.05 0.2 0.1\n"}, {"1.txt", "0 0.2 0.4 0.4 0.8\n"}});
        OfflineComparison comparison(options, kNames, kNames);
        const Detections with = boxes("bottle @0,0 40x80; cap @10,0 20x10"), without = boxes("bottle @0,0 40x80");
        QVERIFY(comparison.add("0.png", 100, 100, with, without).ok());  // a false reject of B's
        QVERIFY(comparison.add("1.png", 100, 100, with, without).ok());  // an escape of A's
        const OfflineOutcome outcome = comparison.finish();
        QVERIFY(!outcome.countsObjects);
        QCOMPARE(outcome.verdict.parts, 2);
        QCOMPARE(outcome.verdict.falseRejects.onlyB, 1);
        QCOMPARE(outcome.verdict.escapes.onlyA, 1);
        QCOMPARE(outcome.verdict.escapes.onlyB + outcome.verdict.falseRejects.onlyA, 0);
    }
    void pictures_that_follow_each_other_show_one_object_once()
    {
        OfflineOptions options;
        options.order = FrameOrder::Sequence;
        OfflineComparison comparison(options, kNames, kNames);
        for (int i = 0; i < 40; ++i) {
            const Detections a = boxes(QStringLiteral("cap @%1,0 20x10").arg(i));
            QVERIFY(comparison.add(std::to_string(i) + ".png", 100, 100, a, a).ok());
        }
        QCOMPARE(comparison.finish().verdict.parts, 1);
    }
    void labels_that_cannot_be_read_are_told()
    {
        OfflineOptions options;
        options.labels = labels({{"0.txt", "7 0.5 0.5 0.5 0.5\n"}});
        OfflineComparison comparison(options, kNames, kNames);
        const auto added = comparison.add("0.png", 100, 100, boxes(""), boxes(""));
        QVERIFY(!added.ok() && added.error().code == ErrorCode::InvalidInput);
        QCOMPARE(comparison.finish().pictures, 0);
    }
    void without_a_picture_nothing_is_said()
    {
        const OfflineOutcome outcome = OfflineComparison({}, kNames, kNames).finish();
        QCOMPARE(outcome.pictures, 0);
        QCOMPARE(outcome.verdict.state, AbState::Open);
        QCOMPARE(outcome.a.medianMs, 0.0);
    }
};

QTEST_GUILESS_MAIN(TestOfflineComparison)
#include "tst_offlinecomparison.moc"
