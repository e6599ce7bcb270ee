// SPDX-License-Identifier: GPL-3.0-or-later
// Frames, latency and memory of a line while its model is changed again and again, each time for one that has to be loaded first.
#include "base/memoryinfo.h"
#include "benches.h"
#include "benchline.h"
#include "idlework.h"
#include "percentile.h"
#include "premadesource.h"
#include "stolentime.h"
#include "verdictlog.h"

#include <time.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <thread>

namespace lineside::bench {
namespace {

constexpr int kStations = 4;
constexpr double kWantedLoad = 0.7;  ///< of all processors, or of the time of the thread that drives the accelerator; without a swap
constexpr double kLoadTolerance = 0.02;

/// Processor time that this process has used, all threads, in seconds; that of lineside-vet is its own.
double processSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

std::vector<StationId> stationIds()
{
    std::vector<StationId> stations;
    for (int i = 1; i <= kStations; ++i)
        stations.push_back("station-" + std::to_string(i));
    return stations;
}

/// The share of all processors that this process uses; where an accelerator calculates, that of the one thread that drives it.
double loadDuring(const Engine &engine, double seconds)
{
    const VerdictLog log(engine, stationIds());
    const double used = processSeconds();
    const SteadyTime begin = std::chrono::steady_clock::now();
    runFor(seconds);
    const double took = secondsSince(begin);
    if (engine.snapshot()->acceleration != Acceleration::Used)
        return (processSeconds() - used) / took / std::max(1u, std::thread::hardware_concurrency());
    double judging = 0;
    for (const auto &verdicts : log.captured(begin, begin + std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double>(took)))) {
        for (const LoggedVerdict &v : verdicts)
            judging += v.detectorMs / 1000;
    }
    return judging / took;
}

Result<std::unique_ptr<BenchLine>> lineAt(double fps, const std::vector<std::shared_ptr<const Pictures>> &pictures)
{
    BenchLine::Parts parts;
    parts.stations = kStations;
    parts.sources = [&](const FrameSourceFactory &) -> FrameSourceFactory {
        return [pictures, fps](const SourceConfig &source) -> Result<std::unique_ptr<FrameSource>> {
            return makePremadeSource(pictures[static_cast<std::size_t>(source.demoStation) % pictures.size()], fps);
        };
    };
    return BenchLine::start(parts);
}

struct Span {
    double p50 = 0, p99 = 0;  ///< ms from a frame's capture to its verdict, all stations
    double waiting99 = 0, detector50 = 0, detector99 = 0;  ///< ms of those until a detector takes it, and then
    double judgedShare = 0;   ///< of the captured frames
    double stolen = 0;        ///< seconds of a processor
    SteadyTime begin, end;
};

/// The longest time between two verdicts of the first station of which a part lies between these moments, in seconds.
double longestGap(const VerdictLog &log, SteadyTime from, SteadyTime to)
{
    const auto around = log.captured(from - std::chrono::seconds(1), to + std::chrono::seconds(1)).front();
    double longest = 0;
    for (std::size_t i = 1; i < around.size(); ++i)
        if (around[i].judgedAt >= from && around[i - 1].judgedAt <= to)
            longest = std::max(longest, std::chrono::duration<double>(around[i].judgedAt - around[i - 1].judgedAt).count());
    return longest;
}

/// Changes station-1 from model to model, none of which is in memory when its turn comes.
class Changing {
public:
    Changing(BenchLine &line, std::vector<ModelId> models) : m_line(line), m_models(std::move(models)) {}

    Result<void> once()
    {
        const ModelId &next = m_models[m_next++ % m_models.size()];
        Engine &engine = m_line.engine();
        if (const auto ready = m_line.carryOut([&](Engine::Done done) { engine.offerModel(kStation, next, done); }); !ready)
            return ready;
        const SteadyTime commanded = std::chrono::steady_clock::now();
        if (const auto promoted = m_line.carryOut([&](Engine::Done done) { engine.promote(kStation, next, done); }); !promoted)
            return promoted;
        const FrameFeedPtr feed = engine.feed(kStation);
        JudgedFramePtr newest;
        const bool judged = waitUntil([&] {
            newest = feed->newestJudged();
            return newest && newest->judgement.model == next && newest->judgedAt >= commanded;
        }, kPatience, 2);
        if (!judged)
            return Error{ErrorCode::Busy, "no verdict of " + next.text()};
        m_changes.push_back({commanded, newest->judgedAt, newest->detections.times.totalMs()});
        return {};
    }

