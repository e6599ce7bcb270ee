// SPDX-License-Identifier: GPL-3.0-or-later
// Painting of the wall, and how many frames the demo line's detectors judge beside it.
#include "benches.h"
#include "benchline.h"
#include "livewall.h"
#include "premadesource.h"
#include "stillexecutor.h"
#include "threadtime.h"

#include <algorithm>
#include <chrono>

namespace lineside::bench {
namespace {

constexpr int kFeeds = 16;

}  // namespace

Figures benchWall(const Options &options)
{
    DemoLineConfig config;
    if (options.quick) {
        config.width = 640;
        config.height = 360;
    }
    std::vector<std::shared_ptr<const Pictures>> lines;
    for (config.station = 0; config.station < 2; ++config.station)
        lines.push_back(drawPictures(DemoLine(config)));

    BenchLine::Parts parts;
    parts.stations = kFeeds;
    parts.sources = [&](const FrameSourceFactory &) -> FrameSourceFactory {
        return [lines](const SourceConfig &source) -> Result<std::unique_ptr<FrameSource>> {
            const auto index = static_cast<std::size_t>(source.demoStation);
            return makePremadeSource(lines[index % lines.size()], kFps);
        };
    };
    parts.executors = [](const ExecutorMaker &) {
        return ExecutorMaker{[](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> { return makeStillExecutor(file.network->info); },
                             [] { return false; }};
    };
    auto line = BenchLine::start(parts);
    if (!line)
        return line.error();
    LiveWall wall((*line)->engine());
    runFor(options.quick ? 0.3 : 3);  // the first pictures fill the caches

    const int rounds = options.quick ? 2 : 8;
    const double seconds = options.quick ? 0.3 : 2;
    std::vector<double> shares, rates;
    for (int i = 0; i < rounds; ++i) {
        const SteadyTime begin = std::chrono::steady_clock::now();
        const double cpu = threadSeconds();
        runFor(seconds);
        const double used = threadSeconds() - cpu;
        const double took = secondsSince(begin);
        shares.push_back(used / took);
        rates.push_back(static_cast<double>(wall.painted(begin, std::chrono::steady_clock::now()).pictures) / took / kFeeds);
    }
    Figure figure{"wall", "processor time of the window's thread, painting and compositing / time that passed: 16 feeds of 720p at 30 fps on the wall at 1920x1080",
                  Bound::AtMost, 0.10, Judged::Median, std::move(shares)};
    figure.facts = {{"pictures painted a second and tile", medianOf(rates)}};
    return std::vector{std::move(figure)};
}

Figures benchLine(const Options &options)
{
    auto line = BenchLine::start({});
    if (!line)
        return line.error();
    LiveWall wall((*line)->engine());
    runFor(options.quick ? 0.2 : 3);

    const int rounds = options.quick ? 2 : 6;
    std::vector<double> shares;
    std::vector<double> inference;
    for (int i = 0; i < rounds; ++i) {
        const auto before = (*line)->counters();
        const SteadyTime begin = std::chrono::steady_clock::now();
        runFor(options.quick ? 0.4 : 3);
        const auto after = (*line)->counters();
        const double took = secondsSince(begin);
        double slowest = 1e9;
        for (std::size_t s = 0; s < after.size(); ++s)
            slowest = std::min(slowest, static_cast<double>(after[s].judged - before[s].judged) / took);
        shares.push_back(slowest / kFps);
        if (const auto judged = (*line)->engine().feed("station-1")->newestJudged())
            inference.push_back(judged->detections.times.totalMs());
    }
    Figure figure{"line", "frames judged a second at the slowest of 4 stations / 30 of the camera (0.5 are 15 a second), line-v1, wall open",
                  Bound::AtLeast, 0.5, Judged::Median, std::move(shares)};
    figure.facts = {{"judged a second", figure.median() * kFps}, {"one frame ms", medianOf(inference)}};
    return std::vector{std::move(figure)};
}

}  // namespace lineside::bench
