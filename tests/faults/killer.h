// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults/changes.h"
#include "faults/tracedprocess.h"

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

namespace lineside::test {

/// Kills at the n-th call since the changes began; 0: never. The threads of the line itself do not count: they do the same all the time,
/// changes or not, and write nothing. Nor does the one that asks for the changes.
class Killer final : public CallWatcher {
public:
    Killer(const Told &told, std::uint64_t n) : m_told(told), m_n(n) {}

    Verdict onCall(const SystemCall &call) override
    {
        if (!m_told.changing)
            return {};
        auto known = m_counts.find(call.thread);
        if (known == m_counts.end()) {
            const std::string name = nameOf(call.thread);
            known = m_counts.emplace(call.thread, name == "engine" || name == "loader" || name == "recorder").first;
        }
        if (!known->second || ++m_counted != m_n)
            return {};
        return {Verdict::KillsTheProcess};
    }
    std::uint64_t counted() const { return m_counted; }

private:
    static std::string nameOf(pid_t thread)
    {
        std::ifstream comm("/proc/" + std::to_string(thread) + "/comm");
        std::string name;
        std::getline(comm, name);
        return name;
    }
    const Told &m_told;
    const std::uint64_t m_n;
    std::uint64_t m_counted = 0;
    std::map<pid_t, bool> m_counts;
};

}  // namespace lineside::test
