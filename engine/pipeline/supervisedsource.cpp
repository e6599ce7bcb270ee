// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/supervisedsource.h"

#include "base/taskrunner.h"

#include <utility>

namespace lineside {

namespace {

bool sameForPeople(const SourceStatus &a, const SourceStatus &b)
{
    return a.state == b.state && a.detail == b.detail && a.since == b.since && a.nextTry == b.nextTry
        && a.width == b.width && a.height == b.height;
}

}  // namespace

SupervisedSource::SupervisedSource(SourceConfig config, FrameSourceFactory factory, const Clock &clock)
    : SupervisedSource(config, std::move(factory), clock, WatchPolicy::forSource(config))
{
}

SupervisedSource::SupervisedSource(SourceConfig config, FrameSourceFactory factory, const Clock &clock,
                                   WatchPolicy policy)
    : m_config(std::move(config)), m_factory(std::move(factory)), m_clock(clock),
      m_watch(std::move(policy), clock.now(), clock.wallNow())
{
    m_published = m_watch.status();
}

SupervisedSource::~SupervisedSource()
{
    stop();
}

void SupervisedSource::start(SupervisedCallbacks callbacks)
{
    if (m_thread.joinable())
        return;
    m_callbacks = std::move(callbacks);
    m_thread = std::jthread([this] {
        nameThisThread("supervise");
        supervise();
    });
}

void SupervisedSource::stop()
{
    {
        const std::lock_guard calling(m_calling);
        m_closed = true;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
}

void SupervisedSource::retryNow()
{
    change([this] { m_watch.retryNow(m_clock.now()); });
}

SourceStatus SupervisedSource::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_watch.status();
}

/// Applies `change` to m_watch, tells the station, then runs `after` while no other callback can come. The supervising
/// thread is woken only where it must act sooner than it planned: not by every picture.
template <class Change, class After>
void SupervisedSource::change(Change &&change, After &&after)
{
    const std::lock_guard calling(m_calling);
    SourceStatus status;
    bool wake;
    {
        const std::lock_guard lock(m_mutex);
        const SourceWatch::Phase phase = m_watch.phase();
        const SteadyTime deadline = m_watch.deadline();
        change();
        wake = m_watch.phase() != phase || m_watch.deadline() < deadline;
        status = m_watch.status();
    }
    if (wake)
        m_wake.notify_all();
    if (m_closed)
        return;
    // A number that grows with each picture is no change of state: nobody is woken for it.
    if (status.samePictures != std::exchange(m_published.samePictures, status.samePictures) && m_callbacks.onRepeat)
        m_callbacks.onRepeat(status.samePictures);
    if (!sameForPeople(status, m_published)) {
        m_published = status;
        if (m_callbacks.onStatus)
            m_callbacks.onStatus(status);
    }
    after();
}

template <class Change>
void SupervisedSource::change(Change &&change)
{
    this->change(std::forward<Change>(change), [] {});
}

void SupervisedSource::supervise()
{
    for (;;) {
        change([this] { m_watch.tick(m_clock.now(), m_clock.wallNow()); });

        std::unique_lock lock(m_mutex);
        if (m_stop)
            break;
        if (m_watch.phase() == SourceWatch::Phase::Waiting && m_source) {
            lock.unlock();
            m_source->stop();
            m_source.reset();
        } else if (m_watch.shouldOpen(m_clock.now())) {
            lock.unlock();
            open();
        } else {
            m_clock.waitUntil(lock, m_wake, m_watch.deadline());
        }
    }
    if (m_source)
        m_source->stop();
    m_source.reset();
}

void SupervisedSource::open()
{
    std::uint64_t next = 1;
    change([&] {
        m_watch.opened(m_clock.now());
        next = m_lastSequence + 1;
    });
    Result<std::unique_ptr<FrameSource>> made = m_factory(m_config);
    if (!made) {
        onLost(made.error().code == ErrorCode::Busy ? SourceState::Busy : SourceState::Offline, made.error().detail);
        return;
    }
    m_source = std::move(*made);
    m_source->start({[this](const FramePtr &frame) { onFrame(frame); },
                     [this](SourceState state, const std::string &detail) { onLost(state, detail); }, next});
}

void SupervisedSource::onFrame(const FramePtr &frame)
{
    bool live = false;
    change(
        [&] {
            m_lastSequence = frame->sequence;
            live = m_watch.frame(frame, m_clock.now(), m_clock.wallNow());
        },
        [&] {
            if (live && m_callbacks.onFrame)
                m_callbacks.onFrame(frame);
        });
}

void SupervisedSource::onLost(SourceState state, const std::string &detail)
{
    change([&] { m_watch.lost(state, detail, m_clock.now(), m_clock.wallNow()); });
}

}  // namespace lineside
