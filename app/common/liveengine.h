// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "common/enginethread.h"
#include "common/installation.h"
#include "core/localengine.h"
#include "qt/cameralist.h"
#include "qt/qtsecretstore.h"

#include <memory>

class QLockFile;

namespace lineside {

/// The whole engine of an installation with all kinds of sources and the keychain, on its own thread. Needs a QCoreApplication
/// that outlives it. Made and destroyed on the main thread.
class LiveEngine {
public:
    /// Makes the data folder where there is none.
    static Result<std::unique_ptr<LiveEngine>> create(const Installation &installation);
    ~LiveEngine();

    LocalEngine &engine() { return *m_engine; }

private:
    LiveEngine();

    std::unique_ptr<QLockFile> m_lock;
    SystemClock m_clock;
    QtSecretStore m_secrets;
    CameraList m_cameras;
    EngineThread m_thread;
    std::unique_ptr<ThreadTaskRunner> m_keychain;  ///< its calls may wait for a user who unlocks it
    std::unique_ptr<LocalEngine> m_engine;
};

}  // namespace lineside
