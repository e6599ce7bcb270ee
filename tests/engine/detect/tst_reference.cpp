// SPDX-License-Identifier: GPL-3.0-or-later
// Every weight file of the reference data on every executor that runs it, against the boxes of the reference implementation.
#include "detect/detector.h"
#include "opencv/resize.h"
#include "support/npz.h"
#include "support/picturefiles.h"
#include "support/referencedata.h"
#include "support/shareddata.h"
#include "vet/vetprocess.h"
#include "wiring.h"

#include <QtTest>

#include <algorithm>
#include <optional>

using namespace lineside;

namespace {

Result<WeightFile, Refusal> read(const test::ReferenceEntry &entry, int size)
{
    VetOptions vet;
    vet.read = test::readOptions(entry, size);
    // As the engine gets it.
    auto vetted = vetWeightFile(LINESIDE_VET, entry.path.toStdString(), vet);
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
        auto backends = makeBackends();
        QVERIFY(backends.ok());
        m_backends = *std::move(backends);
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
            const Image &picture = m_pictures.at(image.path);
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

        const auto worst = test::compareRaw({output->data, wanted.data.size()}, wanted, file->network->info.head);
        qInfo("worst %.4f pixels, score %.6f", static_cast<double>(worst.pixels), static_cast<double>(worst.probability));
        m_parity[entry.name + QLatin1Char(' ') + backend].raw = worst;
        QVERIFY(worst.within());
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
                                 number(row.raw ? double(row.raw->pixels) : -1, 4), number(row.raw ? double(row.raw->probability) : -1, 6)}.join(" | ");
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
        std::optional<test::RawDifference> raw;  ///< empty: there is no raw output to compare with
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
            for (const char *backend : {"openvino", "torch"})
                QTest::newRow(qPrintable(entry.name + QLatin1Char(' ') + QLatin1String(backend))) << static_cast<int>(i) << QString(backend);
        }
    }

    Result<std::unique_ptr<Executor>> make(const WeightFile &file, const QString &backend)
    {
        return makeExecutor(m_backends, file, backend == QLatin1String("torch") ? BackendChoice::Torch : BackendChoice::OpenVino, {});
    }

    Backends m_backends;
    std::vector<test::ReferenceEntry> m_entries;
    test::PictureFiles m_pictures;
    QMap<QString, Parity> m_parity;  ///< by row of the tests
};

QTEST_APPLESS_MAIN(TestReference)
#include "tst_reference.moc"
