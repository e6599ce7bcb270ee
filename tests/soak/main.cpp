// SPDX-License-Identifier: GPL-3.0-or-later
// lineside_soak [--minutes 30] [--swaps 1000] [--seed 1] [--json FILE]
// A line of four stations whose sources drop out and whose models are changed without rest, for so long and so often, whichever takes longer.
#include "base/memoryinfo.h"
#include "lineoperator.h"
#include "networks.h"
#include "soakresult.h"
#include "support/memoryuse.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <thread>

namespace lineside::soak {
namespace {

constexpr std::uint64_t kWarmUpSwaps = 50;
constexpr double kFps = 10;

struct Options {
    double minutes = 30;
    std::uint64_t swaps = 1000, seed = 1;
};

double minutesSince(SteadyTime begin)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / 60;
}

/// Where nothing comes and goes: the same ten times in a row. A thread that samples memory opens a file for a moment.
ProcessState stateAtRest()
{
    ProcessState last;
    for (int look = 0, same = 0; look < 600 && same < 10; ++look) {
        ProcessState now = readProcessState();
        same = now.descriptors == last.descriptors && now.threads == last.threads && now.files == last.files ? same + 1 : 0;
        last = std::move(now);
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
    }
    return last;
}

/// What loading the models took that are in memory now, in 10^6 bytes.
double modelsMb(const SoakLine &line)
{
    double bytes = 0;
    const EngineSnapshotPtr now = line.engine().snapshot();
    for (const ModelSnapshot &model : now->models)
        bytes += static_cast<double>(model.memoryBytes);
    return bytes / 1e6;
}

/// Every station has got a picture from now on and goes on.
bool allBack(SoakLine &line)
{
    std::vector<std::uint64_t> before;
    for (std::size_t i = 0; i < SoakLine::kStations; ++i)
        before.push_back(line.ledger().tally(i).handedOver);
    return waitUntil([&] {
        for (std::size_t i = 0; i < SoakLine::kStations; ++i) {
            if (line.station(i).source.state != SourceState::Running || line.ledger().tally(i).handedOver < before[i] + 3)
                return false;
        }
        return true;
    });
}

/// Nothing more comes, and what came is through.
void rest(SoakLine &line)
{
    line.outages().setClosed(true);
    std::uint64_t handed = 0;
    int quiet = 0;
    waitUntil([&] {
        line.ledger().look();
        std::uint64_t now = 0;
        bool open = false;
        for (std::size_t i = 0; i < SoakLine::kStations; ++i) {
            now += line.ledger().tally(i).handedOver;
            const StationCounters c = line.station(i).counters;
            open = open || c.captured != c.judged + c.lost + c.skipped;
        }
        quiet = now == handed && !open ? quiet + 1 : quiet > 0 || now != handed ? 0 : quiet - 1;
        handed = now;
        return quiet >= 100 || quiet <= -5000;  // what never closes is found by the checks
    });
}

Result<SoakResult> soak(const Options &options, const std::filesystem::path &folder)
{
    std::fprintf(stderr, "lineside_soak: making networks and pictures\n");
    const auto files = writeNetworks(folder / "offered");
    if (!files)
        return files.error();
    auto line = SoakLine::start(folder, kFps, options.seed);
    if (!line)
        return line.error();
    SoakResult result;
    result.seed = options.seed;
    result.residentMb.reserve(100'000);
    result.ownMb.reserve(100'000);
    result.modelsMb.reserve(100'000);
    result.askedMb.reserve(100'000);
    result.pieces.reserve(100'000);
    bool warm = false;
    LineOperator worker(**line, *files, options.seed, [&] {
        if (!warm)
            return;
        const test::MemoryUse use = test::readMemoryUse();
        result.residentMb.push_back(use.resident);
        result.ownMb.push_back(use.own);
        result.modelsMb.push_back(modelsMb(**line));
        result.askedMb.push_back(use.asked);
        result.pieces.push_back(static_cast<double>(anonymousPieces()));
    });
    if (const auto begun = worker.begin(); !begun)
        return begun.error();
    const SteadyTime begin = std::chrono::steady_clock::now();
    (*line)->outages().setOn(true);
    const auto workUntil = [&](const auto &enough) -> Result<void> {
        double told = 0;
        while (!enough()) {
            if (const auto done = worker.once(); !done)
                return done;
            if (minutesSince(begin) > told + 1) {
                told = minutesSince(begin);
                const test::MemoryUse use = test::readMemoryUse();
                std::fprintf(stderr, "lineside_soak: %.0f minutes, %llu swaps, %.0f MB, %.0f of them without a file; asked for %.0f, models %.0f\n", told,
                             static_cast<unsigned long long>(worker.counts().swaps()), use.resident, use.own, use.asked, modelsMb(**line));
            }
        }
        (*line)->outages().setOn(false);
        return worker.settle();
    };
    const std::uint64_t warmUp = std::min(kWarmUpSwaps, options.swaps / 2);
    if (const auto done = workUntil([&] { return worker.counts().swaps() >= warmUp; }); !done)
        return done.error();
    result.warm = stateAtRest();
    warm = true;
    (*line)->outages().setOn(true);
    if (const auto done = workUntil([&] { return worker.counts().swaps() >= options.swaps && minutesSince(begin) >= options.minutes; }); !done)
        return done.error();
    result.sourcesBack = allBack(**line);
    result.end = stateAtRest();
    rest(**line);
    result.minutes = minutesSince(begin);
    result.work = worker.counts();
    result.outages = (*line)->outages().counts();
    result.strange = (*line)->ledger().strange();
    for (std::size_t i = 0; i < SoakLine::kStations; ++i) {
        result.tallies.push_back((*line)->ledger().tally(i));
        result.counters.push_back((*line)->station(i).counters);
    }
    return result;
}

int run(const Options &options, const std::string &jsonFile)
{
    const QTemporaryDir folder;
    const auto result = soak(options, folder.path().toStdString());
    if (!result) {
        std::fprintf(stderr, "lineside_soak: seed %llu: %s\n", static_cast<unsigned long long>(options.seed), result.error().detail.c_str());
        return 3;
    }
    const std::vector<Check> checks = check(*result);
    std::fputs(reportOf(*result, checks).c_str(), stdout);
    if (!jsonFile.empty() && !(std::ofstream(jsonFile) << jsonOf(*result, checks)).flush()) {
        std::fprintf(stderr, "lineside_soak: %s cannot be written\n", jsonFile.c_str());
        return 3;
    }
    return std::ranges::all_of(checks, [](const Check &c) { return c.holds || !c.judged; }) ? 0 : 1;
}

}  // namespace
}  // namespace lineside::soak

int main(int argc, char **argv)
{
    lineside::separateHeaps();  // as the programs do
    CLI::App cli("A line of four stations whose sources drop out and whose models are changed without rest. Exits with 1 where something that must hold does not.");
    lineside::soak::Options options;
    std::string jsonFile;
    cli.add_option("--minutes", options.minutes, "At least so long");
    cli.add_option("--swaps", options.swaps, "At least so many changes of an active model");
    cli.add_option("--seed", options.seed, "What is done where, and when sources drop out");
    cli.add_option("--json", jsonFile, "Write the samples and the checks to this file");
    CLI11_PARSE(cli, argc, argv);
    spdlog::set_level(spdlog::level::off);
    try {
        return lineside::soak::run(options, jsonFile);
    } catch (const std::exception &e) {
        std::fprintf(stderr, "lineside_soak: %s\n", e.what());
        return 3;
    }
}
