// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/loadpolicy.h"

#include <algorithm>
#include <chrono>

namespace lineside {
namespace {

using namespace std::chrono_literals;
constexpr int kMinutesOfDay = 24 * 60;

}  // namespace

bool isUrgent(LoadCause cause) noexcept
{
    return cause == LoadCause::Start || cause == LoadCause::RollBack || cause == LoadCause::Replace;
}

ThreadPriority priorityOf(LoadCause cause) noexcept
{
    return isUrgent(cause) ? ThreadPriority::Low : ThreadPriority::Idle;
}

int minutesUntilOpen(const LoadWindow &window, int minuteOfDay) noexcept
{
    const auto forward = [](int from, int to) { return (to - from + kMinutesOfDay) % kMinutesOfDay; };
    const bool open = window.always() || forward(window.from, minuteOfDay) < forward(window.from, window.to);
    return open ? 0 : forward(minuteOfDay, window.from);
}

std::optional<LoadHold> holdOf(const LoadAsk &ask, const LoadingPolicy &policy, const LoadConditions &c, std::span<const SteadyTime> begun)
{
    if (ask.hurried || isUrgent(ask.cause))
        return std::nullopt;
    const SteadyTime patience = ask.asked + std::chrono::minutes(policy.windowWaitMinutes);
    if (const int minutes = minutesUntilOpen(ask.window, c.minuteOfDay); minutes > 0 && c.now < patience)
        return LoadHold{LoadWait::Window, std::min(patience, c.now + std::chrono::minutes(minutes))};
    // Before the device: what waits for the rate anyway must not use up its patience with the device meanwhile.
    if (policy.perMinute > 0) {
        const auto limit = static_cast<std::size_t>(policy.perMinute);
        if (begun.size() >= limit && begun[begun.size() - limit] + 1min > c.now)
            return LoadHold{LoadWait::Rate, begun[begun.size() - limit] + 1min};
    }
    const SteadyTime until = ask.busySince.value_or(c.now) + std::chrono::seconds(policy.busyWaitSeconds);
    if (policy.busyPercent < kMaxBusyPercent && c.busy && *c.busy * 100 > policy.busyPercent && c.now < until)
        return LoadHold{LoadWait::Busy, until};
    return std::nullopt;
}

}  // namespace lineside
