// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/support/background.h"

namespace lineside::test {

using nlohmann::ordered_json;

Background::Background(const QString &program, const QStringList &arguments, const QString &configFile, const QProcessEnvironment &environment)
    : m_config(configFile), m_environment(environment)
{
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
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
    const Answer answer = ctl({"status"});
    return answer.exitCode == 0 ? answer.json() : ordered_json();
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
