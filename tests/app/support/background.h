// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/support/commandline.h"

#include <QDeadlineTimer>
#include <QProcess>

#include <functional>

namespace lineside::test {

/// How long a machine full of other work may take, not how long it should; ms.
inline constexpr int kPatience = 120000;

/// A built program that runs beside the test (the console, or `linesidectl run`), asked through the local socket. Killed with this.
class Background {
public:
    /// `output`: a file that standard output goes to; without one it is read here.
    Background(const QString &program, const QStringList &arguments, const QString &configFile, const QProcessEnvironment &environment, const QString &output = {});
    ~Background();

    QProcess &process() { return m_process; }
    /// Of this instance: swap, rollback, status.
    Answer ctl(const QStringList &command) const;
    /// What it answers to `status`, asked on its socket without another process; null while it does not answer.
    nlohmann::ordered_json status() const;
    /// The part of one station in `status`.
    nlohmann::ordered_json station(const char *id) const;
    /// Asks for the status again and again until it is as wanted; false when that took too long or the program ended.
    bool until(const std::function<bool(const nlohmann::ordered_json &status)> &wanted) const;
    bool untilStation(const char *id, const std::function<bool(const nlohmann::ordered_json &station)> &wanted) const;

    void kill();                   ///< as a power cut: SIGKILL
    int end(int patienceMs = kPatience);  ///< asks it to end (SIGTERM); its exit code, -1 if it did not

private:
    const QString m_config;
    const QProcessEnvironment m_environment;
    mutable QProcess m_process;  ///< waiting for its end is waiting
};

/// The station's object in an answer of `status`; null where there is none.
nlohmann::ordered_json stationOf(const nlohmann::ordered_json &status, const char *id);

}  // namespace lineside::test
