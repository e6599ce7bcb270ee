// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/support/commandline.h"

#include <QDir>
#include <QFile>

namespace lineside::test {

using nlohmann::ordered_json;

QList<QByteArray> Answer::lines() const
{
    QList<QByteArray> list = out.split('\n');
    list.removeAll(QByteArray());
    return list;
}

ordered_json Answer::json(int index) const
{
    const QList<QByteArray> all = lines();
    if (index >= all.size())
        return {};
    const auto parsed = ordered_json::parse(all[index].begin(), all[index].end(), nullptr, false);
    return parsed.is_discarded() ? ordered_json() : parsed;
}

QString Answer::errorCode() const
{
    const ordered_json j = json(static_cast<int>(lines().size()) - 1);
    return j.is_object() && j.contains("error") ? QString::fromStdString(j["error"].value("code", "")) : QString();
}

QString Answer::errorDetail() const
{
    const ordered_json j = json(static_cast<int>(lines().size()) - 1);
    return j.is_object() && j.contains("error") ? QString::fromStdString(j["error"].value("detail", "")) : QString();
}

QProcessEnvironment ownUser(const QString &folder)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QDir home(folder);
    const auto set = [&](const char *name, const QString &path) {
        home.mkpath(path);
        environment.insert(QString::fromLatin1(name), home.filePath(path));
    };
    set("HOME", QStringLiteral("."));
    set("XDG_DATA_HOME", QStringLiteral("data"));
    set("XDG_CONFIG_HOME", QStringLiteral("config"));
    set("XDG_CACHE_HOME", QStringLiteral("cache"));
    set("XDG_RUNTIME_DIR", QStringLiteral("run"));
    QFile::setPermissions(home.filePath(QStringLiteral("run")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.remove(QStringLiteral("LANGUAGE"));
    return environment;
}

Answer runProgram(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    Answer answer;
    if (process.waitForFinished(180000) && process.exitStatus() == QProcess::NormalExit)
        answer.exitCode = process.exitCode();
    answer.out = process.readAllStandardOutput();
    answer.err = process.readAllStandardError();
    return answer;
}

}  // namespace lineside::test
