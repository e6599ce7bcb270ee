// SPDX-License-Identifier: GPL-3.0-or-later
#include "peerfiles.h"

#include "demo/demoline.h"

#include <QFile>
#include <QImage>
#include <QProcess>

#include <algorithm>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

namespace lineside::bench {
namespace {

struct Network {
    const char *name;
    const char *reference;    ///< of the reference data; null: there is none
    const char *description;  ///< for one with random weights
};

// The first is exported too.
constexpr Network kNetworks[] = {
    {"v8n", "coco-v8n.pt", "yolov8n.yaml"}, {"v5u", nullptr, "yolov5n.yaml"},       {"11n", nullptr, "yolo11n.yaml"},
    {"12n", nullptr, "yolo12n.yaml"},       {"26n", "coco-26n.pt", "yolo26n.yaml"}, {"v10n", "coco-v10n.pt", "yolov10n.yaml"},
};

QString reference(const QString &name)
{
    return QStringLiteral(LINESIDE_SOURCE_DIR "/../shared/data/reference/") + name;
}

QString trainedFile(const Network &network)
{
    const QString file = network.reference ? reference(QStringLiteral("weights/") + QLatin1String(network.reference)) : QString();
    return QFile::exists(file) ? file : QString();
}

}  // namespace

std::string PeerFiles::path(const char *name) const
{
    return folder->filePath(QLatin1String(name)).toStdString();
}

QString PeerFiles::log() const
{
    return folder->filePath(QStringLiteral("log"));
}

bool PeerFiles::trained(const std::string &name) const
{
    return std::ranges::any_of(kNetworks, [&](const Network &network) { return network.name == name && !trainedFile(network).isEmpty(); });
}

Result<PeerFiles> makePeerFiles(const std::string &python, bool all)
{
    PeerFiles files{std::make_unique<QTemporaryDir>()};
    if (!files.folder->isValid())
        return Error{ErrorCode::Io, files.folder->errorString().toStdString()};
    QStringList arguments{peerScript("networks.py"), files.folder->path(), QString::number(kPeerSize)};
    for (const Network &network : kNetworks) {
        const QString trained = trainedFile(network);
        arguments << QLatin1String(network.name) + QLatin1Char('=') + (trained.isEmpty() ? QLatin1String(network.description) : trained);
        if (!all)
            break;
    }
    QProcess process;
    process.setWorkingDirectory(files.folder->path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QString::fromStdString(python), arguments);
    process.waitForFinished(-1);
    if (process.error() == QProcess::FailedToStart)
        return Error{ErrorCode::Io, python + ": " + process.errorString().toStdString()};
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return Error{ErrorCode::Internal, "the peers' networks: " + QString::fromUtf8(process.readAll().trimmed().split('\n').last()).toStdString()};
    return files;
}

Image peerPicture()
{
    const QImage street = QImage(reference(QStringLiteral("images/street0.png"))).convertToFormat(QImage::Format_RGB32);
    if (street.isNull()) {
        const DemoLine line({});
        Image picture(line.config().width, line.config().height);
        std::vector<TruthBox> truth;
        line.render(200, picture.view(), truth);
        return picture;
    }
    Image picture(street.width(), street.height());
    const MutableImageView view = picture.view();
    for (int y = 0; y < view.height; ++y)
        std::memcpy(view.pixels + y * view.strideBytes, street.constScanLine(y), static_cast<std::size_t>(view.width) * 4);
    return picture;
}

QString peerScript(const char *name)
{
    return QStringLiteral(LINESIDE_SOURCE_DIR "/tests/bench/peers/") + QLatin1String(name);
}

QStringList peerArguments(const char *script, const char *kind, const std::string &file)
{
    return {peerScript(script), QString::fromLatin1(kind), QString::fromStdString(file), QString::number(kPeerSize),
            QString::number(std::max(1u, std::thread::hardware_concurrency()))};
}

}  // namespace lineside::bench
