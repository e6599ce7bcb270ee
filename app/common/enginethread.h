// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/taskrunner.h"

#include <QObject>
#include <QThread>

namespace lineside {

/// The engine's thread: a QThread with an event loop that runs tasks in order. Must outlive the engine. Thread-safe.
class EngineThread final : public TaskRunner {
public:
    EngineThread();
    ~EngineThread() override;  ///< runs what was posted, then ends

    void post(std::function<void()> task) override;

private:
    QThread m_thread;
    QObject *m_context;  ///< lives on the thread
};

}  // namespace lineside
