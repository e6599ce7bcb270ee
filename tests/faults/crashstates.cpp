// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/crashstates.h"

#include <algorithm>

namespace lineside::test {
namespace {

constexpr std::uint64_t kSector = 512;

std::uint64_t sectorsOf(const Step &write)
{
    return write.data.empty() ? 0 : (write.offset + write.data.size() - 1) / kSector - write.offset / kSector + 1;
}

bool isData(const Step &step)
{
    return step.kind == Step::Write || step.kind == Step::Resize;
}

}  // namespace

CrashStates::CrashStates(const FileLog &log, std::size_t steps) : m_log(log), m_steps(steps)
{
    for (std::size_t i = 0; i < steps; ++i) {
        if (log.steps[i].kind == Step::Sync)
            m_lastSync[log.steps[i].node] = i;
    }
    Tree now = log.before;
    for (std::size_t i = 0; i < steps; ++i) {
        const Step &step = log.steps[i];
        const std::uint64_t sizeBefore = now[step.node].data.size();
        applyStep(step, now);
        if (isData(step)) {
            if (durable(i, step.node))
                continue;
            auto &sizes = m_sizes[step.node];
            for (const std::uint64_t size : {sizeBefore, static_cast<std::uint64_t>(now[step.node].data.size())}) {
                if (std::find(sizes.begin(), sizes.end(), size) == sizes.end())
                    sizes.push_back(size);
            }
            for (std::uint64_t s = 0; step.kind == Step::Write && s < sectorsOf(step); ++s)
                m_ways.push_back(2);
        } else if (step.kind == Step::Move && step.folder != step.toFolder) {
            const bool taken = durable(i, step.folder), put = taken || durable(i, step.toFolder);
            if (!taken)
                m_ways.push_back(put ? 2 : 3);
        } else if (step.kind != Step::Sync && !durable(i, step.folder)) {
            m_ways.push_back(2);
        }
    }
    for (const auto &[node, sizes] : m_sizes)
        m_ways.push_back(static_cast<std::uint32_t>(sizes.size()));
}

bool CrashStates::durable(std::size_t step, int node) const
{
    const auto sync = m_lastSync.find(node);
    return sync != m_lastSync.end() && step < sync->second;
}

double CrashStates::count() const
{
    double all = 1;
    for (const std::uint32_t ways : m_ways)
        all *= ways;
    return all;
}

bool CrashStates::next(Choice &choice) const
{
    for (std::size_t i = 0; i < choice.size(); ++i) {
        if (++choice[i] < m_ways[i])
            return true;
        choice[i] = 0;
    }
    return false;
}

CrashStates::Choice CrashStates::anyOf(std::mt19937_64 &random) const
{
    Choice choice;
    for (const std::uint32_t ways : m_ways)
        choice.push_back(static_cast<std::uint32_t>(random() % ways));
    return choice;
}

Tree CrashStates::state(const Choice &choice) const
{
    Tree tree = m_log.before;
    auto chosen = choice.begin();
    for (std::size_t i = 0; i < m_steps; ++i) {
        const Step &step = m_log.steps[i];
        if (step.kind == Step::Sync)
            continue;
        if (isData(step)) {
            if (durable(i, step.node)) {
                applyStep(step, tree);
            } else if (step.kind == Step::Write) {
                std::string &data = tree[step.node].data;
                const std::uint64_t end = step.offset + step.data.size();
                data.resize(std::max<std::uint64_t>(data.size(), end));
                for (std::uint64_t from = step.offset; from < end;) {
                    const std::uint64_t to = std::min(end, (from / kSector + 1) * kSector);
                    if (*chosen++)
                        data.replace(from, to - from, step.data, from - step.offset, to - from);
                    from = to;
                }
            }
            continue;
        }
        if (step.kind == Step::Put)
            tree[step.node].folder = step.makesFolder;
        if (step.kind == Step::Move && step.folder != step.toFolder) {
            const bool taken = durable(i, step.folder), put = taken || durable(i, step.toFolder);
            const std::uint32_t done = taken ? 2 : *chosen++ + (put ? 1 : 0);
            if (done > 0)
                tree[step.toFolder].entries[step.toName] = step.node;
            auto &from = tree[step.folder].entries;
            if (const auto entry = from.find(step.name); done > 1 && entry != from.end() && entry->second == step.node)
                from.erase(entry);
        } else if (durable(i, step.folder) || *chosen++) {
            applyStep(step, tree);
        }
    }
    for (const auto &[node, sizes] : m_sizes)
        tree[node].data.resize(sizes[*chosen++]);
    return tree;
}

}  // namespace lineside::test
