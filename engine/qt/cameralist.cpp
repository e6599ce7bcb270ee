// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/cameralist.h"

#include "lineside/cameranames.h"

namespace lineside {

CameraList::CameraList() = default;
CameraList::~CameraList() = default;

void CameraList::request()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_devices) {
                m_devices = std::make_unique<QMediaDevices>();
                connect(m_devices.get(), &QMediaDevices::videoInputsChanged, this, &CameraList::update);
            }
            update();
        },
        Qt::QueuedConnection);
}

void CameraList::update()
{
    const QList<QCameraDevice> devices = QMediaDevices::videoInputs();
    std::vector<std::string> makers;
    for (const QCameraDevice &device : devices)
        makers.push_back(device.description().toStdString());
    std::vector<Named> cameras;
    for (const std::string &name : cameraNames(std::move(makers)))
        cameras.push_back({name, devices.at(static_cast<qsizetype>(cameras.size()))});
    {
        const std::lock_guard lock(m_mutex);
        m_cameras = std::move(cameras);
    }
    emit changed();
}

std::optional<QCameraDevice> CameraList::find(const std::string &name) const
{
    const std::lock_guard lock(m_mutex);
    if (!m_cameras)
        return std::nullopt;
    for (const Named &camera : *m_cameras) {
        if (name.empty() || camera.name == name)
            return camera.device;
    }
    return QCameraDevice();
}

}  // namespace lineside
