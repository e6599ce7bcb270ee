// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/weightfile.h"

#include "engine/weights/refusals.h"
#include "support/npz.h"
#include "support/referencedata.h"
#include "support/referenceinterpreter.h"
#include "support/shareddata.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

QString reference(const QString &file)
{
    return sharedData() + QStringLiteral("/reference/") + file;
}

}  // namespace

class TestReferenceFiles : public QObject {
    Q_OBJECT

private slots:
    void every_file_is_read_for_what_it_is_data()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        entryRows([](const ReferenceEntry &) { return true; });
    }
    void every_file_is_read_for_what_it_is()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        QFETCH(int, index);
        const ReferenceEntry &entry = m_entries[std::size_t(index)];
        ReadOptions options;
        options.head = entry.head;
        const auto file = readWeightFile(entry.path.toStdString(), options);
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        const NetworkInfo &info = file->network->info;
        QCOMPARE(QString::fromStdString(info.family), entry.family);
        QCOMPARE(QString::fromStdString(info.format), entry.form);
        QCOMPARE(QString::fromLatin1(toString(file->format)), entry.form);
        QVERIFY(!entry.labels.empty());
        QCOMPARE(info.labels, entry.labels);
        QCOMPARE(info.inputWidth, entry.size);
        QCOMPARE(info.inputHeight, info.inputWidth);
        QCOMPARE(info.stride, 32);
        QVERIFY(info.parameters > 300'000);
        QCOMPARE(info.suppression.has_value(), entry.name.contains(QLatin1String("nms")));
        QCOMPARE(info.nmsFree, entry.head == HeadChoice::OneToOne || info.head == HeadKind::EndToEnd);
    }

    void the_heads_of_exports_are_told_apart_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("head");
        QTest::addColumn<bool>("dynamic");
        QTest::newRow("torchscript") << "bottle-tiny.torchscript" << "anchor_free" << false;
        QTest::newRow("torchscript with NMS") << "bottle-tiny-nms.torchscript" << "anchor_free" << false;
        QTest::newRow("torchscript end to end") << "bottle-v3-end2end.torchscript" << "end_to_end" << false;
        QTest::newRow("onnx") << "bottle-tiny.onnx" << "anchor_free" << false;
        QTest::newRow("onnx dynamic") << "bottle-tiny-dynamic.onnx" << "anchor_free" << true;
        QTest::newRow("onnx half") << "bottle-tiny-half.onnx" << "anchor_free" << false;
        QTest::newRow("onnx end to end") << "coco-v10n-end2end.onnx" << "end_to_end" << false;
    }
    void the_heads_of_exports_are_told_apart()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        QFETCH(QString, file);
        QFETCH(QString, head);
        QFETCH(bool, dynamic);
        const auto read = readWeightFile(reference(QStringLiteral("weights/") + file).toStdString());
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(QString::fromLatin1(toString(read->network->info.head)), head);
        QCOMPARE(read->network->info.dynamicInput, dynamic);
    }

    void the_known_numbers_of_parameters_are_found_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<qint64>("parameters");
        QTest::newRow("v8n") << "coco-v8n.pt" << qint64(3'157'200);
        QTest::newRow("v10n, both heads") << "coco-v10n.pt" << qint64(2'775'520);
        QTest::newRow("26n, both heads") << "coco-26n.pt" << qint64(2'572'280);
    }
    void the_known_numbers_of_parameters_are_found()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        QFETCH(QString, file);
        QFETCH(qint64, parameters);
        const auto read = readWeightFile(reference(QStringLiteral("weights/") + file).toStdString());
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(qint64(read->network->info.parameters), parameters);
    }

    void the_network_gives_the_raw_output_of_the_reference_data()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        entryRows([](const ReferenceEntry &entry) { return !entry.rawPath.isEmpty(); });
    }
    void the_network_gives_the_raw_output_of_the_reference()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        QFETCH(int, index);
        const ReferenceEntry &entry = m_entries[std::size_t(index)];
        const std::string raw = entry.rawPath.toStdString();
        const Array input = readNpz(raw, "input"), wanted = readNpz(raw, "output");
        const auto file = readWeightFile(entry.path.toStdString(), readOptions(entry, int(input.shape[3])));
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        const Array got = interpret(*file->network, input);
        QCOMPARE(got.shape, wanted.shape);
        const RawDifference worst = compareRaw(got.data, wanted, file->network->info.head);
        QVERIFY2(worst.within(), qPrintable(QStringLiteral("%1 pixels, probability %2").arg(double(worst.pixels)).arg(double(worst.probability))));
    }

    void real_accidents_are_refused_with_their_reason_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("reason");
        QTest::newRow("missing storages") << "negative-broken/incomplete-checkpoint-train34-last.pt" << "truncated";
        QTest::newRow("Git LFS pointer") << "negative-broken/lfs-pointer-best.pt" << "git_lfs_pointer";
        QTest::newRow("two bytes") << "negative-broken/two-bytes-yolov10n.onnx" << "not_a_model";
        QTest::newRow("state dict") << "dog-qiuqiu-FastestDet/weight_AP05_0.253207_280-epoch.pth" << "state_dict";
        QTest::newRow("another detector") << "dog-qiuqiu-FastestDet/FastestDet.onnx" << "unsupported_layer";
    }
    void real_accidents_are_refused_with_their_reason()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        QFETCH(QString, file);
        QFETCH(QString, reason);
        QCOMPARE(outcome(readWeightFile((sharedData() + QStringLiteral("/weights/") + file).toStdString())), reason);
    }

    void every_cut_of_a_real_file_is_refused_data()
    {
        QTest::addColumn<QString>("file");
        for (const char *file : {"bottle-tiny.pt", "bottle-tiny.torchscript", "bottle-tiny.onnx"})
            QTest::newRow(file) << QString(file);
    }
    void every_cut_of_a_real_file_is_refused()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        QFETCH(QString, file);
        QFile source(reference(QStringLiteral("weights/") + file));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const std::string bytes = source.readAll().toStdString();
        for (std::size_t i = 1; i < 200; ++i) {
            // The last cuts take only a few bytes: that is where an interrupted copy ends as well.
            const std::size_t length = i < 180 ? bytes.size() * i / 180 : bytes.size() - (200 - i) * 3;
            const auto read = readBytes(std::string_view(bytes).substr(0, length));
            // Of ONNX the metadata come last, and the file does not say that they are to come.
            if (read && file.endsWith(QLatin1String(".onnx")) && length + 2000 > bytes.size())
                continue;
            QCOMPARE(outcome(read), QString("truncated"));
        }
    }

private:
    template <class Wanted>
    void entryRows(Wanted wanted)
    {
        m_entries = referenceEntries(reference({}));
        QVERIFY(m_entries.size() >= 34);
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            if (wanted(m_entries[i]))
                QTest::newRow(qPrintable(m_entries[i].name)) << int(i);
        }
    }

    std::vector<ReferenceEntry> m_entries;
};

QTEST_APPLESS_MAIN(TestReferenceFiles)
#include "tst_referencefiles.moc"
