// SPDX-License-Identifier: GPL-3.0-or-later
// What a model on trial costs the one on air.
#include "benches.h"
#include "benchline.h"
#include "percentile.h"
#include "verdictlog.h"

#include <chrono>

namespace lineside::bench {

Figures benchShadow(const Options &options)
{
    auto line = BenchLine::start({});
    if (!line)
        return line.error();
    Engine &engine = (*line)->engine();
    const StationId station = "station-1";
    const auto v2 = (*line)->offer("line-v2.pt", station);
    if (!v2)
        return v2.error();
    const VerdictLog log(engine, {station});
    std::uint64_t compared = 0;
    std::optional<Error> failed;
    const auto latencies = [&](bool shadowed) {
        const auto set = (*line)->carryOut([&](Engine::Done done) { engine.setShadow(station, shadowed ? std::optional(*v2) : std::nullopt, done); });
        if (!set)
            failed = set.error();
        runFor(options.quick ? 0.1 : 1);
        const SteadyTime begin = std::chrono::steady_clock::now();
        const std::uint64_t before = (*line)->station(0).shadowStats.compared;
        runFor(options.quick ? 0.5 : 10);
        const SteadyTime end = std::chrono::steady_clock::now();
        if (shadowed)
            compared += (*line)->station(0).shadowStats.compared - before;
        runFor(0.2);  // for the verdicts on the last frames
        std::vector<double> ms;
        const auto logged = log.captured(begin, end);
        for (const LoggedVerdict &v : logged.front())
            ms.push_back(v.latencyMs());
        return ms;
    };
    std::vector<double> ratios, without99, with99, without50, with50;
    for (int round = 0; round < (options.quick ? 1 : 6) && !failed; ++round) {
        const std::vector<double> without = latencies(false), with = latencies(true);
        without99.push_back(percentileOf(without, 0.99));
        with99.push_back(percentileOf(with, 0.99));
        without50.push_back(percentileOf(without, 0.5));
        with50.push_back(percentileOf(with, 0.5));
        ratios.push_back(with99.back() / without99.back());
    }
    if (failed)
        return *failed;
    Figure figure{"shadow", "p99 from a frame's capture to the verdict of the model on air with a shadow model at that station / without, 4 stations at 30 frames a second", Bound::AtMost, 1.1,
                  Judged::Median, std::move(ratios)};
    figure.facts = {{"p99 without, ms", medianOf(without99)}, {"p99 with, ms", medianOf(with99)}, {"p50 without, ms", medianOf(without50)}, {"p50 with, ms", medianOf(with50)},
                    {"frames that the shadow model judged", static_cast<double>(compared)}};
    return std::vector{std::move(figure)};
}

}  // namespace lineside::bench
