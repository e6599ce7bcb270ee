// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/hangs.h"

#include "faults/belt.h"
#include "faults/changes.h"
#include "faults/supervisor.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <limits>
#include <random>

namespace lineside::test {
namespace {

namespace fs = std::filesystem;
using Clock = Supervisor::Clock;

constexpr std::chrono::seconds kPatience{60};  ///< for a machine full of other work
constexpr int kMostWrong = 10;

/// It is killed without end, on purpose: no number of starts is a loop, and no model is known to work for it.
const SafeModeRule kNeverSafe{std::numeric_limits<int>::max(), std::chrono::minutes(1), std::chrono::hours(1000)};

int msSince(Clock::time_point begin)
{
    return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count());
}

struct Place {
    fs::path folder, data;
    std::vector<fs::path> files;
    fs::path poison;
};

/// The line that all begin with.
void fillLine(const Place &place, HangCount &count)
{
    const auto belt = sharedBelt();
    Supervisor supervisor(place.folder, [&] { runBelt(place.data, place.files, place.poison, BeltWork::Fill, 0, kNeverSafe, *belt); }, kWatchdog, kRestart);
    supervisor.until([&] { return supervisor.starts() > 0; }, Clock::now() + kPatience);
    if (!supervisor.awaitOrderlyEnd(Clock::now() + kPatience) || belt->isWrong)
        count.wrong.push_back(std::string("no line to begin with: ") + belt->wrong);
}

class Points {
public:
    Points(const Place &place, std::uint64_t seed, HangCount &count)
        : m_count(count), m_random(seed), m_belt(sharedBelt()),
          m_supervisor(place.folder, [this, &place] { runBelt(place.data, place.files, place.poison, BeltWork::Change, m_random(), kNeverSafe, *m_belt); }, kWatchdog, kRestart)
    {
    }

    void run(std::uint64_t points)
    {
        if (!running("the first start"))
            return;
        while (m_count.points < points && m_count.wrong.size() < kMostWrong) {
            if (!one())
                return;
        }
        m_belt->end = true;
        if (!m_supervisor.awaitOrderlyEnd(Clock::now() + kPatience) || !m_supervisor.saidStopping())
            m_count.wrong.push_back("it did not end in order");
        for (const BeltStation &s : m_belt->stations)
            m_count.verdicts += s.verdicts;
        m_count.changes = m_belt->changes;
    }

private:
    std::string where() const { return "point " + std::to_string(m_count.points) + ": "; }
    void wrong(const std::string &what) { m_count.wrong.push_back(where() + what); }

    /// Every station has a verdict again, and the process said so.
    bool running(const char *after)
    {
        const bool done = m_supervisor.until([&] { return (m_belt->running && m_supervisor.ready()) || m_belt->isWrong; }, Clock::now() + kPatience);
        if (done && !m_belt->isWrong)
            return true;
        wrong(std::string(after) + ": " + (m_belt->isWrong ? m_belt->wrong : "not every station judges again"));
        return false;
    }

