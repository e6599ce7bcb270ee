// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/stationchecks.h"

#include "lineside/streamsecrets.h"

#include "itemmodels/words.h"

#include <QFileInfo>
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

namespace {

constexpr QLatin1Char kQuote('"');

bool isSeparator(QChar c)
{
    return QStringView(u",，、;；").contains(c);
}

}  // namespace

std::vector<std::string> StationChecks::split(const QString &typed)
{
    std::vector<std::string> labels;
    qsizetype at = 0;
    const auto there = [&] { return at < typed.size(); };
    while (there()) {
        while (there() && typed[at].isSpace())
            ++at;
        QString label;
        if (there() && typed[at] == kQuote) {
            // As it stands, up to the next quote; a doubled one is a quote of the label.
            for (++at; there() && (typed[at] != kQuote || typed.mid(at + 1, 1) == kQuote); ++at) {
                label += typed[at];
                at += typed[at] == kQuote ? 1 : 0;
            }
            ++at;
        }
        QString rest;
        for (; there() && !isSeparator(typed[at]); ++at)
            rest += typed[at];
        ++at;
        while (!rest.isEmpty() && rest.back().isSpace())
            rest.chop(1);
        if (label += rest; !label.isEmpty())
            labels.push_back(label.toStdString());
    }
    return labels;
}

QString StationChecks::join(const std::vector<std::string> &labels)
{
    QStringList list;
    for (const std::string &label : labels) {
        QString text = Words::text(label);
        const bool plain = text == text.trimmed() && !text.startsWith(kQuote)
                        && std::none_of(text.begin(), text.end(), isSeparator);
        if (!plain)
            text = kQuote + text.replace(kQuote, QStringLiteral("\"\"")) + kQuote;
        list << text;
    }
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

QString StationChecks::partLabel(const QString &typed, const std::vector<std::string> &contract)
{
    const std::string label = typed.trimmed().toStdString();
    const auto known = [&](const std::string &name) { return std::find(contract.begin(), contract.end(), name) != contract.end(); };
    if (contract.empty() || label.empty() || known(label) || known(typed.toStdString()))
        return {};
    return tr("“%1” is not among the labels of the contract: %2. The rule before stays in force.")
        .arg(Words::text(label), join(contract));
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
