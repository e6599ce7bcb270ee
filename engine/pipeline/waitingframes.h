// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <cstdint>
#include <mutex>

namespace lineside {

/// The frames of one station that wait for a detector. A detector that is held up for a moment finds two and catches up, so
/// that no part goes by unseen; one that stays behind finds the newest alone, because old frames would only make every verdict
/// later. The frame that gives way is skipped and counted. Thread-safe; nobody waits longer than for a pointer exchange.
class WaitingFrames {
public:
    static constexpr int kHeldUp = 12;       ///< frames in a row that found another one waiting: this is no moment any more
    static constexpr int kKeepsUp = 30;      ///< frames in a row without a skip: the detector keeps up again

    void put(FramePtr frame);
    /// The oldest that waits; null where none does.
    FramePtr take();
    bool empty() const;
    /// Frames that gave way to newer ones.
    std::uint64_t skipped() const;
    void clear();

private:
    mutable std::mutex m_mutex;
    FramePtr m_older, m_newer;  ///< one that waits alone is the newer
    bool m_newestOnly = false;
    int m_foundWaiting = 0;  ///< frames in a row
    int m_withoutSkip = 0;   ///< frames in a row
    std::uint64_t m_skipped = 0;
};

}  // namespace lineside
