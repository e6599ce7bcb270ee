// SPDX-License-Identifier: GPL-3.0-or-later
// lineside_faults kill [--points N] [--seed S]     killed at system calls of a change, until N were hit
// lineside_faults canary [--points N] [--seed S]   killed at N of the system calls of a canary
// lineside_faults power [--points N] [--seed S]    N states that a disk may be in when the power is cut during a change
// lineside_faults memory [--points N] [--seed S]   the k-th request for memory of a load fails, until there were N
// lineside_faults hang [--points N] [--seed S] [--limit MS]   stopped or crashed at N moments under a supervisor; then boot loops
// lineside_faults service [--points N] [--seed S] [--limit MS]   the same with linesidectl run itself and real networks
// lineside_faults errors [--stride N] [--seed S]   every N-th call that touches a file fails
#include "faults/diskerrors.h"
#include "faults/belt.h"
#include "faults/canarykills.h"
#include "faults/hangs.h"
#include "faults/killpoints.h"
#include "faults/outofmemory.h"
#include "faults/powercuts.h"
#include "faults/service.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

using namespace lineside::test;

namespace {

std::uint64_t option(int argc, char **argv, const std::string &name, std::uint64_t otherwise)
{
    for (int i = 2; i + 1 < argc; ++i) {
        if (argv[i] == name)
            return std::strtoull(argv[i + 1], nullptr, 10);
    }
    return otherwise;
}

int kill(const std::filesystem::path &folder, std::uint64_t points, std::uint64_t seed)
{
    const KillCount count = killAtEachCall(folder, points, seed);
    for (const std::string &wrong : count.wrong)
        std::printf("WRONG: %s\n", wrong.c_str());
    std::printf("killed at %llu points (%llu runs ended before theirs): %llu came up on the old model, %llu on the new one, %zu wrong; slowest start %d ms\n",
                static_cast<unsigned long long>(count.points), static_cast<unsigned long long>(count.missed),
                static_cast<unsigned long long>(count.onOld), static_cast<unsigned long long>(count.onNew), count.wrong.size(),
                count.slowestStartUs / 1000);
    return count.wrong.empty() && count.points >= points ? 0 : 1;
}

int canary(const std::filesystem::path &folder, std::uint64_t points, std::uint64_t seed)
{
    const CanaryKillCount count = killInCanary(folder, points, seed);
    for (const std::string &wrong : count.wrong)
        std::printf("WRONG: %s\n", wrong.c_str());
    const auto n = [](std::uint64_t number) { return static_cast<unsigned long long>(number); };
    std::printf("killed at %llu points of a canary (%llu runs ended before theirs): %llu went on by itself to its end, %llu had not been written down, %zu wrong\n", n(count.points), n(count.missed), n(count.wentOn),
                n(count.none), count.wrong.size());
    return count.wrong.empty() && count.points >= points ? 0 : 1;
}

int errors(const std::filesystem::path &folder, std::uint64_t stride, std::uint64_t seed)
{
    const ErrorCount count = failEachCall(folder, stride, seed);
    for (const std::string &wrong : count.wrong)
        std::printf("WRONG: %s\n", wrong.c_str());
    for (const auto &[fault, runs] : count.runsBy)
        std::printf("%s: %llu runs\n", fault.c_str(), static_cast<unsigned long long>(runs));
    std::printf("%llu runs with %llu failed calls: %llu operations refused with a reason, %llu runs with the alarm, %llu verdicts seen, %zu wrong\n",
                static_cast<unsigned long long>(count.runs), static_cast<unsigned long long>(count.failed),
                static_cast<unsigned long long>(count.refusals), static_cast<unsigned long long>(count.alarms),
                static_cast<unsigned long long>(count.verdicts), count.wrong.size());
    return count.wrong.empty() && count.runs > 0 ? 0 : 1;
}

int power(const std::filesystem::path &folder, std::uint64_t states, std::uint64_t seed)
{
    const CutCount count = cutThePower(folder, states, seed);
    for (const std::string &wrong : count.wrong)
        std::printf("WRONG: %s\n", wrong.c_str());
    const auto n = [](std::uint64_t number) { return static_cast<unsigned long long>(number); };
    std::printf("%llu states of %llu moments in %llu recordings (all states of %llu moments): %llu different disks were read, %llu engines started, "
                "%zu wrong; slowest start %d ms\n",
                n(count.states), n(count.moments), n(count.logs), n(count.whole), n(count.disks), n(count.starts), count.wrong.size(),
                count.slowestStartUs / 1000);
    return count.wrong.empty() && count.states >= states ? 0 : 1;
}

int memory(const std::filesystem::path &folder, std::uint64_t points, std::uint64_t seed)
{
    const StarvedCount count = starve(folder, points, seed);
    for (const std::string &wrong : count.wrong)
        std::printf("WRONG: %s\n", wrong.c_str());
    for (const auto &[what, n] : count.pointsBy)
        std::printf("%s: %llu points\n", what.c_str(), static_cast<unsigned long long>(n));
    std::printf("memory ran out at %llu points: %llu loads refused for it, %llu done all the same, %zu wrong\n", static_cast<unsigned long long>(count.points),
                static_cast<unsigned long long>(count.refusals), static_cast<unsigned long long>(count.done), count.wrong.size());
    return count.wrong.empty() && count.points >= points ? 0 : 1;
}

int median(std::vector<int> all)
{
    if (all.empty())
        return 0;
    std::ranges::nth_element(all, all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2));
    return all[all.size() / 2];
}

