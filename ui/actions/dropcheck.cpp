// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/dropcheck.h"

#include <QDir>
#include <QFileInfo>
#include <QMimeData>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace lineside {

namespace {

// Only what surely is something else: an unknown ending may well be a model.
bool isOtherKind(const QString &suffix)
{
    static const QSet<QString> others{
        QStringLiteral("jpg"), QStringLiteral("jpeg"), QStringLiteral("png"),  QStringLiteral("bmp"),  QStringLiteral("gif"),
        QStringLiteral("tif"), QStringLiteral("tiff"), QStringLiteral("webp"), QStringLiteral("svg"),  QStringLiteral("mp4"),
        QStringLiteral("avi"), QStringLiteral("mkv"),  QStringLiteral("mov"),  QStringLiteral("webm"), QStringLiteral("mp3"),
        QStringLiteral("wav"), QStringLiteral("txt"),  QStringLiteral("md"),   QStringLiteral("csv"),  QStringLiteral("json"),
        QStringLiteral("html"), QStringLiteral("yaml"), QStringLiteral("yml"),  QStringLiteral("py"),
        QStringLiteral("pdf"), QStringLiteral("doc"),  QStringLiteral("docx"), QStringLiteral("xls"),  QStringLiteral("xlsx"),
        QStringLiteral("exe"), QStringLiteral("sh"),   QStringLiteral("deb"),  QStringLiteral("log")};
    return others.contains(suffix.toLower());
}

/// Of a file that is a part of an OpenVINO export, whose .xml came with it.
bool isPartOfAnother(const QFileInfo &file, const QStringList &together)
{
    if ((file.suffix() == QLatin1String("bin") || file.suffix() == QLatin1String("yaml")) && file.fileName() != QLatin1String("metadata.yaml"))
        return together.contains(file.path() + QLatin1Char('/') + file.completeBaseName() + QLatin1String(".xml"));
    return file.fileName() == QLatin1String("metadata.yaml") && std::any_of(together.begin(), together.end(), [&](const QString &other) {
        return other.endsWith(QLatin1String(".xml")) && QFileInfo(other).path() == file.path();
    });
}

}  // namespace

void DropCheck::add(const QString &offered, const QStringList &together)
{
    // A file manager may write a folder with a slash at its end.
    const QString path = offered.size() > 1 && offered.endsWith(QLatin1Char('/')) ? offered.chopped(1) : offered;
    static const QString kSignature = QStringLiteral(".minisig");
    const bool signature = path.endsWith(kSignature);
    if (signature && together.contains(path.chopped(kSignature.size())))
        return;  // it is found beside its file
    const QFileInfo info(QDir::cleanPath(path));  // for the parts of the name only: nothing here asks the file system
    if (isPartOfAnother(info, together))
        return;
    const QString name = info.fileName().isEmpty() ? path : info.fileName();
    QString why;
    if (signature)
        why = tr("“%1” is a signature. Drop the weight file that it is for; the signature is found when it lies beside it.").arg(name);
    else if (isOtherKind(info.suffix()))
        why = tr("“%1” is not a weight file.").arg(name);
    if (why.isEmpty())
        files << path;
    else if (reason.isEmpty())
        reason = why;
}

bool DropCheck::isWeightName(const QString &path)
{
    static const QSet<QString> endings{QStringLiteral("pt"), QStringLiteral("pth"), QStringLiteral("torchscript"), QStringLiteral("onnx"), QStringLiteral("xml"), QStringLiteral("zip"), QStringLiteral("minisig")};
    return endings.contains(QFileInfo(path).suffix().toLower());
}

DropCheck DropCheck::ofFiles(const QStringList &paths)
{
    DropCheck check;
    for (const QString &path : paths)
        check.add(path, paths);
    return check;
}

DropCheck DropCheck::of(const QMimeData &data)
{
    DropCheck check;
    QStringList together;
    for (const QUrl &url : data.urls())
        together << url.toLocalFile();  // empty for others
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            check.add(url.toLocalFile(), together);
        else if (check.reason.isEmpty())
            check.reason = tr("%1 is not on this computer. Copy the file here first.").arg(url.toDisplayString());
    }
    if (!check.possible() && check.reason.isEmpty())
        check.reason = tr("Only files can be dropped here.");
    return check;
}

QString DropCheck::pathFromText(const QString &text)
{
    QString path = text.trimmed();
    if (path.contains(QLatin1Char('\n')))
        return {};
    if (path.size() > 1 && (path.front() == QLatin1Char('"') || path.front() == QLatin1Char('\'')) && path.back() == path.front())
        path = path.mid(1, path.size() - 2);
    if (path.startsWith(QLatin1String("file://")))
        path = QUrl(path).toLocalFile();
    if (path.startsWith(QLatin1String("~/")))
        path = QDir::homePath() + path.mid(1);
    return QDir::isAbsolutePath(path) ? path : QString();
}

}  // namespace lineside
