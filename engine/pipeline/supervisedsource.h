// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "pipeline/framesource.h"
#include "pipeline/sourcewatch.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace lineside {

/// What a supervised source tells its station, on threads of its own, one call at a time. Both return quickly, never
/// throw, and do not call the source back except for `status`.
struct SupervisedCallbacks {
    std::function<void(FramePtr)> onFrame;                 ///< a live picture; none comes while Frozen
    std::function<void(const SourceStatus &)> onStatus;    ///< every change, before the first picture that it concerns
    std::function<void(std::uint64_t)> onRepeat = {};      ///< while Frozen, each picture: equal ones in a row
};

/// Where a station gets its pictures from, for as long as it lives. Thread-safe.
class StationSource {
public:
    virtual ~StationSource() = default;  ///< waits until the source is closed; a network camera that does not answer may take seconds

    /// Once.
    virtual void start(SupervisedCallbacks callbacks) = 0;
    /// Returns at once; no callback comes any more. Not from inside a callback.
    virtual void stop() = 0;
    /// Ends the wait for the next try. Does nothing while it runs or is being opened.
    virtual void retryNow() = 0;
};

/// Keeps a source going: opens it, watches that pictures come and differ, opens it again with back-off after a loss, and
/// says at every moment how it is. Shares nothing with other sources: opening and closing, which may take seconds, happen
/// on its own thread. Pictures are numbered on over a reopening. Thread-safe.
class SupervisedSource final : public StationSource {
public:
    /// `clock` must outlive it. `factory` is called on the source's thread.
    SupervisedSource(SourceConfig config, FrameSourceFactory factory, const Clock &clock);
    SupervisedSource(SourceConfig config, FrameSourceFactory factory, const Clock &clock, WatchPolicy policy);
    ~SupervisedSource() override;

    void start(SupervisedCallbacks callbacks) override;
    void stop() override;
    void retryNow() override;

    SourceStatus status() const;

private:
    void supervise();
    void open();
    void onFrame(const FramePtr &frame);
    void onLost(SourceState state, const std::string &detail);
    template <class Change> void change(Change &&change);
    template <class Change, class After> void change(Change &&change, After &&after);

    const SourceConfig m_config;
    const FrameSourceFactory m_factory;
    const Clock &m_clock;

    std::mutex m_calling;  ///< held while m_watch changes and until the callbacks about it are done; before m_mutex
    SupervisedCallbacks m_callbacks;
    SourceStatus m_published;
    bool m_closed = false;

    mutable std::mutex m_mutex;  ///< guards m_watch and m_stop
    std::condition_variable m_wake;
    SourceWatch m_watch;
    bool m_stop = false;

    std::uint64_t m_lastSequence = 0;       ///< guarded by m_calling
    std::unique_ptr<FrameSource> m_source;  ///< own thread only
    std::jthread m_thread;
};

}  // namespace lineside
