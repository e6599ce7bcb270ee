// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/stationchecks.h"

#include "lineside/streamsecrets.h"

#include "itemmodels/words.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace lineside {

QString StationChecks::name(const QString &typed, const std::vector<StationConfig> &all, const StationId &self)
{
    const QString name = typed.trimmed();
    if (name.isEmpty())
        return tr("A station needs a name. The name before stays in force.");
    const bool taken = std::any_of(all.begin(), all.end(), [&](const StationConfig &s) {
        return s.id != self && Words::text(s.name).compare(name, Qt::CaseInsensitive) == 0;
    });
    return taken ? tr("Another station is called “%1”. The name before stays in force.").arg(name) : QString();
}

QString StationChecks::videoFile(const QString &path)
{
    const QFileInfo info(path);
    if (path.isEmpty())
        return tr("No video file is chosen yet. The source before stays in force.");
    if (!info.exists())
        return tr("There is no file “%1”. The source before stays in force.").arg(path);
    if (!info.isFile() || !info.isReadable())
        return tr("“%1” cannot be read as a file. The source before stays in force.").arg(path);
    return {};
}

QString StationChecks::imageFolder(const QString &path)
{
    const QFileInfo info(path);
    if (path.isEmpty())
        return tr("No folder is chosen yet. The source before stays in force.");
    if (!info.isDir())
        return tr("There is no folder “%1”. The source before stays in force.").arg(path);
    return {};
}

QString StationChecks::streamUrl(const QString &url)
{
    if (url.trimmed().isEmpty())
        return tr("No address is given yet. The source before stays in force.");
    const QUrl parsed(url.trimmed(), QUrl::StrictMode);
    static const QStringList schemes{QStringLiteral("rtsp"), QStringLiteral("rtsps"), QStringLiteral("http"),
                                     QStringLiteral("https")};
    if (!parsed.isValid() || !schemes.contains(parsed.scheme()))
        return tr("The address must begin with rtsp://, rtsps://, http:// or https://. The source before stays in force.");
    if (parsed.host().isEmpty())
        return tr("The address names no computer. The source before stays in force.");
    if (holdsSecret(url.toStdString()))
        return tr("A password in the address would end up in a file. Write $user and $password in its place: both come from the "
                  "keychain. The source before stays in force.");
    return {};
}

std::vector<std::string> StationChecks::split(const QString &typed)
{
    static const QRegularExpression separators(QStringLiteral("[,，、;；]"));
    std::vector<std::string> labels;
    for (const QString &part : typed.split(separators)) {
        if (const QString label = part.trimmed(); !label.isEmpty())
            labels.push_back(label.toStdString());
    }
    return labels;
}

QString StationChecks::join(const std::vector<std::string> &labels)
{
    QStringList list;
    for (const std::string &label : labels)
        list << Words::text(label);
    return list.join(QStringLiteral(", "));
}

QString StationChecks::labels(const QString &typed)
{
    std::vector<std::string> all = split(typed);
    std::sort(all.begin(), all.end());
    const auto twice = std::adjacent_find(all.begin(), all.end());
    return twice == all.end() ? QString()
                              : tr("“%1” is there twice. The labels before stay in force.").arg(Words::text(*twice));
}

QString StationChecks::ruleLabels(const QString &typed, const std::vector<std::string> &contract)
{
    if (contract.empty())
        return {};
    for (const std::string &label : split(typed)) {
        if (std::find(contract.begin(), contract.end(), label) == contract.end())
            return tr("“%1” is not among the labels of the contract: %2. The rule before stays in force.")
                .arg(Words::text(label), join(contract));
    }
    return {};
}

QString StationChecks::inputRange(int min, int max)
{
    return min <= max ? QString() : tr("The smallest input must not be above the largest. The range before stays in force.");
}

QString StationChecks::zone(double begin, double end)
{
    return begin < end ? QString() : tr("The zone must begin left of where it ends. The zone before stays in force.");
}

}  // namespace lineside
