// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine itself costs a frame, from one station to 64.
#include "benches.h"
#include "benchline.h"
#include "premadesource.h"
#include "stillexecutor.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace lineside::bench {
namespace {

constexpr double kAllowedMs = 0.3;
constexpr double kReplayFps = 15;

/// Processor time of this process's inference threads, seconds: proc(5), schedstat, in nanoseconds.
double inferenceSeconds()
{
    double sum = 0;
    for (const auto &thread : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string name;
        double nanoseconds = 0;
        std::ifstream(thread.path() / "comm") >> name;
        if (name == "inference" && std::ifstream(thread.path() / "schedstat") >> nanoseconds)
            sum += nanoseconds * 1e-9;
    }
    return sum;
}

std::uint64_t judgedBy(const BenchLine &line)
{
    std::uint64_t judged = 0;
    for (const StationCounters &c : line.counters())
        judged += c.judged;
    return judged;
}

/// Milliseconds of the inference threads for each frame, where an inference takes none; a value for each span.
Result<std::vector<double>> overheadWith(int stations, const std::vector<std::shared_ptr<const Pictures>> &pictures, int spans, double seconds)
{
    BenchLine::Parts parts;
    parts.stations = stations;
    parts.sources = [&](const FrameSourceFactory &) -> FrameSourceFactory {
        return [pictures](const SourceConfig &source) -> Result<std::unique_ptr<FrameSource>> {
            return makePremadeSource(pictures[static_cast<std::size_t>(source.demoStation) % pictures.size()], kReplayFps);
        };
    };
    parts.executors = [](const ExecutorMaker &) {
        return ExecutorMaker{[](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> { return makeStillExecutor(file.network->info); },
                             [] { return false; }};
    };
    const auto line = BenchLine::start(parts);
    if (!line)
        return line.error();
    runFor(seconds);
    std::vector<double> each;
    for (int i = 0; i < spans; ++i) {
        const std::uint64_t judged = judgedBy(**line);
        const double used = inferenceSeconds();
        runFor(seconds);
        const double took = inferenceSeconds() - used;
        each.push_back(1000 * took / static_cast<double>(std::max<std::uint64_t>(1, judgedBy(**line) - judged)));
    }
    return each;
}

}  // namespace

Figures benchScale(const Options &options)
{
    std::vector<std::shared_ptr<const Pictures>> pictures;
    DemoLineConfig config;
    config.width = 640;
    config.height = 360;
    for (config.station = 0; config.station < 4; ++config.station)
        pictures.push_back(drawPictures(DemoLine(config)));
    std::vector<double> overhead;
    std::vector<std::pair<std::string, double>> facts;
    for (const int stations : {1, 4, 16, 64}) {
        const auto spans = overheadWith(stations, pictures, options.quick ? 1 : 5, options.quick ? 0.3 : 2);
        if (!spans)
            return spans.error();
        overhead.push_back(medianOf(*spans));
        facts.emplace_back("ms with " + std::to_string(stations), overhead.back());
    }
    const double middle = (*std::ranges::min_element(overhead) + *std::ranges::max_element(overhead)) / 2;
    std::vector<double> shares, apart;
    for (const double ms : overhead) {
        shares.push_back(ms / kAllowedMs);
        apart.push_back(std::abs(ms / middle - 1));
    }
    Figure figure{"scale", "processor time of the inference threads a judged frame, the network taking none, 1, 4, 16 and 64 replayed stations of 640x360 at 15 a second / 0.3 ms",
                  Bound::AtMost, 1, Judged::Worst, std::move(shares)};
    figure.facts = std::move(facts);
    return std::vector{std::move(figure), Figure{"scale.flat", "how far each of those is from the middle between the least and the most of them", Bound::AtMost, 0.2, Judged::Worst, std::move(apart)}};
}

}  // namespace lineside::bench
