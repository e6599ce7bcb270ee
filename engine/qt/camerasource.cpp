// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/camerasource.h"

#include "qt/cameralist.h"
#include "qt/pipelineerrors.h"
#include "qt/qtframesource.h"
#include "qt/videooutput.h"

#include <QCamera>
#include <QCameraDevice>
#include <QMediaCaptureSession>

#include <algorithm>
#include <functional>
#include <tuple>

namespace lineside {

namespace {

constexpr int kEnoughRows = 720;

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

/// One camera that is open. Lives on the source's thread.
class OpenCamera final : public QObject {
public:
    using Lost = std::function<void(SourceState, const std::string &)>;

    OpenCamera(const QCameraDevice &device, const SourceCallbacks &callbacks, double targetFps, const Lost &lost)
        : m_errors([this, lost](bool busy, const std::string &words) {
              const SourceState state = busy ? SourceState::Busy : SourceState::Offline;
              QMetaObject::invokeMethod(this, [lost, state, words] { lost(state, words); }, Qt::QueuedConnection);
          }),
          m_output(callbacks, targetFps), m_camera(device)
    {
        connect(&m_camera, &QCamera::errorOccurred, this, [lost](QCamera::Error, const QString &words) {
            lost(saysBusy(words) ? SourceState::Busy : SourceState::Offline,
                 words.isEmpty() ? "no reason given" : words.toStdString());
        });
        const QList<QCameraFormat> formats = device.videoFormats();
        if (!formats.isEmpty())
            m_camera.setCameraFormat(
                *std::min_element(formats.cbegin(), formats.cend(), [targetFps](const auto &a, const auto &b) {
                    return cost(a, targetFps) < cost(b, targetFps);
                }));
        // The camera starts Qt's pipeline: exchanging the sink in a running one can block it for ever.
        m_session.setVideoSink(m_output.sink());
        m_session.setCamera(&m_camera);
        m_errors.enough();
        m_camera.start();
    }
    ~OpenCamera() override { m_camera.stop(); }

private:
    PipelineErrors m_errors;
    VideoOutput m_output;
    QCamera m_camera;
    QMediaCaptureSession m_session;
};

/// Waits until it is known which cameras there are, opens the wanted one and notices when it is pulled out. Reports once.
class CameraWatch final : public QObject {
public:
    CameraWatch(const SourceConfig &config, CameraList &cameras, const SourceCallbacks &callbacks)
        : m_config(config), m_cameras(cameras), m_callbacks(callbacks)
    {
        connect(&cameras, &CameraList::changed, this, &CameraWatch::look);
        cameras.request();
    }
    ~CameraWatch() override
    {
        m_reported = true;  // closing makes it talk once more
    }

private:
    void look()
    {
        const std::optional<QCameraDevice> device = m_cameras.find(m_config.location);
        if (!device || m_reported)
            return;
        if (device->isNull()) {
            report(SourceState::Offline, m_camera                ? "unplugged"
                                         : m_config.location.empty() ? "no camera found"
                                                                     : "no camera \"" + m_config.location + "\" found");
        } else if (!m_camera) {
            m_id = device->id();
            m_camera = std::make_unique<OpenCamera>(*device, m_callbacks, m_config.targetFps,
                                                    [this](SourceState state, const std::string &words) { report(state, words); });
        } else if (device->id() != m_id) {
            report(SourceState::Offline, "unplugged");  // what has the name now is another one
        }
    }
    void report(SourceState state, const std::string &detail)
    {
        if (!m_reported)
            m_callbacks.onState(state, detail);
        m_reported = true;
    }

    const SourceConfig m_config;
    CameraList &m_cameras;
    const SourceCallbacks m_callbacks;
    QByteArray m_id;
    bool m_reported = false;
    std::unique_ptr<OpenCamera> m_camera;
};

}  // namespace

std::unique_ptr<FrameSource> makeCameraSource(const SourceConfig &config, CameraList &cameras)
{
    return std::make_unique<QtFrameSource>(
        [config, &cameras](const SourceCallbacks &callbacks) -> std::unique_ptr<QObject> {
            return std::make_unique<CameraWatch>(config, cameras, callbacks);
        },
        "camera");
}

}  // namespace lineside
