// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/service.h"

#include "faults/hangs.h"
#include "faults/supervisor.h"
#include "lineside/station.h"
#include "store/configfile.h"
#include "store/starts.h"

#include <nlohmann/json.hpp>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <stdexcept>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lineside::test {
namespace {

namespace fs = std::filesystem;
using Clock = Supervisor::Clock;

constexpr int kStations = 4;
constexpr std::chrono::seconds kPatience{60};  ///< for a machine full of other work
constexpr int kMostWrong = 10;
const std::array<std::string, 2> kFiles{LINESIDE_SOURCE_DIR "/resources/weights/line-v1.pt", LINESIDE_SOURCE_DIR "/resources/weights/line-v2.pt"};

std::string stationName(std::uint64_t number)
{
    return "station-" + std::to_string(number);
}

/// In a child process: `linesidectl` in its place, what it says in that file.
[[noreturn]] void becomeCtl(std::vector<std::string> arguments, const fs::path &output)
{
    const int file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    std::vector<char *> argv{const_cast<char *>(LINESIDE_CTL)};
    for (std::string &argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    ::execv(LINESIDE_CTL, argv.data());
    ::_exit(127);
}

/// Another `linesidectl`, that asks the running one for something. Ended with this.
class Asking {
public:
    Asking(const std::vector<std::string> &arguments, const fs::path &output) : m_process(::fork())
    {
        if (m_process < 0)
            throw std::runtime_error("fork");
        if (m_process == 0)
            becomeCtl(arguments, output);
    }
    Asking(const Asking &) = delete;
    Asking &operator=(const Asking &) = delete;
    ~Asking()
    {
        if (m_process > 0) {
            ::kill(m_process, SIGKILL);
            ::waitpid(m_process, nullptr, 0);
        }
    }
    bool ended()
    {
        if (m_process > 0 && ::waitpid(m_process, &m_status, WNOHANG) == m_process)
            m_process = 0;
        return m_process == 0;
    }
    bool didIt() const { return m_process == 0 && WIFEXITED(m_status) && WEXITSTATUS(m_status) == 0; }

private:
    pid_t m_process;
    int m_status = 0;
};

/// What `linesidectl run --json` said last of its stations, which it says every second; no object: nothing yet. Another `linesidectl` that asked would take half a second of a
/// processor for its start, from the one that starts.
nlohmann::json newestCounters(const fs::path &output)
{
    std::ifstream file(output);
    nlohmann::json newest;
    for (std::string line; std::getline(file, line) && !file.eof();) {  // the last one may be half written
        if (auto json = nlohmann::json::parse(line, nullptr, false); json.is_object() && json.value("event", "") == "counters")
            newest = std::move(json);
    }
    return newest;
}

/// Which model judges where; empty: not every station judges.
using Models = std::map<std::string, std::string>;

class Service {
public:
    Service(const fs::path &folder, std::uint64_t seed, ServiceCount &count)
        : m_folder(folder), m_config(folder / "line.json"), m_count(count), m_random(seed),
          m_supervisor(folder, [this] { becomeCtl({"run", m_config.string(), "--json"}, m_folder / "run.txt"); }, kWatchdog, kRestart)
    {
        Config config;
        for (int i = 0; i < kStations; ++i) {
            StationConfig s;
            s.promotion = PromotionPolicy::Nothing;
            s.id = s.name = stationName(static_cast<std::uint64_t>(i) + 1);
            s.source.kind = SourceKind::DemoLine;
            s.source.demoStation = i;
            s.source.demoSeed = 1000 + static_cast<std::uint64_t>(i);
            s.healthCheck = false;  // nobody but the one who asks changes a model here
            config.stations.push_back(s);
        }
        config.loading = LoadingPolicy{100, 0, 0, 0, {}};  // no load waits
        std::ofstream(m_config) << formatConfig(config);
        for (const char *variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"}) {
            fs::create_directories(folder / variable);
            fs::permissions(folder / variable, fs::perms::owner_all);
            ::setenv(variable, (folder / variable).c_str(), 1);
        }
    }

    void run(std::uint64_t points)
    {
        Models models = judging("the first start");
        for (int inARow = 0; m_count.points < points && m_count.wrong.size() < kMostWrong && !models.empty(); ++inARow) {
            if (inARow + 1 == SafeModeRule().starts) {
                inARow = 0;
                models = forgotten();
            }
            if (!models.empty())
                models = one(models);
        }
        if (!models.empty())
            endInOrder([] {});
    }

private:
    void wrong(const std::string &what) { m_count.wrong.push_back("point " + std::to_string(m_count.points) + ": " + what); }

    /// It ends in order, and what is done then is done before it starts again.
    bool endInOrder(const std::function<void()> &then)
    {
        const int ends = m_supervisor.ends();
        m_starts = m_supervisor.starts();
        ::kill(m_supervisor.process(), SIGTERM);
        if (m_supervisor.until([&] { return m_supervisor.ends() != ends; }, Clock::now() + kPatience) && m_supervisor.hangs() == m_hangs)
            return then(), true;
        return wrong("it did not end in order"), false;
    }

    /// What happened so far is nobody's boot loop.
    Models forgotten()
    {
        if (!endInOrder([this] { fs::remove(m_folder / "line.data" / "starts.json"); }))
            return {};
        return judging("after an end in order");
    }

    /// Started anew it says READY, and each station has a verdict of the model that it says it has.
    Models judging(const char *after)
    {
        if (!m_supervisor.until([&] { return m_supervisor.starts() != m_starts && m_supervisor.ready(); }, Clock::now() + kPatience))
            return wrong(std::string(after) + ": it is not ready"), Models();
        Models models;
        const bool judges = m_supervisor.until([&] {
            const auto json = newestCounters(m_folder / "run.txt");
            models.clear();
            for (const auto &s : json.is_object() ? json.at("stations") : nlohmann::json::array()) {
                if (s.at("model").is_string() && s.at("judged").get<std::uint64_t>() > 0 && s.at("lost") == 0)
                    models[s.at("id").get<std::string>()] = s.at("model").get<std::string>();
            }
            return models.size() == kStations;
        }, Clock::now() + kPatience);
        m_judgingAt = Clock::now();
        if (judges) {
            if (inSafeMode())
                wrong(std::string(after) + ": it came up in safe mode");
            return models;
        }
        return wrong(std::string(after) + ": not every station judges"), Models();
    }

    bool inSafeMode()
    {
        Asking status({"status", "--config", m_config.string(), "--json"}, m_folder / "status.txt");
        if (!m_supervisor.until([&] { return status.ended(); }, Clock::now() + kPatience) || !status.didIt())
            return wrong("it does not say what it does"), false;
        std::ifstream file(m_folder / "status.txt");
        const auto json = nlohmann::json::parse(file, nullptr, false);
        return !json.is_object() || !json.at("safe_mode").is_null();
    }

    Models one(const Models &before)
    {
        const std::string station = stationName(1 + m_random() % kStations);
        const bool toSecond = before.at(station) == "line-v1";
        const std::string old = before.at(station), fresh = toSecond ? "line-v2" : "line-v1";
        const Asking change({"swap", station, kFiles[toSecond ? 1 : 0], "--config", m_config.string(), "--json"}, m_folder / "swap.txt");
        const auto moment = Clock::now() + std::chrono::microseconds(m_random() % 2'500'000);
        const int ends = m_supervisor.ends();
        if (m_supervisor.until([&] { return m_supervisor.ends() != ends; }, moment))
            return wrong("it ended by itself, or was taken for hanging"), Models();

        const bool hangs = m_random() % 2 == 0;
        m_starts = m_supervisor.starts();
        const auto begin = Clock::now();
        ::kill(m_supervisor.process(), hangs ? SIGSTOP : SIGSEGV);
        if (!m_supervisor.until([&] { return m_supervisor.ends() != ends; }, Clock::now() + kPatience))
            return wrong("nobody ended it"), Models();
        m_hangs = m_supervisor.hangs();
        const auto ended = Clock::now();
        ++m_count.points;
        ++(hangs ? m_count.hangs : m_count.crashes);
        Models after = judging(hangs ? "after a hang" : "after a crash");
        if (after.empty())
            return after;
        const auto until = [this](Clock::time_point from) { return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(m_judgingAt - from).count()); };
        (hangs ? m_count.afterHangMs : m_count.afterCrashMs).push_back(until(begin));
        m_count.afterEndMs.push_back(until(ended));
        for (const auto &[id, model] : after) {
            if (model != before.at(id) && !(id == station && model == fresh))
                wrong(model + " judges at " + id + ", where " + before.at(id) + " did");
        }
        ++(after.at(station) == old ? m_count.onOld : m_count.onNew);
        return after;
    }

    const fs::path m_folder, m_config;
    ServiceCount &m_count;
    std::mt19937_64 m_random;
    Supervisor m_supervisor;
    int m_starts = 0;  ///< of the process that is to end, and those before it
    int m_hangs = 0;   ///< that were meant
    Clock::time_point m_judgingAt;
};

}  // namespace

ServiceCount hangAndCrashService(const fs::path &folder, std::uint64_t points, std::uint64_t seed)
{
    ServiceCount count;
    Service(folder, seed, count).run(points);
    return count;
}

}  // namespace lineside::test
