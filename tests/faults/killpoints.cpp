// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/killpoints.h"

#include "faults/changes.h"
#include "faults/killer.h"

#include <cstdio>
#include <fstream>
#include <random>
#include <stdexcept>

namespace lineside::test {
namespace {

namespace fs = std::filesystem;

void prepare(const fs::path &data, const fs::path &file)
{
    const auto told = sharedMemory();
    const Ended ended = runApart([&] { mustMakeChanges(data, file, *told); });
    if (ended.signal || ended.exitCode || !told->done)
        throw std::runtime_error(std::string("no prior state: ") + told->wrong);
}

void damage(const fs::path &file)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(100);
    stream << "rot";
}

void copyAnew(const fs::path &from, const fs::path &to)
{
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
}

/// One point: false where it was not reached.
bool killAt(std::uint64_t n, const PriorState &prior, const fs::path &data, KillCount &count)
{
    copyAnew(prior.data, data);
    const auto told = sharedMemory();
    Killer killer(*told, n);
    const Ended ended = runTraced([&] { makeChanges(data, prior.file, *told); }, {}, killer);
    const auto wrong = [&](const std::string &what) { count.wrong.push_back(prior.name + ", call " + std::to_string(n) + ": " + what); };
    if (!ended.killed) {
        if (ended.signal || ended.exitCode || !told->done)
            wrong("without being killed: signal " + std::to_string(ended.signal) + " " + told->wrong);
        ++count.missed;
        return false;
    }
    ++count.points;
    const int oldModel = told->answered ? told->answered.load() : told->cameUp.load();
    const int newModel = told->asked ? told->asked.load() : oldModel;
    const auto next = sharedMemory();
    const Ended start = runApart([&] { startAgain(data, oldModel, newModel, prior.file, *next); });
    if (start.signal || start.exitCode || !next->done)
        wrong(std::string("at the next start: signal ") + std::to_string(start.signal) + " " + next->wrong);
    if (told->imported && !fs::exists(data / "models/tiny" / std::to_string(told->imported) / "weights"))
        wrong("an imported version is gone");
    ++(next->cameUp == oldModel ? count.onOld : count.onNew);
    count.slowestStartUs = std::max(count.slowestStartUs, next->upAfterUs.load());
    return true;
}

std::uint64_t callsFrom(const PriorState &prior, const fs::path &data)
{
    copyAnew(prior.data, data);
    const auto told = sharedMemory();
    Killer counter(*told, 0);
    runTraced([&] { makeChanges(data, prior.file, *told); }, {}, counter);
    return counter.counted();
}

}  // namespace

std::vector<PriorState> priorStates(const fs::path &folder)
{
    const auto files = weightFiles(folder / "offered", 3);
    const fs::path none = folder / "none", one = folder / "one", two = folder / "two", known = folder / "known", rotten = folder / "rotten";
    fs::create_directories(none);
    copyAnew(none, one);
    prepare(one, files[0]);
    copyAnew(one, two);
    prepare(two, files[1]);
    // Three in the library: the one that nothing needs is removed, and offered again later; or it is found damaged.
    copyAnew(two, known);
    copyAnew(two, rotten);
    damage(rotten / "models/tiny/2/weights");
    return {{"nothing there", none, files[0]},
            {"one model", one, files[1]},
            {"two models", two, files[2]},
            {"a file that is known", known, files[1]},
            {"a stored file that is damaged", rotten, files[1], 2}};
}

KillCount killAtEachCall(const fs::path &folder, std::uint64_t points, std::uint64_t seed)
{
    const std::vector<PriorState> priors = priorStates(folder);
    std::vector<std::uint64_t> calls;
    std::uint64_t all = 0;
    for (const PriorState &prior : priors) {
        calls.push_back(callsFrom(prior, folder / "data"));
        all += calls.back();
        std::printf("%s: %llu system calls\n", prior.name.c_str(), static_cast<unsigned long long>(calls.back()));
    }
    KillCount count;
    std::mt19937_64 random(seed);
    // Rounds over all of them; where few are wanted, every so-manieth, from a place that the seed says.
    const std::uint64_t stride = std::max<std::uint64_t>(1, all / std::max<std::uint64_t>(1, points));
    while (count.points < points && count.wrong.size() < 10) {
        for (std::size_t p = 0; p < priors.size(); ++p) {
            for (std::uint64_t n = 1 + (stride > 1 ? random() % stride : 0); count.points < points && n < 4 * calls[p]; n += stride) {
                if (!killAt(n, priors[p], folder / "data", count))
                    break;
            }
        }
    }
    return count;
}

}  // namespace lineside::test
