// SPDX-License-Identifier: GPL-3.0-or-later
// The short form of `make soak`: all of it but what only many samples of memory can say. So short that no computer comes to as many: in the first minute memory still warms up.
#include <nlohmann/json.hpp>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

class TestSoak : public QObject {
    Q_OBJECT

private slots:
    void models_and_sources_that_come_and_go_leave_no_frame_no_thread_and_no_descriptor_behind()
    {
        const QTemporaryDir dir;
        const QString jsonFile = dir.filePath("soak.json");
        QProcess soak;
        soak.setProcessChannelMode(QProcess::MergedChannels);
        soak.start(QStringLiteral(LINESIDE_SOAK), {"--minutes", "0.25", "--swaps", "20", "--json", jsonFile});
        soak.waitForFinished(-1);
        const QString said = QString::fromUtf8(soak.readAll());
        QVERIFY2(soak.exitStatus() == QProcess::NormalExit && soak.exitCode() == 0, qPrintable(said));
        QFile file(jsonFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto json = nlohmann::json::parse(file.readAll().toStdString());
        QVERIFY(json.at("swaps").get<int>() >= 20);
        int judged = 0;
        for (const auto &check : json.at("checks"))
            judged += check.at("judged").get<bool>();
        QVERIFY2(judged >= 8, qPrintable(said));  // the others are about many samples
        for (const auto &station : json.at("stations"))
            QVERIFY(station.at("judged").get<int>() > 0);
    }
};

QTEST_GUILESS_MAIN(TestSoak)
#include "tst_soak.moc"
