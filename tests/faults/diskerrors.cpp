// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/diskerrors.h"

#include "faults/changes.h"
#include "faults/filecall.h"
#include "faults/killpoints.h"

#include <cerrno>
#include <random>
#include <set>

namespace lineside::test {
namespace {

namespace fs = std::filesystem;

struct Fault {
    const char *name;
    int error;
    bool lasting;
};
constexpr Fault kFaults[] = {{"EIO once", EIO, false},     {"EIO lasting", EIO, true},     {"ENOSPC once", ENOSPC, false}, {"ENOSPC lasting", ENOSPC, true},
                             {"EROFS once", EROFS, false}, {"EROFS lasting", EROFS, true}, {"EMFILE once", EMFILE, false}, {"EMFILE lasting", EMFILE, true}};

/// Whether a call of that kind can fail so. Closing always works here: a call that is made to fail is not made.
bool canHave(const FileCall &call, int error)
{
    const bool changes = call.kind == FileCall::Rename || call.kind == FileCall::MakeFolder || (call.kind == FileCall::Open && (call.writes || call.creates));
    switch (error) {
    case EIO: return call.kind != FileCall::Close;
    case EMFILE: return call.kind == FileCall::Open;
    case ENOSPC: return changes || call.kind == FileCall::Write || call.kind == FileCall::Sync || call.kind == FileCall::Resize;
    case EROFS: return changes || call.kind == FileCall::Unlink || call.kind == FileCall::RemoveFolder || call.kind == FileCall::Mode;
    default: return false;
    }
}

class FailingDisk final : public CallWatcher {
public:
    FailingDisk(std::string folder, const Told &told, Fault fault, std::uint64_t k) : m_folder(std::move(folder)), m_told(told), m_fault(fault), m_k(k) {}

    Verdict onCall(const SystemCall &call) override
    {
        const auto file = m_told.changing ? fileCallBelow(m_folder, call) : std::nullopt;
        if (!file)
            return {};
        if (file->kind == FileCall::Close)
            m_lostSync.erase(file->fd);
        if (file->kind == FileCall::Sync && m_lostSync.contains(file->fd))
            wrong = "a failed fsync was tried again on the same open file: " + file->path;
        if (!canHave(*file, m_fault.error))
            return {};
        ++m_counted;
        if (m_counted < m_k || (m_counted > m_k && !m_fault.lasting))
            return {};
        ++failed;
        if (first.empty())
            first = std::to_string(file->kind) + " " + file->path;
        if (file->kind == FileCall::Sync)
            m_lostSync.insert(file->fd);
        return {Verdict::Fails, m_fault.error};
    }

    std::uint64_t failed = 0;
    std::string wrong, first;

private:
    const std::string m_folder;
    const Told &m_told;
    const Fault m_fault;
    const std::uint64_t m_k;
    std::uint64_t m_counted = 0;
    std::set<int> m_lostSync;  ///< open files
};

/// False: there was no such call any more.
bool failAt(std::uint64_t k, const Fault &fault, const PriorState &prior, const fs::path &folder, ErrorCount &count)
{
    const fs::path data = folder / "data";
    fs::remove_all(data);
    fs::copy(prior.data, data, fs::copy_options::recursive);
    const auto told = sharedMemory();
    FailingDisk disk(folder.string(), *told, fault, k);
    const Ended ended = runTraced([&] { makeChanges(data, prior.file, *told); }, fileCallNumbers(), disk);
    const auto wrong = [&](const std::string &what) {
        count.wrong.push_back(prior.name + ", " + fault.name + " from call " + std::to_string(k) + " on (" + disk.first + "): " + what);
    };
    if (ended.signal || ended.exitCode || !told->done)
        wrong("signal " + std::to_string(ended.signal) + " " + told->wrong);
    if (!disk.wrong.empty())
        wrong(disk.wrong);
    if (disk.failed == 0)
        return false;
    ++count.runs;
    ++count.runsBy[fault.name];
    count.failed += disk.failed;
    count.refusals += static_cast<std::uint64_t>(told->refused);
    count.alarms += told->unsaved > 0;
    count.verdicts += told->verdicts;
    // What was answered is in force, unless the screen said that it could not be saved.
    const int last = told->answered ? told->answered.load() : told->cameUp.load();
    const bool unsure = told->unsaved > 0;
    const auto next = sharedMemory();
    const Ended start = runApart([&] {
        const int other = !unsure ? last : last == told->cameUp ? (told->imported ? told->imported.load() : last) : told->cameUp.load();
        startAgain(data, last, other, prior.file, *next);
    });
    if (start.signal || start.exitCode || !next->done)
        wrong("at the next start: signal " + std::to_string(start.signal) + " " + next->wrong);
    return true;
}

}  // namespace

ErrorCount failEachCall(const fs::path &folder, std::uint64_t stride, std::uint64_t seed)
{
    ErrorCount count;
    std::mt19937_64 random(seed);
    for (const PriorState &prior : priorStates(folder)) {
        for (const Fault &fault : kFaults) {
            for (std::uint64_t k = 1 + random() % stride; count.wrong.size() < 20 && failAt(k, fault, prior, folder, count); k += stride) {
            }
        }
    }
    return count;
}

}  // namespace lineside::test
