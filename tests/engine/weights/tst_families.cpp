// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/modelzoo.h"
#include "engine/weights/refusals.h"

#include <QtTest>

#include <cmath>
#include <utility>

using namespace lineside;
using namespace lineside::test;

/// The published networks, put together from their lists of layers: every part fits the next and the parameters are as many as they
/// are known to be.
class TestFamilies : public QObject {
    Q_OBJECT

private slots:
    void a_published_network_has_the_parameters_that_it_is_known_for_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<qint64>("parameters");
        const auto row = [](const char *name, const char *family, qint64 parameters) { QTest::newRow(name) << QString(family) << parameters; };
        row("yolov5n", "yolov5", 1'872'157);
        row("yolov5s", "yolov5", 7'235'389);
        row("yolov5nu", "yolov5u", 2'654'816);
        row("yolov8n", "yolov8", 3'157'200);
        row("yolov8s", "yolov8", 11'166'560);
        row("yolov8m", "yolov8", 25'902'640);
        row("yolov10n", "yolov10", 2'775'520);
        row("yolov10s", "yolov10", 8'128'272);
        row("yolov10m", "yolov10", 16'576'768);
        row("yolov10b", "yolov10", 20'574'384);
        row("yolov10l", "yolov10", 25'888'688);
        row("yolov10x", "yolov10", 31'808'960);
        row("yolo11n", "yolo11", 2'624'080);
        row("yolo11s", "yolo11", 9'458'752);
        row("yolo11m", "yolo11", 20'114'688);
        row("yolo11l", "yolo11", 25'372'160);
        row("yolo11x", "yolo11", 56'966'176);
        row("yolo26n", "yolo26", 2'572'280);
        row("yolo26s", "yolo26", 10'009'784);
        row("yolo26m", "yolo26", 21'896'248);
        row("yolo26l", "yolo26", 26'299'704);
        row("yolo26x", "yolo26", 58'993'368);
        row("yolo12n-grouped", "yolo12", 2'572'336);
        row("yolo12n", "yolo12", 2'602'288);
        row("yolo12s", "yolo12", 9'284'096);
        row("yolo12m", "yolo12", 20'199'168);
        row("yolo12l", "yolo12", 26'450'784);
        row("yolo12x", "yolo12", 59'210'784);
    }
    void a_published_network_has_the_parameters_that_it_is_known_for()
    {
        QFETCH(QString, family);
        QFETCH(qint64, parameters);
        const auto file = readBytes(zooCheckpoint(QTest::currentDataTag(), 64));
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QCOMPARE(QString::fromStdString(file->network->info.family), family);
        QCOMPARE(qint64(file->network->info.parameters), parameters);
        QCOMPARE(file->network->info.hasBothHeads, family == QLatin1String("yolov10") || family == QLatin1String("yolo26"));
        QVERIFY(file->network->info.head == (family == QLatin1String("yolov5") ? HeadKind::AnchorBased : HeadKind::AnchorFree));
    }

    void the_head_that_needs_no_suppression_alone_has_the_parameters_that_are_published_data()
    {
        QTest::addColumn<double>("millions");
        const std::pair<const char *, double> rows[] = {{"n", 2.31}, {"s", 7.28}, {"m", 15.39}, {"b", 19.10}, {"l", 24.42}, {"x", 29.54}};
        for (const auto &[scale, millions] : rows)
            QTest::newRow(scale) << millions;
    }
    void the_head_that_needs_no_suppression_alone_has_the_parameters_that_are_published()
    {
        QFETCH(double, millions);
        const auto file = readBytes(zooCheckpoint("yolov10" + std::string(QTest::currentDataTag()) + "-onetoone", 64));
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QCOMPARE(std::round(double(file->network->info.parameters) / 1e4) / 100, millions);
        QVERIFY(!file->network->info.hasBothHeads && file->network->info.nmsFree);
    }
};

QTEST_APPLESS_MAIN(TestFamilies)
#include "tst_families.moc"
