// SPDX-License-Identifier: GPL-3.0-or-later
#include "benches.h"
#include "benchline.h"
#include "livewall.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <random>

namespace lineside::bench {
namespace {

struct Outcome {
    double ratio = 0;  ///< command to first verdict / (frame interval + that inference)
    double nominal = 0;  ///< the same with the interval that the camera is asked for
    double ms = 0;
    double inferenceMs = 0;
};

/// The frame interval that a command fell into, ms, as the camera kept it. Frames in between that another model judged, or
/// none, do not make it longer.
double intervalMs(const Frame &before, const Frame &judged)
{
    if (judged.sequence <= before.sequence)
        return 1000 / kFps;
    const double ms = std::chrono::duration<double, std::milli>(judged.capturedAt - before.capturedAt).count();
    return ms / static_cast<double>(judged.sequence - before.sequence);
}

/// Gives a command and waits for the first frame that `to` judges.
Result<Outcome> swapTo(BenchLine &line, const StationId &station, const ModelId &to, const std::function<void(Engine::Done)> &command)
{
    const FrameFeedPtr feed = line.engine().feed(station);
    const auto answer = std::make_shared<std::promise<Result<void>>>();
    std::future<Result<void>> answered = answer->get_future();
    const FramePtr before = feed->newestFrame();
    if (!before)
        return Error{ErrorCode::Busy, "no picture of " + station};
    const SteadyTime begin = std::chrono::steady_clock::now();
    command([answer](Result<void> result) { answer->set_value(std::move(result)); });
    JudgedFramePtr first;
    const bool judged = waitUntil([&] {
        first = feed->newestJudged();
        return first && first->judgement.model == to && first->judgedAt >= begin;
    }, kPatience, 2);
    if (const Result<void> result = answered.get(); !result)
        return result.error();
    if (!judged)
        return Error{ErrorCode::Busy, "no verdict of " + to.text() + " "};
    Outcome outcome;
    outcome.ms = std::chrono::duration<double, std::milli>(first->judgedAt - begin).count();
    outcome.inferenceMs = first->detections.times.totalMs();
    outcome.ratio = outcome.ms / (intervalMs(*before, *first->frame) + outcome.inferenceMs);
    outcome.nominal = outcome.ms / (1000 / kFps + outcome.inferenceMs);
    return outcome;
}

Figure figureOf(std::string name, std::string meaning, const std::vector<Outcome> &outcomes)
{
    std::vector<double> ratios, nominal, ms, inference;
    for (const Outcome &o : outcomes) {
        ratios.push_back(o.ratio);
        nominal.push_back(o.nominal);
        ms.push_back(o.ms);
        inference.push_back(o.inferenceMs);
    }
    Figure figure{std::move(name), std::move(meaning), Bound::AtMost, 1, Judged::Worst, std::move(ratios)};
    figure.facts = {{"median ms", medianOf(ms)}, {"worst ms", *std::ranges::max_element(ms)},
                    {"worst with an interval of 33.3 ms", *std::ranges::max_element(nominal)}, {"that inference ms, median", medianOf(inference)}};
    return figure;
}

}  // namespace

Figures benchSwap(const Options &options)
{
    auto line = BenchLine::start({});
    if (!line)
        return line.error();
    Engine &engine = (*line)->engine();
    LiveWall wall(engine);
    const auto v1 = (*line)->station(0).active;
    const auto v2 = (*line)->offer("line-v2.pt", "station-1");
    if (!v1 || !v2)
        return v1 ? v2.error() : Error{ErrorCode::Internal, "no model runs"};

    const int swaps = options.quick ? 2 : 50;
    std::mt19937 random(5);
    std::vector<Outcome> promotions, ways;
    for (int i = 0; i < swaps; ++i) {
        const StationId station = "station-" + std::to_string(1 + i % 4);
        const auto ready = (*line)->carryOut([&](Engine::Done done) { engine.offerModel(station, *v2, done); });
        if (!ready)
            return ready.error();
        runFor(0.05 + static_cast<double>(random() % 100) / 1000);  // a click comes at any moment of a frame
        const auto forth = swapTo(**line, station, *v2, [&](Engine::Done done) { engine.promote(station, *v2, done); });
        if (!forth)
            return forth.error();
        runFor(0.05 + static_cast<double>(random() % 100) / 1000);
        const auto back = swapTo(**line, station, *v1, [&](Engine::Done done) { engine.rollBack(station, done); });
        if (!back)
            return back.error();
        promotions.push_back(*forth);
        ways.push_back(*back);
    }
    std::uint64_t lost = 0;
    for (const StationCounters &c : (*line)->counters())
        lost += c.lost;
    const std::string over = " to the first frame judged by the new model / (frame interval + that inference), 4 busy stations";
    Figure promote = figureOf("promote", "command Promote" + over, promotions);
    promote.facts.emplace_back("frames lost", static_cast<double>(lost));
    return std::vector{std::move(promote), figureOf("rollback", "command Roll back" + over, ways)};
}

}  // namespace lineside::bench