    /// Any moment may be in between; three of four are to be in a change, some of which last a fraction of a millisecond.
    void awaitPhase()
    {
        constexpr std::array kWanted{BeltPhase::Between, BeltPhase::Import, BeltPhase::Promote, BeltPhase::RollBack};
        const BeltPhase wanted = kWanted[m_random() % kWanted.size()];
        const auto end = Clock::now() + kWatchdog / 4;
        while (wanted != BeltPhase::Between && m_belt->phase != wanted && Clock::now() < end) {
        }
        const auto moment = Clock::now() + std::chrono::microseconds(m_random() % (wanted == BeltPhase::Import ? 20'000 : 300));
        while (Clock::now() < moment) {
        }
    }

    bool one()
    {
        const int ends = m_supervisor.ends();
        const auto until = Clock::now() + kPatience;
        if (!m_supervisor.until([&] { return m_belt->checked || m_belt->isWrong; }, until))
            return wrong("what the start found could not be looked at"), false;
        const auto moment = Clock::now() + std::chrono::microseconds(m_random() % 400'000);
        m_supervisor.until([&] { return m_supervisor.ends() != ends; }, moment);
        if (m_belt->isWrong || m_supervisor.ends() != ends)
            return wrong(m_belt->isWrong ? m_belt->wrong : "it ended by itself, or was taken for hanging"), false;

        awaitPhase();
        const bool hangs = m_random() % 2 == 0;
        const auto begin = Clock::now();
        ::kill(m_supervisor.process(), hangs ? SIGSTOP : SIGSEGV);
        if (!m_supervisor.until([&] { return m_supervisor.ends() != ends; }, Clock::now() + kPatience))
            return wrong("nobody ended it"), false;
        ++m_count.points;
        ++(hangs ? m_count.hangs : m_count.crashes);
        ++m_count.during[static_cast<std::size_t>(m_belt->phase.load())];
        std::array<std::pair<int, int>, kBeltStations> allowed;
        for (std::size_t i = 0; i < kBeltStations; ++i) {
            BeltStation &s = m_belt->stations[i];
            const std::uint64_t unknown = s.begunCount - s.judgedCount;
            m_count.unknown += unknown;
            m_count.mostUnknown = std::max(m_count.mostUnknown, unknown);
            if (unknown > 1)
                wrong(std::to_string(unknown) + " parts of one station were begun and got no verdict");
            const int old = s.answered ? s.answered.load() : s.cameUp.load();
            allowed[i] = {old, s.asked ? s.asked.load() : old};
        }
        m_belt->running = m_belt->checked = false;
        m_belt->phase = BeltPhase::Between;
        if (!running(hangs ? "after a hang" : "after a crash"))
            return false;
        (hangs ? m_count.afterHangMs : m_count.afterCrashMs).push_back(msSince(begin));
        for (std::size_t i = 0; i < kBeltStations; ++i) {
            const BeltStation &s = m_belt->stations[i];
            const auto [old, fresh] = allowed[i];
            if (s.cameUp != old && s.cameUp != fresh)
                wrong("v" + std::to_string(s.cameUp) + " came up, neither v" + std::to_string(old) + " nor v" + std::to_string(fresh));
            if (s.judgedBy != s.cameUp && s.asked == 0)
                wrong("v" + std::to_string(s.judgedBy) + " judges where v" + std::to_string(s.cameUp) + " came up");
            if (old != fresh)
                ++(s.cameUp == old ? m_count.onOld : m_count.onNew);
        }
        if (m_belt->safe)
            wrong("it came up in safe mode");
        return true;
    }

    HangCount &m_count;
    std::mt19937_64 m_random;
    const std::shared_ptr<Belt> m_belt;
    Supervisor m_supervisor;
};

void loop(const Place &place, HangCount &count)
{
    const auto wrong = [&](const std::string &what) { count.wrong.push_back("boot loop " + std::to_string(count.loops) + ": " + what); };
    SafeModeRule rule;
    rule.proven = std::chrono::milliseconds(1);  // known at once, so that it can be tried
    const auto belt = sharedBelt();
    Supervisor supervisor(place.folder, [&] { runBelt(place.data, place.files, place.poison, BeltWork::Poison, 0, rule, *belt); }, kWatchdog, kRestart);
    const bool crashed = supervisor.until([&] { return supervisor.ends() > 0 || belt->isWrong; }, Clock::now() + kPatience);
    const auto begin = Clock::now();
    ++count.loops;
    if (!crashed || belt->isWrong)
        return wrong(belt->isWrong ? belt->wrong : "the model ends nothing");
    const int before = belt->stations[0].cameUp;
    const auto isSafe = [&] { return belt->safe && belt->running && supervisor.ready(); };
    belt->running = false;
    if (!supervisor.until([&] { return isSafe() || belt->isWrong; }, Clock::now() + kPatience) || belt->isWrong)
        return wrong(belt->isWrong ? belt->wrong : "it does not come up");
    count.loopMs.push_back(msSince(begin));
    if (supervisor.starts() != rule.starts + 1)
        wrong("start number " + std::to_string(supervisor.starts()) + " was the safe one");
    if (belt->stations[0].judgedBy != before)
        wrong("v" + std::to_string(belt->stations[0].judgedBy) + " judges, v" + std::to_string(before) + " was known to work");
    belt->end = true;
    if (!supervisor.awaitOrderlyEnd(Clock::now() + kPatience) || belt->isWrong)
        wrong(belt->isWrong ? belt->wrong : "it did not end in order");
}

void copyAnew(const fs::path &from, const fs::path &to)
{
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
}

}  // namespace

HangCount hangAndCrash(const fs::path &folder, std::uint64_t points, std::uint64_t seed)
{
    HangCount count;
    fs::create_directories(folder / "offered");
    Place place{folder, folder / "data", weightFiles(folder / "offered", 6), poisonousFile(folder / "offered")};
    fillLine(place, count);
    copyAnew(place.data, folder / "filled");
    if (count.wrong.empty())
        Points(place, seed, count).run(points);
    for (std::uint64_t i = 0; count.wrong.empty() && i < std::max<std::uint64_t>(1, points / 100); ++i) {
        copyAnew(folder / "filled", place.data);
        loop(place, count);
    }
    return count;
}

}  // namespace lineside::test