/// The worst of them.
int tellTimes(const char *what, const std::vector<int> &ms)
{
    const int slowest = ms.empty() ? 0 : *std::ranges::max_element(ms);
    std::printf("%s: every station judges again after %d ms (median), %d ms (worst of %zu)\n", what, median(ms), slowest, ms.size());
    return slowest;
}

bool isLate(int worstMs, std::uint64_t limitMs)
{
    const bool late = limitMs > 0 && worstMs > static_cast<int>(limitMs);
    if (late)
        std::printf("MISSED: %d ms, at most %llu ms are allowed\n", worstMs, static_cast<unsigned long long>(limitMs));
    return late;
}

/// `limitMs`: until every station judges again; 0: it is only reported.
int hang(const std::filesystem::path &folder, std::uint64_t points, std::uint64_t seed, std::uint64_t limitMs)
{
    const HangCount count = hangAndCrash(folder, points, seed);
    for (const std::string &wrong : count.wrong)
        std::printf("WRONG: %s\n", wrong.c_str());
    const auto n = [](std::uint64_t number) { return static_cast<unsigned long long>(number); };
    for (std::size_t i = 0; i < count.during.size(); ++i)
        std::printf("%s: %llu points\n", kBeltPhases[i], n(count.during[i]));
    const int worst = std::max(tellTimes("hang, found by the missing beat", count.afterHangMs), tellTimes("crash", count.afterCrashMs));
    const int safe = count.loopMs.empty() ? 0 : *std::ranges::max_element(count.loopMs);
    std::printf("%llu boot loops: safe mode with the models known to work %d ms after the first crash (median), %d ms (worst)\n", n(count.loops), median(count.loopMs), safe);
    std::printf("hung at %llu moments and crashed at %llu, among %llu changes and %llu verdicts: %llu parts begun without a verdict, at most %llu at a station; "
                "%llu stations in a change came up on the old model, %llu on the new one; %zu wrong\n",
                n(count.hangs), n(count.crashes), n(count.changes), n(count.verdicts), n(count.unknown), n(count.mostUnknown), n(count.onOld), n(count.onNew),
                count.wrong.size());
    const bool late = isLate(worst, limitMs);
    return count.wrong.empty() && count.points >= points && count.loopMs.size() == count.loops && count.loops > 0 && !late ? 0 : 1;
}

/// `limitMs`: from the end of the process that hung or crashed until every station judges again; 0: it is only reported.
int service(const std::filesystem::path &folder, std::uint64_t points, std::uint64_t seed, std::uint64_t limitMs)
{
    const ServiceCount count = hangAndCrashService(folder, points, seed);
    for (const std::string &wrong : count.wrong)
        std::printf("WRONG: %s\n", wrong.c_str());
    tellTimes("hang of linesidectl run, found by the missing beat", count.afterHangMs);
    tellTimes("crash of linesidectl run", count.afterCrashMs);
    const int worst = tellTimes("either, from the end of the process", count.afterEndMs);
    const auto n = [](std::uint64_t number) { return static_cast<unsigned long long>(number); };
    std::printf("linesidectl run hung at %llu moments of a change and crashed at %llu: came up on the old model %llu times, on the new one %llu times; %zu wrong\n", n(count.hangs),
                n(count.crashes), n(count.onOld), n(count.onNew), count.wrong.size());
    const bool late = isLate(worst, limitMs);
    return count.wrong.empty() && count.points >= points && !late ? 0 : 1;
}

}  // namespace

int main(int argc, char **argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);  // whoever waits for a long run sees how far it is
    const bool inMemory = std::filesystem::is_directory("/dev/shm");
    std::string name = (inMemory ? "/dev/shm" : std::filesystem::temp_directory_path().string()) + "/lineside-faults-XXXXXX";
    if (argc < 2 || !::mkdtemp(name.data()))
        return 2;
    const std::filesystem::path folder = name;
    const std::uint64_t seed = option(argc, argv, "--seed", 1);
    int status = 2;
    if (argv[1] == std::string("kill"))
        status = kill(folder, option(argc, argv, "--points", 300), seed);
    else if (argv[1] == std::string("canary"))
        status = canary(folder, option(argc, argv, "--points", 50), seed);
    else if (argv[1] == std::string("power"))
        status = power(folder, option(argc, argv, "--points", 3000), seed);
    else if (argv[1] == std::string("memory"))
        status = memory(folder, option(argc, argv, "--points", 100), seed);
    else if (argv[1] == std::string("hang"))
        status = hang(folder, option(argc, argv, "--points", 20), seed, option(argc, argv, "--limit", 0));
    else if (argv[1] == std::string("service"))
        status = service(folder, option(argc, argv, "--points", 10), seed, option(argc, argv, "--limit", 0));
    else if (argv[1] == std::string("errors"))
        status = errors(folder, option(argc, argv, "--stride", 25), seed);
    if (status == 0)
        std::filesystem::remove_all(folder);
    else
        std::printf("left in %s\n", folder.c_str());
    return status;
}
