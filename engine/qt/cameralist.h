// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCameraDevice>
#include <QMediaDevices>
#include <QObject>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// The cameras that are plugged in. Qt tells of changes only on the thread that asked first, and its own list bears no two
/// threads; so this is the one that asks, on the main thread, and only once somebody wants a camera. Made and destroyed on
/// the main thread; outlives all camera sources. `request` and `find` are thread-safe.
class CameraList final : public QObject {
    Q_OBJECT
public:
    CameraList();
    ~CameraList() override;

    /// Sees to it that the list is known and kept up to date; `changed` follows, as soon as the main thread comes round.
    void request();
    /// The camera of that name (see cameraNames); an empty name: the first one. Null: not plugged in. Nothing: not known yet.
    std::optional<QCameraDevice> find(const std::string &name) const;

signals:
    void changed();

private:
    struct Named {
        std::string name;
        QCameraDevice device;
    };
    void update();

    std::unique_ptr<QMediaDevices> m_devices;  ///< main thread only
    mutable std::mutex m_mutex;
    std::optional<std::vector<Named>> m_cameras;
};

}  // namespace lineside
