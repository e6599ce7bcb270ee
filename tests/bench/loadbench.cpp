// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memoryinfo.h"
#include "benches.h"
#include "benchline.h"
#include "livewall.h"
#include "stolentime.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace lineside::bench {
namespace {

struct Span {
    double gap = 0;         ///< longest between two pictures of a source, frame intervals
    double still = 0;       ///< longest that a picture stayed on the wall, frame intervals
    double judgedRate = 0;  ///< frames a second, all stations
    double lostShare = 0;   ///< of the accepted frames
    double seconds = 0;
    double stolenSeconds = 0;  ///< processor time that the host gave to others
    double residentMb = 0;   ///< memory of the process at the end, 10^6 bytes
};

/// What happens on the line while `work` runs.
Span during(BenchLine &line, const DeliveryLog &deliveries, const LiveWall &wall, const std::function<void()> &work)
{
    const auto before = line.counters();
    const double stolen = stolenSeconds();
    const SteadyTime begin = std::chrono::steady_clock::now();
    work();
    const SteadyTime end = std::chrono::steady_clock::now();
    const auto after = line.counters();
    Span span;
    span.residentMb = static_cast<double>(readMemoryInfo().processResident) / 1e6;
    span.seconds = std::chrono::duration<double>(end - begin).count();
    span.stolenSeconds = stolenSeconds() - stolen;
    span.gap = deliveries.longestGap(begin, end) * kFps;
    span.still = wall.painted(begin, end).longestStill * kFps;
    std::uint64_t judged = 0, accepted = 0, lost = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
        judged += after[i].judged - before[i].judged;
        accepted += after[i].accepted - before[i].accepted;
        lost += lostBetween(before[i], after[i]);
    }
    span.judgedRate = static_cast<double>(judged) / span.seconds;
    span.lostShare = accepted > 0 ? static_cast<double>(lost) / static_cast<double>(accepted) : 0;
    return span;
}

std::vector<double> valuesOf(const std::vector<Span> &spans, double Span::*member)
{
    std::vector<double> values;
    for (const Span &s : spans)
        values.push_back(s.*member);
    return values;
}

double median(const std::vector<Span> &spans, double Span::*member)
{
    return medianOf(valuesOf(spans, member));
}

double worst(const std::vector<Span> &spans, double Span::*member)
{
    return spans.empty() ? 0 : std::ranges::max(valuesOf(spans, member));
}

}  // namespace

Figures benchLoad(const Options &options)
{
    DeliveryLog deliveries;
    BenchLine::Parts parts;
    parts.sources = [&](FrameSourceFactory sources) { return deliveries.around(std::move(sources)); };
    auto line = BenchLine::start(parts);
    if (!line)
        return line.error();
    Engine &engine = (*line)->engine();
    LiveWall wall(engine);
    runFor(options.quick ? 0.2 : 3);

    const std::vector<std::string> files = options.quick ? std::vector<std::string>{"line-v2.pt"}
                                                         : std::vector<std::string>{"line-v2.pt", "line-v2.torchscript", "line-v2-blind.onnx"};
    const int rounds = options.quick ? 1 : 4;
    const std::size_t wanted = files.size() * static_cast<std::size_t>(rounds);
    std::vector<Span> quiet, loads, disturbed;
    std::size_t first = 0;  // quiet time after one of each kind
    while (loads.size() < wanted) {
        if (loads.size() == files.size())
            first = first > 0 ? first : quiet.size();
        const std::string &file = files[loads.size() % files.size()];
        quiet.push_back(during(**line, deliveries, wall, [&] { runFor(options.quick ? 0.5 : 1.5); }));
        Result<ModelId> ready = Error{ErrorCode::Internal, {}};
        const Span load = during(**line, deliveries, wall, [&] { ready = (*line)->offer(file, "station-1"); });
        // A host that gives the processors to others stops the pictures of any program, so a load that it disturbed says nothing about
        // this one. Measured anew, three times for each at the most: where the host is never quiet, it counts as it is.
        (load.stolenSeconds > 0 && disturbed.size() < 3 * wanted ? disturbed : loads).push_back(load);
        if (!ready)
            return ready.error();
        const auto withdrawn = (*line)->carryOut([&](Engine::Done done) { engine.withdrawOffer("station-1", done); });
        const auto removed = (*line)->carryOut([&](Engine::Done done) { engine.removeModel(*ready, done); });
        if (!withdrawn || !removed)
            return withdrawn ? removed.error() : withdrawn.error();
    }
    Figure picture{"load.picture", "longest time without a new picture of a station while a model is loaded / frame interval",
                   Bound::AtMost, 2, Judged::Worst, valuesOf(loads, &Span::gap)};
    picture.facts = {{"without a load, median", median(quiet, &Span::gap)}, {"without a load, worst", worst(quiet, &Span::gap)},
                     {"load takes s", median(loads, &Span::seconds)}};
    Figure onWall{"load.wall", "longest time that one picture stays on the wall while a model is loaded / frame interval",
                  Bound::AtMost, 2, Judged::Worst, valuesOf(loads, &Span::still)};
    onWall.facts = {{"without a load, median", median(quiet, &Span::still)},
                    {"without a load, worst", worst(quiet, &Span::still)},
                    {"loads measured anew, the host disturbed them", static_cast<double>(disturbed.size())},
                    {"the worst of those", worst(disturbed, &Span::still)},
                    {"taken by the host in the worst load, ms", 1000 * std::ranges::max_element(loads, {}, &Span::still)->stolenSeconds},
                    {"judged a second", median(loads, &Span::judgedRate)},
                    {"judged a second without", median(quiet, &Span::judgedRate)}};
    std::vector<Span> all = loads;
    all.insert(all.end(), disturbed.begin(), disturbed.end());
    Figure none{"load.lost", "frames accepted and never judged / frames accepted, while a model is loaded", Bound::AtMost, 0, Judged::Worst,
                valuesOf(all, &Span::lostShare)};
    // What a model took is back a moment after it was removed: at the end of the quiet time before the next one. The first of each
    // kind also brings the libraries in that read it; they stay.
    first = std::min(first, quiet.size() - 1);
    std::vector<double> kept;
    for (std::size_t i = first; i < quiet.size(); ++i)
        kept.push_back(quiet[i].residentMb / quiet[first].residentMb);
    Figure memory{"load.memory", "memory of the process after models were loaded and removed / after one of each kind was", Bound::AtMost,
                  1.05, Judged::Worst, std::move(kept)};
    memory.facts = {{"before the first, MB", quiet.front().residentMb}, {"after one of each kind, MB", quiet[first].residentMb},
                    {"with a model loaded, worst, MB", worst(loads, &Span::residentMb)}, {"after the last, MB", quiet.back().residentMb}};
    return std::vector{std::move(picture), std::move(onWall), std::move(none), std::move(memory)};
}

}  // namespace lineside::bench
