// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/pacedsource.h"

#include "base/taskrunner.h"
#include "pipeline/pacer.h"

namespace lineside {

namespace {

constexpr double kFallbackFps = 25;

}  // namespace

PacedSource::PacedSource(std::unique_ptr<PictureReader> reader, PlaySettings settings)
    : m_reader(std::move(reader)), m_settings(std::move(settings))
{
}

PacedSource::~PacedSource()
{
    stop();
}

void PacedSource::start(SourceCallbacks callbacks)
{
    const std::lock_guard lock(m_control);
    if (m_thread.joinable())
        return;
    m_thread = std::jthread([this, callbacks = std::move(callbacks)](const std::stop_token &stop) {
        nameThisThread(m_settings.threadName);
        play(stop, callbacks);
    });
}

void PacedSource::stop()
{
    const std::lock_guard lock(m_control);
    if (!m_thread.joinable())
        return;
    m_thread.request_stop();
    m_thread.join();
    m_thread = {};
}

void PacedSource::play(const std::stop_token &stop, const SourceCallbacks &callbacks)
{
    const Result<double> opened = m_reader->open();
    if (stop.stop_requested())
        return;
    if (!opened) {
        callbacks.onState(SourceState::Offline, opened.error().detail);
        return;
    }
    const double own = *opened > 0 ? *opened : kFallbackFps;
    deliver(stop, callbacks, m_settings.fps > 0 ? m_settings.fps : own);
}

void PacedSource::deliver(const std::stop_token &stop, const SourceCallbacks &callbacks, double fps)
{
    Pacer pacer(fps);
    std::uint64_t sequence = callbacks.firstSequence;
    bool anyThisRound = false;
    while (!stop.stop_requested()) {
        Result<std::shared_ptr<Frame>> next = m_reader->next(m_pool);
        if (stop.stop_requested())
            return;
        if (!next) {
            callbacks.onState(SourceState::Offline, next.error().detail);
            return;
        }
        if (!*next) {
            if (!m_settings.loop) {
                callbacks.onState(SourceState::Ended, "end reached");
                return;
            }
            // A round without a picture would make this loop spin for ever.
            const Result<void> again = anyThisRound ? m_reader->rewind()
                                                    : Result<void>(Error{ErrorCode::InvalidInput, "no picture in it"});
            if (!again) {
                callbacks.onState(SourceState::Offline, again.error().detail);
                return;
            }
            anyThisRound = false;
            continue;
        }
        anyThisRound = true;
        const std::shared_ptr<Frame> frame = std::move(*next);
        waitUntil(stop, pacer.nextDue(std::chrono::steady_clock::now()));
        if (stop.stop_requested())
            return;
        frame->sequence = sequence++;
        frame->capturedAt = std::chrono::steady_clock::now();
        callbacks.onFrame(frame);
    }
}

void PacedSource::waitUntil(const std::stop_token &stop, SteadyTime due)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_until(lock, stop, due, [] { return false; });
}

}  // namespace lineside
