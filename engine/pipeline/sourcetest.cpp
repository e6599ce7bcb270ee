// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/sourcetest.h"

#include <condition_variable>
#include <mutex>
#include <optional>

namespace lineside {

namespace {

/// What was seen, written by the source's thread.
struct Seen {
    std::mutex mutex;
    std::condition_variable_any changed;
    FramePtr first;
    SteadyTime firstAt{}, lastAt{};
    int pictures = 0;
    std::optional<Error> lost;

    void add(FramePtr frame)
    {
        const std::lock_guard lock(mutex);
        lastAt = std::chrono::steady_clock::now();
        if (!first) {
            first = std::move(frame);
            firstAt = lastAt;
        }
        ++pictures;
        changed.notify_all();
    }
    void lose(SourceState state, std::string detail)
    {
        const std::lock_guard lock(mutex);
        if (!lost)
            lost = Error{state == SourceState::Busy ? ErrorCode::Busy : ErrorCode::Io, std::move(detail)};
        changed.notify_all();
    }
};

}  // namespace

Result<SourceTest> runSourceTest(const SourceConfig &config, const FrameSourceFactory &factory, const std::stop_token &stop,
                                 SourceTestLimits limits)
{
    Seen seen;
    auto source = factory(config);
    if (!source)
        return source.error();
    const SteadyTime opened = std::chrono::steady_clock::now();
    (*source)->start({[&seen](FramePtr frame) { seen.add(std::move(frame)); },
                      [&seen](SourceState state, std::string detail) { seen.lose(state, std::move(detail)); }});
    {
        std::unique_lock lock(seen.mutex);
        seen.changed.wait_until(lock, stop, opened + limits.opening, [&] { return seen.lost || seen.first; });
        seen.changed.wait_until(lock, stop, seen.firstAt + limits.time,
                                [&] { return seen.lost || !seen.first || seen.pictures >= limits.pictures; });
    }
    source->reset();  // no callback comes any more
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, "stopped"};
    if (!seen.first)
        return seen.lost.value_or(Error{ErrorCode::Io, "no picture in " + std::to_string(limits.opening.count()) + " ms"});
    const double seconds = std::chrono::duration<double>(seen.lastAt - seen.firstAt).count();
    return SourceTest{seen.first, std::chrono::duration<double, std::milli>(seen.firstAt - opened).count(),
                      seconds > 0 ? (seen.pictures - 1) / seconds : 0};
}

}  // namespace lineside
