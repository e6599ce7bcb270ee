// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

class QCoreApplication;
class QSocketNotifier;

namespace lineside {

/// Ends the event loop on SIGINT and SIGTERM, so that what waits is written; no work is done in a signal handler. UI thread only.
class EndOnSignal {
public:
    /// At the very beginning of main, before any thread is started, so that all inherit it.
    static void block();

    explicit EndOnSignal(QCoreApplication &app);
    ~EndOnSignal();

private:
    int m_fd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

}  // namespace lineside
