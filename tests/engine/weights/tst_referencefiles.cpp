// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/weightfile.h"

#include "engine/weights/refusals.h"
#include "support/npz.h"
#include "support/referenceinterpreter.h"
#include "support/shareddata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>

using namespace lineside;
using namespace lineside::test;

namespace {

QString reference(const QString &file)
{
    return sharedData() + QStringLiteral("/reference/") + file;
}

QJsonArray manifest()
{
    QFile file(reference(QStringLiteral("manifest.json")));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
}

std::vector<std::string> labelsOf(const QJsonObject &entry)
{
    const QJsonObject names = entry[QStringLiteral("names")].toObject();
    std::vector<std::string> labels;
    for (int i = 0; i < names.size(); ++i)
        labels.push_back(names[QString::number(i)].toString().toStdString());
    return labels;
}

ReadOptions optionsOf(const QJsonObject &entry)
{
    const QString head = entry[QStringLiteral("head")].toString();
    ReadOptions options;
    if (!head.isEmpty())
        options.head = head == QLatin1String("one2one") ? HeadChoice::OneToOne : HeadChoice::OneToMany;
    return options;
}

}  // namespace

class TestReferenceFiles : public QObject {
    Q_OBJECT

private slots:
    void every_file_is_read_for_what_it_is_data()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        QTest::addColumn<QJsonObject>("entry");
        for (const QJsonValue &value : manifest()) {
            const QJsonObject entry = value.toObject();
            QTest::newRow(qPrintable(entry[QStringLiteral("file")].toString() + QLatin1Char(' ') + entry[QStringLiteral("head")].toString())) << entry;
        }
    }
    void every_file_is_read_for_what_it_is()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        QFETCH(QJsonObject, entry);
        const QString family = entry[QStringLiteral("family")].toString();
        const auto file = readWeightFile(reference(entry[QStringLiteral("file")].toString()).toStdString(), optionsOf(entry));
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        const NetworkInfo &info = file->network->info;
        QCOMPARE(QString::fromStdString(info.family), family);
        QCOMPARE(QString::fromStdString(info.format), entry[QStringLiteral("form")].toString());
        QCOMPARE(QString::fromLatin1(toString(file->format)), entry[QStringLiteral("form")].toString());
        QCOMPARE(info.labels, labelsOf(entry));
        QCOMPARE(info.inputWidth, entry[QStringLiteral("imgsz")].toInt());
        QCOMPARE(info.inputHeight, info.inputWidth);
        QCOMPARE(info.stride, 32);
        QVERIFY(info.parameters > 300'000);
        const QString name = entry[QStringLiteral("file")].toString();
        QVERIFY(file->network != nullptr);
        QCOMPARE(info.suppression.has_value(), name.contains(QLatin1String("nms")));
        QCOMPARE(info.nmsFree, entry[QStringLiteral("head")].toString() == QLatin1String("one2one") || info.head == HeadKind::EndToEnd);
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
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("raw");
        for (const QJsonValue &value : manifest()) {
            const QJsonObject entry = value.toObject();
            const QString raw = entry[QStringLiteral("raw")].toString();
            if (!raw.isEmpty())
                QTest::newRow(qPrintable(entry[QStringLiteral("file")].toString())) << entry[QStringLiteral("file")].toString() << raw;
        }
    }
    void the_network_gives_the_raw_output_of_the_reference()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        QFETCH(QString, file);
        QFETCH(QString, raw);
        ReadOptions options;
        options.head = HeadChoice::OneToMany;
        options.inputSize = InputSize{320, 320};
        const auto read = readWeightFile(reference(file).toStdString(), options);
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        const std::string path = reference(raw).toStdString();
        const Array expected = readNpz(path, "output"), got = interpret(*read->network, readNpz(path, "input"));
        QCOMPARE(got.shape, expected.shape);
        const auto columns = std::size_t(expected.shape[2]);
        const bool boxIsColumn = read->network->info.head == HeadKind::AnchorFree;
        double pixels = 0, probability = 0;
        for (std::size_t i = 0; i < got.data.size(); ++i) {
            double &worst = (boxIsColumn ? i / columns : i % columns) < 4 ? pixels : probability;
            worst = std::max(worst, double(std::abs(got.data[i] - expected.data[i])));
        }
        QVERIFY2(pixels < 0.05, qPrintable(QString::number(pixels)));
        QVERIFY2(probability < 1e-3, qPrintable(QString::number(probability)));
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
};

QTEST_APPLESS_MAIN(TestReferenceFiles)
#include "tst_referencefiles.moc"
