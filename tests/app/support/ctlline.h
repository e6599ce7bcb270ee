// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/support/background.h"
#include "store/configfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>
#include <vector>

namespace lineside::test {

/// For tests of linesidectl at a line that runs: a folder, a configuration in it, the instance that runs that, and who gives commands to it.
class CtlLine {
protected:
    inline static const QString kWeights = QStringLiteral(LINESIDE_SOURCE_DIR "/resources/weights/");
    inline static const QString kCtl = QStringLiteral(LINESIDE_CTL);

    /// Returns when all of them judge.
    void begin(const std::vector<StationConfig> &stations)
    {
        writeFile(config(), QByteArray::fromStdString(formatConfig({stations, {}, {}, {}, LoadingPolicy{100, 0, 0, 0, {}}})));  // no load waits
        m_line = std::make_unique<Background>(kCtl, QStringList{"run", config(), "--json"}, config(), user());
        for (const StationConfig &s : stations)
            QVERIFY2(m_line->untilStation(s.id.c_str(), [](const auto &station) { return station["judged"] > 0; }), m_line->process().readAllStandardError());
    }
    void end() { m_line.reset(); }

    QString path(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    QString config() const { return path("line.json"); }
    QProcessEnvironment user() const { return ownUser(path("home")); }
    static void writeFile(const QString &name, const QByteArray &text)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }
    /// `given`: what stands in standard input.
    Answer ctl(const QStringList &command, const QByteArray &given = {}, bool json = true) const
    {
        QProcess process;
        process.setProcessEnvironment(user());
        process.start(kCtl, command + QStringList{"--config", config()} + (json ? QStringList{"--json"} : QStringList()));
        process.write(given);
        process.closeWriteChannel();
        Answer answer;
        // Not waitForFinished: nobody would read what the line says meanwhile, and once its pipe is full it answers nobody.
        const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, kPatience);
        if (ended && process.error() == QProcess::UnknownError && process.exitStatus() == QProcess::NormalExit)
            answer.exitCode = process.exitCode();
        answer.out = process.readAllStandardOutput();
        answer.err = process.readAllStandardError();
        return answer;
    }

    QTemporaryDir m_dir;
    std::unique_ptr<Background> m_line;
};

}  // namespace lineside::test
