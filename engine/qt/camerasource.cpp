// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/camerasource.h"

#include "qt/qtframesource.h"
#include "qt/videooutput.h"

#include <QCamera>
#include <QCameraDevice>
#include <QMediaCaptureSession>
#include <QMediaDevices>

#include <algorithm>
#include <tuple>

namespace lineside {

namespace {

constexpr int kEnoughRows = 720;

QCameraDevice find(const std::string &id)
{
    const QList<QCameraDevice> cameras = QMediaDevices::videoInputs();
    if (id.empty())
        return cameras.isEmpty() ? QCameraDevice() : cameras.first();
    for (const QCameraDevice &camera : cameras) {
        if (camera.id().toStdString() == id)
            return camera;
    }
    return {};
}

/// Smaller is better. Fast enough comes first, then tall enough, then as few pixels as that allows.
auto cost(const QCameraFormat &format, double targetFps)
{
    const QSize size = format.resolution();
    const bool slow = format.maxFrameRate() + 1 < targetFps;
    const bool low = size.height() < kEnoughRows;
    const qint64 pixels = qint64{size.width()} * size.height();
    return std::tuple(slow, low, low ? -pixels : pixels);
}

bool saysBusy(const QString &words)
{
    return words.contains(QLatin1String("busy"), Qt::CaseInsensitive)
        || words.contains(QLatin1String("in use"), Qt::CaseInsensitive);
}

class Camera final : public QObject {
public:
    Camera(const QCameraDevice &device, const SourceCallbacks &callbacks, double targetFps)
        : m_callbacks(callbacks), m_id(device.id()), m_output(callbacks, targetFps), m_camera(device)
    {
        connect(&m_camera, &QCamera::errorOccurred, this, [this](QCamera::Error, const QString &words) {
            report(saysBusy(words) ? SourceState::Busy : SourceState::Offline,
                   words.isEmpty() ? "no reason given" : words.toStdString());
        });
        connect(&m_devices, &QMediaDevices::videoInputsChanged, this, [this] {
            if (find(m_id.toStdString()).isNull())
                report(SourceState::Offline, "unplugged");
        });
        QList<QCameraFormat> formats = device.videoFormats();
        if (!formats.isEmpty())
            m_camera.setCameraFormat(
                *std::min_element(formats.cbegin(), formats.cend(), [targetFps](const auto &a, const auto &b) {
                    return cost(a, targetFps) < cost(b, targetFps);
                }));
        m_session.setCamera(&m_camera);
        m_session.setVideoSink(m_output.sink());
        m_camera.start();
    }
    ~Camera() override
    {
        m_reported = true;
        m_camera.stop();
    }

private:
    void report(SourceState state, const std::string &detail)
    {
        if (!m_reported)
            m_callbacks.onState(state, detail);
        m_reported = true;
    }

    const SourceCallbacks m_callbacks;
    const QByteArray m_id;
    QMediaDevices m_devices;
    VideoOutput m_output;
    QCamera m_camera;
    QMediaCaptureSession m_session;
    bool m_reported = false;
};

std::unique_ptr<QObject> open(const SourceConfig &config, const SourceCallbacks &callbacks)
{
    const QCameraDevice device = find(config.location);
    if (device.isNull()) {
        callbacks.onState(SourceState::Offline,
                          config.location.empty() ? "no camera found" : "no camera \"" + config.location + "\" found");
        return nullptr;
    }
    return std::make_unique<Camera>(device, callbacks, config.targetFps);
}

}  // namespace

std::vector<CameraName> listCameras()
{
    std::vector<CameraName> names;
    for (const QCameraDevice &camera : QMediaDevices::videoInputs())
        names.push_back({camera.id().toStdString(), camera.description().toStdString()});
    return names;
}

std::unique_ptr<FrameSource> makeCameraSource(const SourceConfig &config)
{
    return std::make_unique<QtFrameSource>(
        [config](const SourceCallbacks &callbacks) { return open(config, callbacks); }, "camera");
}

}  // namespace lineside
