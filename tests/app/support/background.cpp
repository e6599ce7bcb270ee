// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/support/background.h"

#include "common/installation.h"

#include <QLocalSocket>

namespace lineside::test {

using nlohmann::ordered_json;

namespace {

constexpr int kAnswerMs = 30000;
constexpr int kBetweenMs = 50;

}  // namespace

Background::Background(const QString &program, const QStringList &arguments, const QString &configFile, const QProcessEnvironment &environment, const QString &output)
    : m_config(configFile), m_environment(environment)
{
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    if (!output.isEmpty())
        m_process.setStandardOutputFile(output);
    m_process.start(program, arguments);
    m_process.waitForStarted(kPatience);
}

Background::~Background()
{
    kill();
}

Answer Background::ctl(const QStringList &command) const
{
    return runProgram(QStringLiteral(LINESIDE_CTL), command + QStringList{"--config", m_config, "--json"}, m_environment);
}

ordered_json Background::status() const
{
    QLocalSocket socket;
    const Installation installation = findInstallation(m_config.toStdString());
    socket.connectToServer(QString::fromStdString(installation.socketName));
    if (!socket.waitForConnected(kAnswerMs))
        return {};
    socket.write("{\"command\": \"status\"}\n");
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(kAnswerMs))
            return {};
    }
    const QByteArray line = socket.readLine();
    const auto answer = ordered_json::parse(line.begin(), line.end(), nullptr, false);
    return answer.is_object() ? answer : ordered_json();
}

ordered_json Background::station(const char *id) const
{
    return stationOf(status(), id);
}

bool Background::until(const std::function<bool(const ordered_json &)> &wanted) const
{
    const QDeadlineTimer deadline(kPatience);
    while (!deadline.hasExpired() && m_process.state() == QProcess::Running) {
        const ordered_json now = status();
        if (!now.is_null() && wanted(now))
            return true;
        m_process.waitForFinished(kBetweenMs);
    }
    return false;
}

bool Background::untilStation(const char *id, const std::function<bool(const ordered_json &)> &wanted) const
{
    return until([&](const ordered_json &status) {
        const ordered_json station = stationOf(status, id);
        return !station.is_null() && wanted(station);
    });
}

void Background::kill()
{
    m_process.kill();
    m_process.waitForFinished(kPatience);
}

int Background::end(int patienceMs)
{
    m_process.terminate();
    const bool ended = m_process.waitForFinished(patienceMs);
    return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

ordered_json stationOf(const ordered_json &status, const char *id)
{
    if (status.is_object() && status.contains("stations")) {
        for (const ordered_json &station : status["stations"]) {
            if (station.value("id", "") == id)
                return station;
        }
    }
    return {};
}

}  // namespace lineside::test
