// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pipeline/framesource.h"
#include "pipeline/picturereader.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace lineside {

struct PlaySettings {
    double fps = 0;   ///< pictures a second; 0: the reader's own rate, or 25 where it has none
    bool loop = true; ///< begin again at the end; otherwise Ended is reported
    std::string threadName = "source";
};

/// Plays a PictureReader like a camera, on a thread of its own. A picture is delivered when it is due; a reader that is
/// too slow is not caught up with. Ends with Offline (could not be opened or read) or Ended. Thread-safe.
class PacedSource final : public FrameSource {
public:
    PacedSource(std::unique_ptr<PictureReader> reader, PlaySettings settings);
    ~PacedSource() override;

    /// Starts from the beginning of what is read. Does nothing while started.
    void start(SourceCallbacks callbacks) override;
    /// Not from inside a callback: it waits for that very thread.
    void stop() override;

private:
    void play(const std::stop_token &stop, const SourceCallbacks &callbacks);
    void deliver(const std::stop_token &stop, const SourceCallbacks &callbacks, double fps);
    void waitUntil(const std::stop_token &stop, SteadyTime due);

    const std::unique_ptr<PictureReader> m_reader;
    const PlaySettings m_settings;
    FramePool m_pool;
    std::mutex m_mutex;  ///< guards nothing: what the condition waits with
    std::condition_variable_any m_wake;
    std::mutex m_control;  ///< guards m_thread; start and stop may come from different threads
    std::jthread m_thread;
};

}  // namespace lineside
