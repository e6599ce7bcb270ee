// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/reception.h"
#include "base/clock.h"
#include "common/enginethread.h"
#include "common/guest.h"
#include "common/installation.h"
#include "core/localengine.h"
#include "qt/cameralist.h"
#include "qt/qtsecretstore.h"

#include <memory>

class QLockFile;
class QTimer;

namespace lineside {

/// The whole engine of an installation with all kinds of sources and the keychain, on its own thread, and whoever may do what with it. Needs a QCoreApplication
/// that outlives it. Made and destroyed on the main thread.
class LiveEngine {
public:
    /// Makes the data folder where there is none.
    static Result<std::unique_ptr<LiveEngine>> create(const Installation &installation);
    ~LiveEngine();

    /// For whoever is nobody at a desk: what watches over the program.
    LocalEngine &engine() { return *m_engine; }
    /// A desk of its own and the engine behind it, for a window or a connection; gone before this is.
    Guest guest();

private:
    LiveEngine();
    /// The history hears who may do what, where that is not as it was told last.
    void tellPeople(const People &now);

    std::unique_ptr<QLockFile> m_lock;
    SystemClock m_clock;
    std::filesystem::path m_dataDir;
    std::unique_ptr<Reception> m_reception;
    std::unique_ptr<QTimer> m_look;  ///< has it look whether people have changed
    QtSecretStore m_secrets;
    CameraList m_cameras;
    EngineThread m_thread;
    std::unique_ptr<ThreadTaskRunner> m_keychain;  ///< its calls may wait for a user who unlocks it
    std::unique_ptr<LocalEngine> m_engine;
};

}  // namespace lineside
