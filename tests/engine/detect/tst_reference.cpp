// SPDX-License-Identifier: GPL-3.0-or-later
// Every weight file of the reference data on every executor that runs it, against the boxes of the reference implementation.
#include "detect/detector.h"
#include "engine/detect/referencedata.h"
#include "opencv/imagefile.h"
#include "opencv/resize.h"
#include "openvino/openvinoexecutor.h"
#include "support/npz.h"
#include "support/shareddata.h"
#include "torch/torchexecutor.h"
#include "vet/vetprocess.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace lineside;

namespace {

std::filesystem::path pathOf(const QString &path)
{
    return std::filesystem::path(path.toStdString());
}

Result<WeightFile, Refusal> read(const test::ReferenceEntry &entry, int size)
{
    VetOptions vet;
    ReadOptions &options = vet.read;
    options.head = entry.head;
    if (entry.form == QLatin1String("pt") || entry.name.contains(QLatin1String("dynamic")))
        options.inputSize = InputSize{size, size};
    // As the engine gets it.
    auto vetted = vetWeightFile(LINESIDE_VET, pathOf(entry.path), vet);
    if (!vetted)
        return vetted.error();
    return std::move(vetted->file);
}

}  // namespace

class TestReference : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        auto runtime = OpenVinoRuntime::create();
        QVERIFY(runtime.ok());
        m_runtime = *runtime;
        m_entries = test::referenceEntries(test::sharedData() + QStringLiteral("/reference"));
        QVERIFY(m_entries.size() >= 34);
    }

    void the_boxes_are_those_of_the_reference_data() { rows([](const auto &) { return true; }); }
    void the_boxes_are_those_of_the_reference()
    {
        QFETCH(int, index);
        QFETCH(QString, backend);
        const test::ReferenceEntry &entry = m_entries[static_cast<std::size_t>(index)];
        const auto file = read(entry, entry.size);
        QVERIFY2(file.ok(), file.ok() ? "" : (std::string(toString(file.error().reason)) + ": " + file.error().detail).c_str());
        auto executor = make(*file, backend);
        QVERIFY2(executor.ok(), executor.ok() ? "" : executor.error().detail.c_str());

        Detector detector(std::move(*executor), resizeBilinear, {.confidence = entry.confidence, .iou = entry.iou});
        QCOMPARE(detector.network().inputWidth, entry.size);
        test::ReferenceComparison all;
        for (const test::ReferenceImage &image : entry.images) {
            const Image &picture = pictureOf(image.path);
            QVERIFY2(picture.width() > 0, qPrintable(image.path));
            const auto seen = detector.detect(picture.view());
            QVERIFY2(seen.ok(), seen.ok() ? "" : seen.error().detail.c_str());
            all.combine(test::compareWithReference(*seen, image, entry));
        }
        qInfo("%d boxes, worst IoU %.4f, worst score difference %.4f", all.boxes, static_cast<double>(all.worstIou),
              static_cast<double>(all.worstScoreDelta));
        Parity &row = m_parity[entry.name + QLatin1Char(' ') + backend];
        row.entry = &entry;
        row.executor = QString::fromStdString(detector.info().backend);
        row.boxes = all;
        QVERIFY2(all.text.empty(), all.text.c_str());
    }

    void every_onnx_file_is_read_as_a_network()
    {
        for (const test::ReferenceEntry &entry : m_entries) {
            if (entry.form != QLatin1String("onnx"))
                continue;
            const auto file = read(entry, entry.size);
            QVERIFY2(file.ok() && file->network, qPrintable(entry.name));
        }
    }

    void the_raw_output_is_that_of_the_reference_data() { rows([](const auto &e) { return !e.rawPath.isEmpty(); }); }
    void the_raw_output_is_that_of_the_reference()
    {
        QFETCH(int, index);
        QFETCH(QString, backend);
        const test::ReferenceEntry &entry = m_entries[static_cast<std::size_t>(index)];
        const auto input = test::readNpz(entry.rawPath.toStdString(), "input");
        const auto wanted = test::readNpz(entry.rawPath.toStdString(), "output");
        const auto file = read(entry, static_cast<int>(input.shape[3]));
        QVERIFY2(file.ok(), file.ok() ? "" : (std::string(toString(file.error().reason)) + ": " + file.error().detail).c_str());
        auto executor = make(*file, backend);
        QVERIFY2(executor.ok(), executor.ok() ? "" : executor.error().detail.c_str());
        QCOMPARE((*executor)->input().size(), input.data.size());
        std::copy(input.data.begin(), input.data.end(), (*executor)->input().begin());
        const auto output = (*executor)->run();
        QVERIFY2(output.ok(), output.ok() ? "" : output.error().detail.c_str());
        QCOMPARE(output->size(), static_cast<std::int64_t>(wanted.data.size()));
        QCOMPARE(output->shape[1], wanted.shape[1]);

        const bool boxIsRow = file->network->info.head == HeadKind::AnchorFree;
        const auto columns = static_cast<std::size_t>(wanted.shape[2]);
        float worstPixels = 0;
        float worstScore = 0;
        for (std::size_t i = 0; i < wanted.data.size(); ++i) {
            const bool isBox = (boxIsRow ? i / columns : i % columns) < 4;
            const float delta = std::abs(output->data[i] - wanted.data[i]);
            QVERIFY(std::isfinite(delta));
            (isBox ? worstPixels : worstScore) = std::max(isBox ? worstPixels : worstScore, delta);
        }
        qInfo("worst %.4f pixels, score %.6f", static_cast<double>(worstPixels), static_cast<double>(worstScore));
        Parity &row = m_parity[entry.name + QLatin1Char(' ') + backend];
        row.pixels = worstPixels;
        row.score = worstScore;
        QVERIFY(worstPixels < 0.05f);
        QVERIFY(worstScore < 0.001f);
    }

    /// The table of docs/weights.md: LINESIDE_PARITY_TABLE names the file to write it to.
    void cleanupTestCase()
    {
        const QString path = qEnvironmentVariable("LINESIDE_PARITY_TABLE");
        if (path.isEmpty())
            return;
        QFile file(path);
        QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
        file.write("| family | form | file, head | executor | boxes | least IoU | most Δscore | raw output: pixels | probabilities |\n"
                   "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        QStringList lines;
        for (const Parity &row : std::as_const(m_parity)) {
            if (!row.entry)
                continue;
            const auto number = [](double value, int digits) { return value < 0 ? QStringLiteral("–") : QString::number(value, 'f', digits); };
            lines << QStringList{row.entry->family, row.entry->form, QString(row.entry->name).remove(QRegularExpression("^.*/")).trimmed(), row.executor,
                                 QString::number(row.boxes.boxes), number(row.boxes.boxes > 0 ? double(row.boxes.worstIou) : -1, 4),
                                 number(row.boxes.boxes > 0 ? double(row.boxes.worstScoreDelta) : -1, 4),
                                 number(double(row.pixels), 4), number(double(row.score), 6)}.join(" | ");
        }
        lines.sort();
        for (const QString &line : std::as_const(lines))
            file.write("| " + line.toUtf8() + " |\n");
    }

private:
    /// How far one file on one executor is from the reference.
    struct Parity {
        const test::ReferenceEntry *entry = nullptr;
        QString executor;
        test::ReferenceComparison boxes;
        float pixels = -1, score = -1;  ///< of the raw output; negative: there is none to compare with
    };

    template <class Wanted>
    void rows(Wanted wanted)
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("backend");
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            const auto &entry = m_entries[i];
            if (!wanted(entry))
                continue;
            QStringList backends{QStringLiteral("openvino"), QStringLiteral("torch")};
            for (const QString &backend : backends)
                QTest::newRow(qPrintable(entry.name + QLatin1Char(' ') + backend)) << static_cast<int>(i) << backend;
        }
    }

    Result<std::unique_ptr<Executor>> make(const WeightFile &file, const QString &backend)
    {
        if (backend == QLatin1String("torch"))
            return makeTorchExecutor(*file.network, {});
        return makeOpenVinoExecutor(m_runtime, *file.network, {});
    }

    const Image &pictureOf(const QString &path)
    {
        const auto known = m_pictures.find(path);
        if (known != m_pictures.end())
            return known->second;
        auto image = readImageFile(pathOf(path));
        return m_pictures.emplace(path, image ? *std::move(image) : Image()).first->second;
    }

    std::shared_ptr<OpenVinoRuntime> m_runtime;
    std::vector<test::ReferenceEntry> m_entries;
    std::map<QString, Image> m_pictures;
    QMap<QString, Parity> m_parity;  ///< by row of the tests
};

QTEST_APPLESS_MAIN(TestReference)
#include "tst_reference.moc"
