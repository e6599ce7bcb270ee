// SPDX-License-Identifier: GPL-3.0-or-later
// A thousand changes of model on a busy line, with loads between: no frame is lost, and no memory stays away.
#include "benches.h"
#include "benchline.h"
#include "base/framepool.h"
#include "modelmemory.h"
#include "theilsen.h"
#include "verdictlog.h"

#include <algorithm>
#include <chrono>

namespace lineside::bench {
namespace {

constexpr int kStations = 4;
constexpr int kSwapsBetweenLooks = 10;
constexpr std::size_t kHeldPictures = FramePool::kKept + 4;  ///< more than a source keeps unused
constexpr int kFirstLook = 50;  ///< swaps: by then all that comes once has come

/// Every source has all the pictures then that it keeps to draw its next ones in. A line comes to them by itself, one whenever its host holds it up for
/// a moment; that is no change's doing. False where pictures do not come.
bool fillPools(const Engine &engine, const std::vector<StationId> &stations)
{
    return std::ranges::all_of(stations, [&](const StationId &station) {
        const FrameFeedPtr feed = engine.feed(station);
        std::vector<FramePtr> held;
        return waitUntil([&] {
            const FramePtr newest = feed->newestFrame();
            if (newest && (held.empty() || held.back() != newest))
                held.push_back(newest);
            return held.size() >= kHeldPictures;
        }, kPatience);
    });
}

/// One change of a station's model, to the first verdict by the other one.
Result<void> swapTo(BenchLine &line, const StationId &station, const ModelId &to)
{
    Engine &engine = line.engine();
    const SteadyTime commanded = std::chrono::steady_clock::now();
    if (const auto changed = line.carryOut([&](Engine::Done done) { engine.rollBack(station, done); }); !changed)
        return changed;
    const FrameFeedPtr feed = engine.feed(station);
    const bool judged = waitUntil([&] {
        const JudgedFramePtr newest = feed->newestJudged();
        return newest && newest->judgement.model == to && newest->judgedAt >= commanded;
    }, kPatience, 2);
    return judged ? Result<void>() : Error{ErrorCode::Busy, "no verdict of " + to.text()};
}

}  // namespace

Figures benchThousand(const Options &options)
{
    BenchLine::Parts parts;
    parts.stations = kStations;
    auto line = BenchLine::start(parts);
    if (!line)
        return line.error();
    Engine &engine = (*line)->engine();
    const auto v1 = (*line)->station(0).active;
    const auto v2 = (*line)->offer("line-v2.pt", "station-1");
    const auto other = v2 ? (*line)->offer("line-v2-blind.onnx", "station-4") : v2;
    if (!v1 || !other)
        return v1 ? other.error() : Error{ErrorCode::Internal, "no model runs"};
    std::vector<StationId> stations;
    for (int i = 1; i <= kStations; ++i)
        stations.push_back("station-" + std::to_string(i));
    for (const StationId &station : stations) {
        const auto ready = (*line)->carryOut([&](Engine::Done done) { engine.offerModel(station, *v2, done); });
        const auto promoted = ready ? (*line)->carryOut([&](Engine::Done done) { engine.promote(station, *v2, done); }) : ready;
        if (!promoted)
            return promoted.error();
    }

    if (!fillPools(engine, stations))
        return Error{ErrorCode::Busy, "no pictures"};

    const VerdictLog log(engine, stations);
    const auto before = (*line)->counters();
    const SteadyTime begin = std::chrono::steady_clock::now();
    const int swaps = options.quick ? 2 * kSwapsBetweenLooks : 1000;
    std::vector<double> at, memory;
    test::MemoryUse first, last;
    for (int i = 0; i < swaps; ++i) {
        // Forth and back at one station after the other.
        const bool toFirst = i / kStations % 2 == 0;
        if (const auto swapped = swapTo(**line, stations[static_cast<std::size_t>(i % kStations)], toFirst ? *v1 : *v2); !swapped)
            return swapped.error();
        if ((i + 1) % kSwapsBetweenLooks != 0)
            continue;
        if (options.quick || i + 1 >= kFirstLook) {
            at.push_back(i + 1);
            memory.push_back(memoryWithModels());
            last = test::readMemoryUse();
            if (memory.size() == 1)
                first = last;
        }
        const auto loaded = (*line)->carryOut([&](Engine::Done done) { engine.offerModel("station-1", *other, done); });
        const auto released = loaded ? (*line)->carryOut([&](Engine::Done done) { engine.withdrawOffer("station-1", done); }) : loaded;
        if (!released)
            return released.error();
    }
    const double seconds = secondsSince(begin);
    std::uint64_t lost = 0, judged = 0;
    const auto after = (*line)->counters();
    for (std::size_t i = 0; i < after.size(); ++i) {
        lost += lostBetween(before[i], after[i]);
        judged += after[i].judged - before[i].judged;
    }

    Figure none{"thousand.lost", "frames accepted and never judged, or judged twice, in 1000 swaps of two models, each to its first verdict, 4 stations in turn at 30 frames a second",
                Bound::AtMost, 0, Judged::Worst, {static_cast<double>(lost + log.outOfOrder())}};
    none.facts = {{"swaps", swaps}, {"frames judged", static_cast<double>(judged)}, {"frames judged a second", static_cast<double>(judged) / seconds}, {"s", seconds}};
    Figure ratio{"thousand.memory", "memory after those swaps, resident or of the accelerator that the models run on, with a third model loaded and released after every tenth / after 50 of them; the sources have all the pictures that they keep before the first", Bound::AtMost, 1.03, Judged::Worst,
                 {memory.back() / memory.front()}};
    ratio.facts = {{"after 50, MB", memory.front()}, {"after the last, MB", memory.back()}, {"without a file, MB more", last.own - first.own}, {"asked of the C library, MB more", last.asked - first.asked}};
    const test::Slope slope = test::theilSen(at, memory);
    Figure growth{"thousand.slope", "how much that memory grows, MB a swap: upper bound of Sen's 95 % interval", Bound::AtMost, 0.02, Judged::Worst, {slope.upper}};
    growth.facts = {{"slope", slope.median}, {"lower bound", slope.lower}, {"looks", static_cast<double>(at.size())}};
    return std::vector{std::move(none), std::move(ratio), std::move(growth)};
}

}  // namespace lineside::bench
