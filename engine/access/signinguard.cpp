// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/signinguard.h"

#include "access/people.h"
#include "base/foldcase.h"

#include <algorithm>

namespace lineside {
namespace {

/// Nobody has a longer name, so that all longer ones may be one.
std::string keyOf(std::string_view name)
{
    return foldCase(name.substr(0, kMaxPersonNameBytes + 1));
}

}  // namespace

std::chrono::milliseconds SignInGuard::waitFor(std::string_view name, SteadyTime now) const
{
    const auto tries = m_names.find(keyOf(name));
    if (tries == m_names.end() || tries->second.until <= now)
        return {};
    return std::chrono::ceil<std::chrono::milliseconds>(tries->second.until - now);
}

void SignInGuard::failed(std::string_view name, bool known, SteadyTime now)
{
    const std::string key = keyOf(name);
    if (!m_names.contains(key))
        makeRoom(now);
    Tries &tries = m_names[key];
    if (isForgotten(tries, now))
        tries.wrong = 0;
    ++tries.wrong;
    tries.known = known;
    tries.newest = now;
    if (tries.wrong < m_rule.free)
        return;
    std::chrono::seconds wait = m_rule.first;
    for (int i = m_rule.free; i < tries.wrong && wait < m_rule.most; ++i)
        wait *= 2;
    tries.until = now + std::min(wait, m_rule.most);
}

void SignInGuard::succeeded(std::string_view name)
{
    m_names.erase(keyOf(name));
}

void SignInGuard::makeRoom(SteadyTime now)
{
    std::erase_if(m_names, [&](const auto &entry) { return isForgotten(entry.second, now); });
    const auto unknown = [](const auto &entry) { return !entry.second.known; };
    if (static_cast<std::size_t>(std::ranges::count_if(m_names, unknown)) < m_rule.names)
        return;
    auto oldest = m_names.end();
    for (auto at = m_names.begin(); at != m_names.end(); ++at) {
        if (unknown(*at) && (oldest == m_names.end() || at->second.newest < oldest->second.newest))
            oldest = at;
    }
    if (oldest != m_names.end())
        m_names.erase(oldest);
}

}  // namespace lineside
