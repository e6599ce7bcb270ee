// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/powercuts.h"

#include "faults/changes.h"
#include "faults/crashstates.h"
#include "faults/killpoints.h"
#include "store/configfile.h"
#include "store/files.h"
#include "store/historyline.h"
#include "store/modelstore.h"
#include "store/starts.h"

#include <cstdio>
#include <functional>
#include <set>
#include <sstream>
#include <stdexcept>

namespace lineside::test {
namespace {

namespace fs = std::filesystem;

/// What runs at the station, by what is on the disk; 0: nothing.
Result<DesiredModels> desiredOf(const fs::path &data)
{
    const auto text = readSmallFile(data / "state.json", 1 << 20);
    if (!text)
        return text.error().code == ErrorCode::NotFound ? Result<DesiredModels>(DesiredModels{}) : text.error();
    const auto state = parseDesiredState(*text);
    if (!state)
        return state.error();
    const auto station = state->find("a");
    return station == state->end() ? DesiredModels{} : station->second;
}
int versionOf(const std::optional<ModelId> &model)
{
    return model ? model->version : 0;
}

struct Recorded {
    std::string name;
    fs::path file;  ///< offered
    int rotten;     ///< damaged before
    FileLog log;
};

/// Runs the changes from a prior state; killed before its n-th step and started anew, if n is not 0.
Recorded record(const PriorState &prior, const fs::path &folder, std::uint64_t killAt)
{
    // The data folder may be one of the things that the power takes away: the log is of the folder around it.
    const fs::path around = folder / "log", data = around / "lineside";
    fs::remove_all(around);
    fs::create_directories(around);
    if (!fs::is_empty(prior.data))
        fs::copy(prior.data, data, fs::copy_options::recursive);
    Recorded recorded{prior.name + (killAt ? ", killed before step " + std::to_string(killAt) : ""), prior.file, prior.rotten, {}};
    Tree live = readTree(around);
    recorded.log.before = live;
    const int before = versionOf(desiredOf(data)->active);
    recorded.log.promises = {{before, before, 0}};
    const auto run = [&](std::uint64_t n) {
        const auto told = sharedMemory();
        const Ended ended = runLogged([&] { makeChanges(data, prior.file, *told); }, *told, around, n, live, recorded.log);
        if (n ? !ended.killed : !told->done)
            throw std::runtime_error(recorded.name + ": signal " + std::to_string(ended.signal) + " " + told->wrong);
    };
    if (killAt)
        run(killAt);
    run(0);
    return recorded;
}

/// Lines of the history that must be found again.
std::vector<std::string> promisedLines(const FileLog &log, std::size_t count)
{
    std::vector<std::string> lines;
    for (auto step = log.steps.begin(); lines.size() < count; ++step) {
        if (addsToHistory(*step))
            lines.push_back(step->data);
    }
    return lines;
}

std::string fingerprint(const Tree &tree, int node)
{
    const Node &n = tree.at(node);
    if (!n.folder)
        return "f" + std::to_string(n.data.size()) + ":" + n.data;
    std::string all = "d" + std::to_string(n.entries.size()) + ":";
    for (const auto &[name, entry] : n.entries)
        all += std::to_string(name.size()) + ":" + name + fingerprint(tree, entry);
    return all;
}

/// What the product's own readers find.
struct Reading {
    std::string wrong, found;
};

Reading readAgain(const fs::path &data, int rotten, const Promise &promise, const std::vector<std::string> &lines)
{
    Reading reading;
    std::ostringstream found;
    const auto wrong = [&](const std::string &what) { reading.wrong = what; return reading; };
    fs::create_directories(data);
    // As a start does.
    for (const char *name : {"lineside.json", "last-good.json", "state.json", "state.copy.json", "starts.json", "audit.key", "audit.pub", "audit.head"})
        removeUnfinished(data / name);
    if (const std::string what = wrongOnDisk(data, promise.imported == rotten ? 0 : rotten); !what.empty())
        return wrong(what);
    ModelStore store(data);
    (void)store.open();
    for (const StoredModel &model : store.list())
        found << model.id.text() << ' ';
    if (promise.imported && !store.find({"tiny", promise.imported}))
        return wrong("v" + std::to_string(promise.imported) + " is gone");

    const auto desired = desiredOf(data);
    if (!desired)
        return wrong("state.json: " + desired.error().detail);
    const int active = versionOf(desired->active), previous = versionOf(desired->previous);
    found << "active " << active << " previous " << previous << " offered " << versionOf(desired->offered);
    if (active != promise.oldModel && active != promise.newModel)
        return wrong("v" + std::to_string(active) + " is to run, neither v" + std::to_string(promise.oldModel) + " nor v" + std::to_string(promise.newModel));
    for (const auto &role : {desired->active, desired->previous, desired->shadow, desired->offered}) {
        if (role && !store.find(*role))
            return wrong(role->text() + " has a part to play and is not there");
    }
    for (const char *name : {"lineside.json", "last-good.json"}) {
        const auto text = readSmallFile(data / name, kMaxConfigBytes);
        if (text && !parseConfig(*text))
            return wrong(std::string(name) + " cannot be read");
        found << name << text.ok();
    }
    const auto starts = readSmallFile(data / "starts.json", kMaxStartsBytes);
    if (starts && !parseStarts(*starts))
        return wrong("starts.json cannot be read");
    const auto history = readSmallFile(data / "history.jsonl", 1 << 24);
    std::set<std::string> kept;
    std::istringstream stream(history ? *history : std::string());
    for (std::string line; std::getline(stream, line);) {
        if (parseHistoryLine(line))
            kept.insert(line + "\n");
        else
            found << "torn ";
    }
    for (const std::string &line : lines) {
        if (!kept.contains(line))
            return wrong("the history has lost " + line);
    }
    if (const std::string what = wrongInHistory(data); !what.empty())
        return wrong(what);
    reading.found = found.str();
    return reading;
}

class Cuts {
public:
    Cuts(const fs::path &folder, CutCount &count) : m_folder(folder / "cut"), m_count(count) {}

