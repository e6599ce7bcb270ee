// SPDX-License-Identifier: GPL-3.0-or-later
#include "memory/memoryseries.h"

#include <algorithm>
#include <set>

namespace lineside::memory {

namespace {

bool isDevice(const MemorySample &sample, const std::string &name)
{
    return std::any_of(sample.devices.begin(), sample.devices.end(), [&](const DeviceMemory &d) { return d.name == name; });
}

bool belongs(const MemorySample &sample, const ModelMemory &model, const std::string &device)
{
    return device.empty() ? !isDevice(sample, model.device) : model.device == device;
}

}  // namespace

std::vector<MemorySample> thinned(const std::vector<MemorySample> &newestLast, std::chrono::seconds range, std::size_t most)
{
    if (newestLast.empty() || most == 0)
        return {};
    const WallTime end = newestLast.back().at, begin = end - range;
    const auto step = std::max<std::chrono::nanoseconds>(std::chrono::nanoseconds(range) / static_cast<long long>(most),
                                                         std::chrono::nanoseconds(1));
    std::vector<MemorySample> out;
    long long bucket = -1;
    for (const MemorySample &sample : newestLast) {
        if (sample.at < begin)
            continue;
        // Stretches are fixed in time, not counted from the newest sample: the line must not shiver as time goes on.
        const long long now = std::chrono::nanoseconds(sample.at.time_since_epoch()) / step;
        if (now != bucket)
            out.push_back(sample);
        else if (sample.processResident > out.back().processResident)
            out.back() = sample;
        bucket = now;
    }
    if (out.back().at != end)
        out.push_back(newestLast.back());
    return out;
}

std::vector<SwapMemory> swaps(const std::vector<MemorySample> &newestLast, const std::vector<HistoryEvent> &events,
                              std::chrono::seconds range)
{
    using namespace std::chrono_literals;
    std::vector<SwapMemory> out;
    if (newestLast.empty())
        return out;
    const WallTime end = newestLast.back().at, begin = std::max(newestLast.front().at, end - range);
    for (const HistoryEvent &event : events) {
        if ((event.kind != EventKind::Promoted && event.kind != EventKind::RolledBack) || event.at < begin || event.at > end)
            continue;
        SwapMemory swap{event, {}, {}, {}};
        for (const MemorySample &sample : newestLast) {
            if (sample.at <= event.at && sample.at > event.at - 10s)
                swap.before = sample.processResident;
            if (sample.at > event.at && sample.at <= event.at + 10s)
                swap.peak = std::max(swap.peak.value_or(0), sample.processResident);
            // What is freed goes back some seconds later, on the loader's thread.
            if (!swap.after && sample.at >= event.at + 10s && sample.at < event.at + 20s)
                swap.after = sample.processResident;
        }
        out.push_back(std::move(swap));
    }
    std::sort(out.begin(), out.end(), [](const SwapMemory &a, const SwapMemory &b) { return a.event.at < b.event.at; });
    return out;
}

std::vector<ModelId> modelsOn(const std::vector<MemorySample> &samples, const std::string &device)
{
    std::set<ModelId> ids;
    for (const MemorySample &sample : samples) {
        for (const ModelMemory &model : sample.models) {
            if (belongs(sample, model, device))
                ids.insert(model.id);
        }
    }
    return {ids.begin(), ids.end()};
}

std::uint64_t bytesOf(const MemorySample &sample, const ModelId &model, const std::string &device)
{
    std::uint64_t sum = 0;
    for (const ModelMemory &m : sample.models) {
        if (m.id == model && belongs(sample, m, device))
            sum += m.bytes;
    }
    return sum;
}

std::uint64_t roundTop(std::uint64_t bytes)
{
    std::uint64_t unit = 1'000'000;
    for (;; unit *= 10) {
        for (const std::uint64_t factor : {1, 2, 4, 5, 8}) {
            if (bytes <= unit * factor)
                return unit * factor;
        }
    }
}

}  // namespace lineside::memory
