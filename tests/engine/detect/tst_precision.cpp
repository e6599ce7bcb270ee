// SPDX-License-Identifier: GPL-3.0-or-later
// The reduced precision against the full one: of each executor box by box on the reference pictures, and by boxes and mAP over a labelled set.
#include "detect/agreement.h"
#include "detect/detector.h"
#include "evaluation/evaluation.h"
#include "opencv/resize.h"
#include "support/picturefiles.h"
#include "support/referencedata.h"
#include "support/shareddata.h"
#include "wiring.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace lineside;

namespace {

constexpr float kMinIou = 0.97f, kMaxScoreDelta = 0.06f;
constexpr float kUsualScoreDelta = 0.02f;  ///< of 99 boxes of 100
constexpr double kMaxMapDelta = 0.003;

/// The deviation that 99 of 100 boxes do not exceed.
float usual(std::vector<float> deltas)
{
    std::sort(deltas.begin(), deltas.end());
    return deltas.empty() ? 0 : deltas[(deltas.size() * 99 - 1) / 100];
}

}  // namespace

class TestPrecision : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        auto backends = makeBackends();
        QVERIFY(backends.ok());
        m_backends = *std::move(backends);
    }

    // The engine compares on the trial frames and keeps the reduced precision where the two agree. Here the reference pictures are its trial frames.
    void where_the_engine_would_choose_it_the_boxes_stay_those_of_the_reference_data()
    {
        QTest::addColumn<QString>("backend");
        for (const char *backend : {"openvino", "torch"})
            QTest::newRow(backend) << QString(backend);
    }
    void where_the_engine_would_choose_it_the_boxes_stay_those_of_the_reference()
    {
        QFETCH(QString, backend);
        auto entries = test::referenceEntries(test::sharedData() + QStringLiteral("/reference"));
        QVERIFY(entries.size() >= 34);
        test::PictureFiles pictures;
        test::ReferenceComparison fromReference;
        Agreement chosen, all;
        int networks = 0, chosenNetworks = 0, withBoxes = 0;
        std::string precision;
        for (test::ReferenceEntry &entry : entries) {
            const auto file = readWeightFile(entry.path.toStdString(), test::readOptions(entry, entry.size));
            QVERIFY2(file.ok(), qPrintable(entry.name));
            const DetectSettings settings{.confidence = entry.confidence, .iou = entry.iou};
            auto full = detector(*file, backend, Precision::Exact, settings), quick = detector(*file, backend, Precision::Fast, settings);
            QVERIFY2(full && quick, qPrintable(entry.name));
            QCOMPARE(full->info().precision, std::string("f32"));
            precision = quick->info().precision;
            if (precision != "f32") {  // else what the file itself promises, in integers for example, is all that can be held
                entry.minIou = kMinIou;
                entry.maxScoreDelta = kMaxScoreDelta;
            }
            AgreementBounds bounds;
            bounds.confidence = entry.confidence;
            Agreement own;
            test::ReferenceComparison reference;
            // Libtorch is not what runs on a processor where there is OpenVINO, and takes seconds for a large picture there.
            const std::size_t most = backend != QLatin1String("torch") ? entry.images.size() : entry.size > 320 ? 1 : 2;
            for (std::size_t i = 0; i < std::min(most, entry.images.size()); ++i) {
                const test::ReferenceImage &image = entry.images[i];
                const Image &picture = pictures.at(image.path);
                QVERIFY2(picture.width() > 0, qPrintable(image.path));
                const auto a = full->detect(picture.view()), b = quick->detect(picture.view());
                QVERIFY2(a.ok() && b.ok(), qPrintable(entry.name));
                own.add(compareDetections(*a, *b, bounds));
                reference.combine(test::compareWithReference(*b, image, entry));
            }
            ++networks;
            withBoxes += own.pairs > 0;
            const bool use = own.pairs > 0 && own.within(bounds);
            if (own.pairs > 0)
                m_table << tableLine(entry, backend, precision, own, use);
            all.add(own);
            if (!use)
                continue;
            ++chosenNetworks;
            chosen.add(own);
            fromReference.combine(reference);
        }
        qInfo("%s %s: of %d networks that see something %d agree; their %d boxes: worst IoU %.4f, worst score difference %.4f, from the reference 99 %% below %.4f",
              qPrintable(backend), precision.c_str(), withBoxes, chosenNetworks, chosen.pairs, static_cast<double>(chosen.worstIou),
              static_cast<double>(chosen.worstScoreDelta), static_cast<double>(usual(fromReference.scoreDeltas)));
        qInfo("%s %s: of all, which the engine does not trust: worst IoU %.4f, worst score difference %.4f, %d of %d differ by more than 0.02, %d without partner",
              qPrintable(backend), precision.c_str(), static_cast<double>(all.worstIou), static_cast<double>(all.worstScoreDelta), all.unusual, all.pairs, all.unmatched);
        if (precision == "f32")
            qInfo("this processor has no reduced precision: nothing was compared but f32 with itself");
        QVERIFY(networks >= 32);
        QVERIFY2(chosenNetworks >= 14, qPrintable(QString::number(chosenNetworks)));  // or it is of no use
        QVERIFY2(chosen.within(), qPrintable(QString::number(chosen.unusual)));
        QVERIFY2(fromReference.text.empty(), fromReference.text.c_str());
        if (precision != "f32")
            QVERIFY2(usual(fromReference.scoreDeltas) <= kUsualScoreDelta, qPrintable(QString::number(double(usual(fromReference.scoreDeltas)))));
    }

    void over_a_labelled_set_boxes_and_mean_average_precision_stay_what_they_are_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<HeadChoice>("head");
        QTest::addColumn<double>("known");  // what the reference implementation's own evaluation gave, whose recalls are others
        QTest::addColumn<bool>("chosen");   // the engine's trial frames would let it judge
        QTest::newRow("YOLOv8") << "bottle-v2.pt" << HeadChoice::Auto << .946 << true;
        QTest::newRow("small YOLOv8") << "bottle-tiny.pt" << HeadChoice::Auto << .864 << true;
        QTest::newRow("YOLO26") << "bottle-v3.pt" << HeadChoice::OneToOne << .781 << false;
    }
    void over_a_labelled_set_boxes_and_mean_average_precision_stay_what_they_are()
    {
        QFETCH(QString, file);
        QFETCH(HeadChoice, head);
        QFETCH(double, known);
        QFETCH(bool, chosen);
        const QString backend = QStringLiteral("openvino");
        readTestSplit();
        QCOMPARE(m_pictures.size(), std::size_t{312});
        std::size_t objects = 0;
        for (const auto &picture : m_truth)
            objects += picture.size();
        QVERIFY(objects > 312);
        ReadOptions options;
        options.head = head;
        options.inputSize = InputSize{320, 320};
        const auto weights = readWeightFile((test::sharedData() + "/reference/weights/" + file).toStdString(), options);
        QVERIFY(weights.ok());
        // As the field measures mAP: everything that scores at all. What scores less than others changes nothing for them.
        const DetectSettings settings{.confidence = 0.001f, .iou = 0.7f};
        auto full = detector(*weights, backend, Precision::Exact, settings), quick = detector(*weights, backend, Precision::Fast, settings);
        QVERIFY(full && quick);
        std::vector<LabelledPicture> exact, fast;
        Agreement boxes;
        int moved = 0;  // pictures with a box whose overlap is below kMinIou
        for (std::size_t i = 0; i < m_pictures.size(); ++i) {
            const ImageView view = std::as_const(m_pictures[i]).view();
            auto a = full->detect(view), b = quick->detect(view);
            QVERIFY(a.ok() && b.ok());
            exact.push_back(withTruth(i, *a));
            fast.push_back(withTruth(i, *b));
            const AgreementBounds bounds;
            for (auto *seen : {&*a, &*b})
                std::erase_if(seen->items, [&](const Detection &d) { return d.score <= bounds.confidence; });
            const Agreement own = compareDetections(*a, *b, bounds);
            moved += own.worstIou < kMinIou;
            boxes.add(own);
        }
        const auto classes = static_cast<int>(weights->network->info.labels.size());
        const double before = evaluate(exact, classes, settings.confidence).map50To95, after = evaluate(fast, classes, settings.confidence).map50To95;
        qInfo("mAP50-95 %.4f in f32, %.4f in %s; %d boxes: worst IoU %.4f, below 0.97 in %d pictures, worst score difference %.4f, %d above 0.02, %d without partner",
              before, after, quick->info().precision.c_str(), boxes.pairs, static_cast<double>(boxes.worstIou), moved, static_cast<double>(boxes.worstScoreDelta),
              boxes.unusual, boxes.unmatched);
        m_table << QStringLiteral("| %1 | %2 | %3 | mAP50-95 %4 → %5; %6 boxes | %7 | %8 | %9 | |")
                       .arg(file, backend, QString::fromStdString(quick->info().precision), QString::number(before, 'f', 4), QString::number(after, 'f', 4))
                       .arg(boxes.pairs).arg(double(boxes.worstIou), 0, 'f', 4).arg(double(boxes.worstScoreDelta), 0, 'f', 4).arg(boxes.unusual);
        QVERIFY(std::abs(before - known) < 0.02);
        QVERIFY(std::abs(after - before) <= kMaxMapDelta);
        QVERIFY(boxes.pairs > 1000);
        if (chosen) {
            QCOMPARE(boxes.unmatched, 0);
            QVERIFY(boxes.worstScoreDelta <= kMaxScoreDelta);
            QVERIFY(boxes.unusual <= boxes.pairs / 100);
            QVERIFY2(moved <= boxes.pairs / 50, qPrintable(QString::number(moved)));
        }
    }

    /// The second table of docs/weights.md: LINESIDE_PRECISION_TABLE names the file to write it to.
    void cleanupTestCase()
    {
        const QString path = qEnvironmentVariable("LINESIDE_PRECISION_TABLE");
        if (path.isEmpty())
            return;
        QFile file(path);
        QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
        file.write("| file, head | executor | precision | boxes | least IoU | most Δscore | above 0.02 | agrees |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        file.write(m_table.join('\n').toUtf8() + '\n');
    }

private:
    static QString tableLine(const test::ReferenceEntry &entry, const QString &backend, const std::string &precision, const Agreement &own, bool use)
    {
        return QStringLiteral("| %1 | %2 | %3 | %4 | %5 | %6 | %7 | %8 |")
            .arg(QString(entry.name).remove(QRegularExpression("^.*/")), backend, QString::fromStdString(precision)).arg(own.pairs)
            .arg(double(own.worstIou), 0, 'f', 4).arg(double(own.worstScoreDelta), 0, 'f', 4).arg(own.unusual)
            .arg(use ? QStringLiteral("yes") : own.unmatched > 0 ? QStringLiteral("no: %1 without partner").arg(own.unmatched) : QStringLiteral("no"));
    }

    std::unique_ptr<Detector> detector(const WeightFile &file, const QString &backend, Precision precision, const DetectSettings &settings) const
    {
        auto executor = makeExecutor(m_backends, file, backend == QLatin1String("torch") ? BackendChoice::Torch : BackendChoice::OpenVino, {precision});
        return executor ? std::make_unique<Detector>(std::move(*executor), resizeBilinear, settings) : nullptr;
    }

    LabelledPicture withTruth(std::size_t picture, const Detections &found) const
    {
        LabelledPicture result{m_truth[picture], {}};
        for (const Detection &d : found.items)
            result.found.push_back({d.classIndex, d.score, d.box});
        return result;
    }

    void readTestSplit()
    {
        if (!m_pictures.empty())
            return;
        const QDir folder(test::sharedData() + "/bottle-line/data/test");
        const QStringList names = QDir(folder.filePath("images")).entryList({"*.jpg"}, QDir::Files, QDir::Name);
        for (const QString &name : names) {
            auto picture = readImageFile(folder.filePath("images/" + name).toStdString());
            QFile labels(folder.filePath("labels/" + name.chopped(4) + ".txt"));
            if (!picture || !labels.open(QIODevice::ReadOnly))
                continue;
            const auto w = static_cast<float>(picture->width()), h = static_cast<float>(picture->height());
            const QList<QByteArray> lines = labels.readAll().split('\n');
            m_truth.emplace_back();
            for (const QByteArray &line : lines) {
                // class, then centre and size as shares of the picture
                const QList<QByteArray> word = line.simplified().split(' ');
                if (word.size() != 5)
                    continue;
                const float x = word[1].toFloat() * w, y = word[2].toFloat() * h, wide = word[3].toFloat() * w / 2, high = word[4].toFloat() * h / 2;
                m_truth.back().push_back({word[0].toInt(), {x - wide, y - high, x + wide, y + high}});
            }
            m_pictures.push_back(*std::move(picture));
        }
    }

    Backends m_backends;
    std::vector<Image> m_pictures;
    std::vector<std::vector<LabelledObject>> m_truth;  ///< of each picture
    QStringList m_table;
};

QTEST_APPLESS_MAIN(TestPrecision)
#include "tst_precision.moc"