    void look(const Recorded &recorded, std::size_t steps, const Tree &disk)
    {
        ++m_count.states;
        const Promise &promise = recorded.log.promises[steps];
        const std::string key = fingerprint(disk, 0) + "|" + std::to_string(promise.oldModel) + "," + std::to_string(promise.newModel) + "," +
                                std::to_string(promise.imported) + "," + std::to_string(promise.lines);
        if (!m_disks.insert(std::hash<std::string>()(key)).second)
            return;
        ++m_count.disks;
        const fs::path data = m_folder / "lineside";
        fs::remove_all(m_folder);
        writeTree(disk, m_folder);
        const Reading reading = readAgain(data, recorded.rotten, promise, promisedLines(recorded.log, promise.lines));
        if (!reading.wrong.empty())
            return wrong(recorded, steps, reading.wrong);
        if (!m_found.insert(recorded.file.string() + reading.found).second)
            return;
        ++m_count.starts;
        const auto told = sharedMemory();
        const Ended start = runApart([&] { startAgain(data, promise.oldModel, promise.newModel, recorded.file, *told); });
        m_count.slowestStartUs = std::max(m_count.slowestStartUs, told->upAfterUs.load());
        if (start.signal || start.exitCode || !told->done)
            wrong(recorded, steps, std::string("at the start: signal ") + std::to_string(start.signal) + " " + told->wrong);
    }

private:
    void wrong(const Recorded &recorded, std::size_t steps, const std::string &what)
    {
        m_count.wrong.push_back(recorded.name + ", power cut after " + std::to_string(steps) + " steps: " + what);
    }
    const fs::path m_folder;
    CutCount &m_count;
    std::set<std::size_t> m_disks;
    std::set<std::string> m_found;
};

}  // namespace

CutCount cutThePower(const fs::path &folder, std::uint64_t states, std::uint64_t seed)
{
    std::vector<Recorded> all;
    std::mt19937_64 random(seed);
    for (const PriorState &prior : priorStates(folder)) {
        all.push_back(record(prior, folder, 0));
        const std::size_t steps = all.back().log.steps.size();
        std::printf("%s: %zu steps\n", prior.name.c_str(), steps);
        for (int again = 0; again < 4; ++again)
            all.push_back(record(prior, folder, 2 + random() % (steps / 2)));
    }
    // As many of each moment as make the sum.
    std::vector<double> possible;
    for (const Recorded &recorded : all) {
        for (std::size_t steps = 0; steps <= recorded.log.steps.size(); ++steps)
            possible.push_back(CrashStates(recorded.log, steps).count());
    }
    double quota = 1;
    const auto sum = [&] {
        double total = 0;
        for (const double p : possible)
            total += std::min(p, quota);
        return total;
    };
    double before = 0;
    while (sum() < static_cast<double>(states) && sum() > before) {
        before = sum();
        quota *= 1.1;
    }

    CutCount count;
    Cuts cuts(folder, count);
    for (const Recorded &recorded : all) {
        ++count.logs;
        for (std::size_t steps = 0; steps <= recorded.log.steps.size() && count.wrong.size() < 20; ++steps) {
            ++count.moments;
            const CrashStates possible(recorded.log, steps);
            if (possible.count() <= quota) {
                ++count.whole;
                auto choice = possible.first();
                do
                    cuts.look(recorded, steps, possible.state(choice));
                while (possible.next(choice));
                continue;
            }
            std::set<CrashStates::Choice> tried;
            while (static_cast<double>(tried.size()) < quota) {
                if (const auto choice = possible.anyOf(random); tried.insert(choice).second)
                    cuts.look(recorded, steps, possible.state(choice));
            }
        }
    }
    return count;
}

}  // namespace lineside::test