    struct Change {
        SteadyTime commanded, first;
        double detectorMs = 0;  ///< of the first frame of the new model
    };
    const std::vector<Change> &changes() const { return m_changes; }

private:
    const StationId kStation = "station-1";
    BenchLine &m_line;
    const std::vector<ModelId> m_models;
    std::size_t m_next = 0;
    std::vector<Change> m_changes;
};

}  // namespace

Figures benchSteady(const Options &options)
{
    std::vector<std::shared_ptr<const Pictures>> pictures;
    DemoLineConfig config;
    for (config.station = 0; config.station < kStations; ++config.station)
        pictures.push_back(drawPictures(DemoLine(config)));

    // As many pictures a second as keep the machine busy to the wanted share. The busier it is the less a picture takes, so that it is
    // found by trying.
    double fps = kFps, load = 0;
    Result<std::unique_ptr<BenchLine>> line = lineAt(fps, pictures);
    for (int attempt = 0; line && attempt < (options.quick ? 1 : 6); ++attempt) {
        runFor(options.quick ? 0.2 : 1);
        load = loadDuring((*line)->engine(), options.quick ? 0.2 : 4);
        if (options.quick || std::abs(load - kWantedLoad) < kLoadTolerance)
            break;
        fps = std::clamp(fps * kWantedLoad / load, 5.0, 400.0);
        line->reset();  // one at a time
        line = lineAt(fps, pictures);
    }
    if (!line)
        return line.error();
    Engine &engine = (*line)->engine();
    std::vector<ModelId> models;
    for (const char *file : {"line-v2.pt", "line-v2.torchscript", "line-v2-blind.onnx"}) {
        const auto ready = (*line)->offer(file, "station-1");
        if (!ready)
            return ready.error();
        models.push_back(*ready);
        if (const auto withdrawn = (*line)->carryOut([&](Engine::Done done) { engine.withdrawOffer("station-1", done); }); !withdrawn)
            return withdrawn.error();
    }
    const VerdictLog log(engine, stationIds());
    Changing changing(**line, models);
    for (int i = 0; i < 4; ++i)  // each has been loaded once, and nothing is resident but what is on air and what was before
        if (const auto changed = changing.once(); !changed)
            return changed.error();

    std::optional<Error> failed;
    const auto during = [&](const auto &work) {
        Span span;
        const auto before = (*line)->counters();
        const double stolen = stolenSeconds();
        const SteadyTime begin = span.begin = std::chrono::steady_clock::now();
        work();
        const SteadyTime end = span.end = std::chrono::steady_clock::now();
        const auto after = (*line)->counters();
        span.stolen = stolenSeconds() - stolen;
        runFor(0.2);  // for the verdicts on the last frames
        std::vector<double> latencies, waiting, detector;
        for (const auto &verdicts : log.captured(begin, end)) {
            for (const LoggedVerdict &v : verdicts) {
                latencies.push_back(v.latencyMs());
                detector.push_back(v.detectorMs);
                waiting.push_back(v.latencyMs() - v.detectorMs);
            }
        }
        span.p50 = percentileOf(latencies, 0.5);
        span.p99 = percentileOf(std::move(latencies), 0.99);
        span.waiting99 = percentileOf(std::move(waiting), 0.99);
        span.detector50 = percentileOf(detector, 0.5);
        span.detector99 = percentileOf(std::move(detector), 0.99);
        std::uint64_t captured = 0, judged = 0;
        for (std::size_t i = 0; i < after.size(); ++i) {
            captured += after[i].captured - before[i].captured;
            judged += after[i].judged - before[i].judged;
        }
        span.judgedShare = captured > 0 ? static_cast<double>(judged) / static_cast<double>(captured) : 0;
        return span;
    };
    const double seconds = options.quick ? 0.5 : 10;
    std::vector<Span> still, busy;
    std::vector<double> ratios, stolen;
    const double realLoad = loadDuring(engine, options.quick ? 0.2 : 2);
    const auto before = (*line)->counters();
    for (int round = 0; round < (options.quick ? 1 : 8) && !failed; ++round) {
        still.push_back(during([&] { runFor(seconds); }));
        busy.push_back(during([&] {
            const SteadyTime begin = std::chrono::steady_clock::now();
            while (secondsSince(begin) < seconds && !failed)
                if (const auto changed = changing.once(); !changed)
                    failed = changed.error();
        }));
        ratios.push_back(busy.back().p99 / still.back().p99);
        stolen.push_back(still.back().stolen + busy.back().stolen);
    }
    if (failed)
        return *failed;
    const auto after = (*line)->counters();

    Figure latency{"swap.latency", "p99 from a frame's capture to its verdict while station-1 goes from model to model, each loaded first / without, 4 stations",
                   Bound::AtMost, 1.2, Judged::Median, ratios};
    const auto middle = [](const std::vector<Span> &spans, double Span::*what) {
        std::vector<double> values;
        for (const Span &span : spans)
            values.push_back(span.*what);
        return medianOf(std::move(values));
    };
    latency.facts = {{"pictures a second and station", fps}, {"share of the processors, or of the thread of the accelerator, without a swap", realLoad}, {"swaps", static_cast<double>(changing.changes().size())},
                     {"taken by the host, s a round", medianOf(stolen)}};
    const std::pair<const char *, double Span::*> parts[] = {{"p99", &Span::p99}, {"p50", &Span::p50}, {"p99 of waiting", &Span::waiting99}, {"p50 in the detector", &Span::detector50},
                                                             {"p99 in the detector", &Span::detector99}, {"judged of the captured", &Span::judgedShare}};
    for (const auto &[name, part] : parts) {
        latency.facts.emplace_back(std::string(name) + " without", middle(still, part));
        latency.facts.emplace_back(std::string(name) + " with", middle(busy, part));
    }
    // As many moments of the same lengths while nothing is loaded, spread over those times.
    std::vector<double> gaps, without, firstMs;
    for (std::size_t i = 0; i < changing.changes().size(); ++i) {
        const auto &[commanded, first, detectorMs] = changing.changes()[i];
        firstMs.push_back(detectorMs);
        gaps.push_back(longestGap(log, commanded, first) * fps);
        const Span &quiet = still[i % still.size()];
        const SteadyTime at = quiet.begin + (quiet.end - quiet.begin) / static_cast<int>(changing.changes().size() + 1) * static_cast<int>(i + 1);
        without.push_back(longestGap(log, at, at + (first - commanded)) * fps);
    }
    Figure gap{"swap.gap", "longest time between two verdicts of the station around the change of its model / frame interval", Bound::AtMost, 1.5, Judged::Worst, gaps};
    gap.facts = {{"median around as many moments without a change", medianOf(without)}, {"worst around those", *std::ranges::max_element(without)},
                 {"median of the first frame of a model in the detector, ms", medianOf(firstMs)}, {"worst of those, ms", *std::ranges::max_element(firstMs)}};
    std::uint64_t lost = 0;
    for (std::size_t i = 0; i < after.size(); ++i)
        lost += lostBetween(before[i], after[i]);
    Figure none{"swap.lost", "frames accepted and never judged, or judged twice, in all those swaps", Bound::AtMost, 0, Judged::Worst,
                {static_cast<double>(lost + log.outOfOrder())}};
    Figures figures = std::vector{std::move(latency), std::move(gap), std::move(none)};

    // How much of it any work of that priority costs on this machine.
    const std::pair<IdleWorkKind, const char *> kinds[] = {{IdleWorkKind::Computing, "computing"}, {IdleWorkKind::Walking, "walking"}, {IdleWorkKind::Mapping, "mapping"}};
    for (const auto &[kind, name] : kinds) {
        std::vector<double> beside;
        std::vector<Span> with;
        for (int round = 0; round < (options.quick ? 1 : 3); ++round) {
            const Span without = during([&] { runFor(seconds / 2); });
            with.push_back(during([&] {
                const IdleWork work(kind);
                runFor(seconds / 2);
            }));
            beside.push_back(with.back().p99 / without.p99);
        }
        Figure figure{std::string("swap.beside.") + name, "p99 from a frame's capture to its verdict beside a thread that does nothing but that at the priority of a load / without",
                      Bound::None, 0, Judged::Median, std::move(beside)};
        for (const auto &[part, value] : parts)
            figure.facts.emplace_back(part, middle(with, value));
        figures->push_back(std::move(figure));
    }
    return figures;
}

}  // namespace lineside::bench
