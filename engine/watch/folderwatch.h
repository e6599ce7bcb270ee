// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "watch/folderwatcher.h"

#include <memory>

namespace lineside {

/// The `folder` thread: a FolderWatcher and the waiting between its rounds. Its end does not wait for a server that does not answer: the
/// thread is left to that then, and tells nothing any more. Thread-safe.
class FolderWatch {
public:
    /// Begins at once. The events are called on the folder thread; they return soon, and do not destroy this. `clock` outlives this.
    FolderWatch(std::filesystem::path folder, std::chrono::milliseconds poll, OfferedMarks offered, FolderWatcher::Events events, const Clock &clock,
                FolderWatcher::MakeNotices makeNotices = FolderNotices::of);
    /// After it no event is told any more. Waits for the thread 2 s at most.
    ~FolderWatch();

    /// As FolderWatcher's; for the file that was offered last.
    void onFinished(bool had);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}  // namespace lineside
