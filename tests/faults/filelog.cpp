// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/filelog.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

#include <sys/syscall.h>

namespace lineside::test {
namespace {

namespace fs = std::filesystem;

int addTree(const fs::path &path, Tree &tree)
{
    const int number = static_cast<int>(tree.size());
    Node node;
    node.folder = fs::is_directory(path);
    tree[number] = {};
    if (node.folder) {
        for (const auto &entry : fs::directory_iterator(path))
            node.entries[entry.path().filename().string()] = addTree(entry.path(), tree);
    } else {
        std::ifstream stream(path, std::ios::binary);
        node.data.assign(std::istreambuf_iterator<char>(stream), {});
    }
    tree[number] = std::move(node);
    return number;
}

void writeNode(const Tree &tree, int number, const fs::path &path)
{
    const Node &node = tree.at(number);
    if (!node.folder) {
        std::ofstream(path, std::ios::binary).write(node.data.data(), static_cast<std::streamsize>(node.data.size()));
        return;
    }
    fs::create_directories(path);
    for (const auto &[name, entry] : node.entries)
        writeNode(tree, entry, path / name);
}

class Logger final : public CallWatcher {
public:
    Logger(std::string folder, const Told &told, std::uint64_t killAt, Tree &live, FileLog &log)
        : m_folder(std::move(folder)), m_told(told), m_killAt(killAt), m_live(live), m_log(log), m_first(log.promises.back()),
          m_lines(static_cast<std::size_t>(std::count_if(log.steps.begin(), log.steps.end(), addsToHistory)))
    {
    }

    Verdict onCall(const SystemCall &call) override
    {
        promise();
        m_call = fileCallBelow(m_folder, call);
        if (!m_call)
            return {};
        switch (m_call->kind) {
        case FileCall::Close: case FileCall::Read: case FileCall::Look: case FileCall::List: case FileCall::Mode: return {};
        case FileCall::Open:
            if (!m_call->creates && !m_call->truncates)
                return {};
            break;
        case FileCall::NotExpected: throw std::runtime_error("a call that no log is kept of: " + std::to_string(call.number) + " on " + m_call->path);
        default: break;
        }
        if (++m_steps == m_killAt)
            return {Verdict::KillsTheProcess};
        m_existed = find(m_call->path).has_value();
        return {Verdict::MadeAndTold};
    }

