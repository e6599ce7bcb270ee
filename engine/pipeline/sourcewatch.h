// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"
#include "lineside/snapshot.h"

#include <chrono>
#include <functional>
#include <string>

namespace lineside {

/// How patient the supervision of a source is. Value type.
struct WatchPolicy {
    std::chrono::milliseconds connectLimit{10'000};  ///< from opening to the first picture
    std::chrono::milliseconds connectMost{10'000};   ///< the limit doubles from try to try up to this
    std::chrono::milliseconds stallMinimum{500};     ///< Stalled after this or two frame periods, whichever is longer
    std::chrono::milliseconds reopenAfter{3'000};    ///< of silence
    std::chrono::milliseconds reopenFrozenAfter{10'000};
    std::chrono::milliseconds stableAfter{5'000};    ///< running this long makes the next back-off short again
    int frozenAfter = 40;  ///< equal pictures in a row; 0: a picture may stand still for good reason (file, folder, demo)
    double targetFps = 30;
    std::function<double()> random;  ///< 0…1 for the jitter of the back-off; empty: none

    static WatchPolicy forSource(const SourceConfig &config);
};

/// Decides when a source counts as stalled, frozen or lost and when it is opened again. Knows no thread and no clock:
/// it is told what happened and when, and asked what to do. Value type.
///
/// Phases and all their changes:
///   Waiting → Opening   opened()          Opening → Live     the first picture
///   Opening → Waiting   lost(), no picture in time
///   Live    → Waiting   lost(), silent for reopenAfter, frozen for reopenFrozenAfter, retryNow() while not Running
class SourceWatch {
public:
    enum class Phase { Waiting, Opening, Live };

    SourceWatch(WatchPolicy policy, SteadyTime now, WallTime wallNow);

    // What happened
    void opened(SteadyTime now);
    /// A picture came. True: it is live and new, pass it on. False: frozen or from before; nobody may judge it.
    bool frame(const FramePtr &frame, SteadyTime now, WallTime wallNow);
    void lost(SourceState state, const std::string &detail, SteadyTime now, WallTime wallNow);
    void retryNow(SteadyTime now);
    /// Time went by; makes Stalled and gives up what is silent for too long.
    void tick(SteadyTime now, WallTime wallNow);

    // What to do
    Phase phase() const noexcept { return m_phase; }
    /// Waiting only: whether to open now.
    bool shouldOpen(SteadyTime now) const noexcept { return m_phase == Phase::Waiting && now >= m_nextTry; }
    /// When to call `tick` or ask `shouldOpen` again at the latest.
    SteadyTime deadline() const;
    /// For people. While it waits the state says why and since when; an attempt to open again does not change it.
    const SourceStatus &status() const noexcept { return m_status; }

private:
    void setState(SourceState state, const std::string &detail, WallTime wallNow);
    void waitForNextTry(SteadyTime now);
    std::chrono::milliseconds connectLimit() const;
    bool looksFrozen(const FramePtr &frame);
    std::chrono::nanoseconds stallLimit() const;
    std::chrono::nanoseconds reopenLimit() const;

    WatchPolicy m_policy;
    Phase m_phase = Phase::Waiting;
    SourceStatus m_status;
    SteadyTime m_nextTry;
    SteadyTime m_openedAt;
    SteadyTime m_lastFrame;
    SteadyTime m_liveSince;
    SteadyTime m_frozenSince;
    std::chrono::nanoseconds m_period{0};  ///< between pictures, smoothed; 0: not known yet
    int m_attempt = 0;
    FramePtr m_previous;   ///< kept over a reopening: a frozen camera must not look alive for its first pictures
    std::uint64_t m_equal = 1;  ///< pictures in a row with this content
};

}  // namespace lineside
