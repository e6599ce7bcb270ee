// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pipeline/framesource.h"

#include <QThread>

#include <functional>
#include <memory>
#include <mutex>
#include <string>

class QObject;

namespace lineside {

/// Runs one of Qt's players or cameras on a QThread of its own, event loop included. What `open` makes lives, works and is
/// destroyed on that thread; destroying it closes the device. Needs a QCoreApplication. Thread-safe.
class QtFrameSource final : public FrameSource {
public:
    /// Makes and starts the player; null after it has reported why not.
    using Open = std::function<std::unique_ptr<QObject>(const SourceCallbacks &)>;

    QtFrameSource(Open open, std::string threadName);
    ~QtFrameSource() override;

    void start(SourceCallbacks callbacks) override;
    /// Waits for the device to close: some tenths of a second, up to four seconds for a camera that stopped answering.
    /// Not from inside a callback.
    void stop() override;

private:
    class Thread;

    const Open m_open;
    const std::string m_threadName;
    std::mutex m_control;  ///< guards m_thread; start and stop may come from different threads
    std::unique_ptr<Thread> m_thread;
};

}  // namespace lineside