    void onResult(const SystemCall &call, std::int64_t result) override
    {
        if (result >= 0) {
            for (Step &step : stepsOf(call, static_cast<std::uint64_t>(result))) {
                applyStep(step, m_live);
                m_lines += addsToHistory(step);
                if (step.kind == Step::Move && step.toName == "state.json")
                    m_linesBeforeState = m_lines;
                m_log.steps.push_back(std::move(step));
                m_log.promises.push_back(m_log.promises.back());
            }
        }
        promise();
    }

private:
    std::vector<Step> stepsOf(const SystemCall &call, std::uint64_t result)
    {
        Step step;
        const FileCall &file = *m_call;
        const auto named = [&](const std::string &path) -> std::pair<int, std::string> {
            const fs::path p = path;
            return {find(p.parent_path()).value(), p.filename().string()};
        };
        switch (file.kind) {
        case FileCall::Open:
            if (m_existed) {
                if (!file.truncates)
                    return {};
                step.kind = Step::Resize;
                step.node = find(file.path).value();
                return {step};
            }
            [[fallthrough]];
        case FileCall::MakeFolder:
            step.kind = Step::Put;
            step.makesFolder = file.kind == FileCall::MakeFolder;
            step.node = static_cast<int>(m_live.size());
            std::tie(step.folder, step.name) = named(file.path);
            return {step};
        case FileCall::Unlink: case FileCall::RemoveFolder:
            step.kind = Step::Take;
            step.node = find(file.path).value();
            std::tie(step.folder, step.name) = named(file.path);
            return {step};
        case FileCall::Rename:
            step.kind = Step::Move;
            step.node = find(file.path).value();
            std::tie(step.folder, step.name) = named(file.path);
            std::tie(step.toFolder, step.toName) = named(file.to);
            return {step};
        case FileCall::Write:
            step.kind = Step::Write;
            step.node = find(file.path).value();
            step.data = readMemory(call.thread, call.arguments[1], result);
            step.offset = call.number == SYS_pwrite64 ? call.arguments[3] : positionOf(call.thread, file.fd) - result;
            return {step};
        case FileCall::Resize:
            step.kind = Step::Resize;
            step.node = find(file.path).value();
            step.offset = call.number == SYS_fallocate ? std::max<std::uint64_t>(call.arguments[2] + call.arguments[3], m_live.at(step.node).data.size())
                                                       : call.arguments[1];
            return {step};
        case FileCall::Sync:
            step.kind = Step::Sync;
            step.node = find(file.path).value();
            return {step};
        default: return {};
        }
    }
    /// What a path means; none: nothing is there.
    std::optional<int> find(const fs::path &path) const
    {
        int node = 0;
        for (const fs::path &name : path.lexically_relative(m_folder)) {
            if (name.empty() || name == ".")
                continue;
            const auto &entries = m_live.at(node).entries;
            const auto entry = entries.find(name.string());
            if (entry == entries.end())
                return std::nullopt;
            node = entry->second;
        }
        return node;
    }
    static std::uint64_t positionOf(pid_t thread, int fd)
    {
        std::ifstream info("/proc/" + std::to_string(thread) + "/fdinfo/" + std::to_string(fd));
        std::string word;
        std::uint64_t position = 0;
        info >> word >> position;
        return position;
    }
    void promise()
    {
        Promise &now = m_log.promises.back();
        const Told &t = m_told;
        if (t.upAfterUs == 0)
            now = m_first;  // nobody has seen yet what comes up
        else
            now.oldModel = now.newModel = t.cameUp;
        if (t.answered) {
            now.oldModel = now.newModel = t.answered;
            if (t.answered != m_answered)
                now.lines = m_linesBeforeState;  // what runs where is written after its line and before the answer
            m_answered = t.answered;
        }
        if (t.asked)
            now.newModel = t.asked;
        if (t.imported)
            now.imported = t.imported;
    }

    const std::string m_folder;
    const Told &m_told;
    const std::uint64_t m_killAt;
    Tree &m_live;
    FileLog &m_log;
    const Promise m_first;
    std::size_t m_lines, m_linesBeforeState = 0;  ///< of the history
    int m_answered = 0;
    std::uint64_t m_steps = 0;
    std::optional<FileCall> m_call;
    bool m_existed = false;
};

}  // namespace

Tree readTree(const fs::path &folder)
{
    Tree tree;
    addTree(folder, tree);
    return tree;
}

void writeTree(const Tree &tree, const fs::path &folder)
{
    writeNode(tree, 0, folder);
}

void applyStep(const Step &step, Tree &tree)
{
    switch (step.kind) {
    case Step::Put:
        tree[step.node].folder = step.makesFolder;
        tree[step.folder].entries[step.name] = step.node;
        break;
    case Step::Take: tree[step.folder].entries.erase(step.name); break;
    case Step::Move:
        tree[step.folder].entries.erase(step.name);
        tree[step.toFolder].entries[step.toName] = step.node;
        break;
    case Step::Write: {
        std::string &data = tree[step.node].data;
        if (data.size() < step.offset + step.data.size())
            data.resize(step.offset + step.data.size());
        data.replace(step.offset, step.data.size(), step.data);
        break;
    }
    case Step::Resize: tree[step.node].data.resize(step.offset); break;
    case Step::Sync: break;
    }
}

bool addsToHistory(const Step &step)
{
    return step.kind == Step::Write && step.data.starts_with("{\"seq\"");
}

Ended runLogged(const std::function<void()> &work, const Told &told, const fs::path &folder, std::uint64_t killAt, Tree &live, FileLog &log)
{
    Logger logger(folder.string(), told, killAt, live, log);
    return runTraced(work, fileCallNumbers(), logger);
}

}  // namespace lineside::test
