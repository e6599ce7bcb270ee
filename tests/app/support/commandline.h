// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace lineside::test {

/// What a program answered.
struct Answer {
    int exitCode = -1;
    QByteArray out, err;

    QList<QByteArray> lines() const;
    /// The only line, or line `index`, as JSON; null where it is none.
    nlohmann::ordered_json json(int index = 0) const;
    /// error.code of the only line; empty where there is none.
    QString errorCode() const;
    QString errorDetail() const;
};

/// A user of this test's own: HOME and the XDG folders lie in `folder`, so that no setting of the real user matters.
QProcessEnvironment ownUser(const QString &folder);

/// Runs a built program to its end.
Answer runProgram(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment);

}  // namespace lineside::test
