// SPDX-License-Identifier: GPL-3.0-or-later
// lineside_faults kill [--points N] [--seed S]     killed at system calls of a change, until N were hit
// lineside_faults power [--points N] [--seed S]    N states that a disk may be in when the power is cut during a change
// lineside_faults memory [--points N] [--seed S]   the k-th request for memory of a load fails, until there were N
// lineside_faults errors [--stride N] [--seed S]   every N-th call that touches a file fails
#include "faults/diskerrors.h"
#include "faults/killpoints.h"
#include "faults/outofmemory.h"
#include "faults/powercuts.h"

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
    else if (argv[1] == std::string("power"))
        status = power(folder, option(argc, argv, "--points", 3000), seed);
    else if (argv[1] == std::string("memory"))
        status = memory(folder, option(argc, argv, "--points", 100), seed);
    else if (argv[1] == std::string("errors"))
        status = errors(folder, option(argc, argv, "--stride", 25), seed);
    if (status == 0)
        std::filesystem::remove_all(folder);
    else
        std::printf("left in %s\n", folder.c_str());
    return status;
}
