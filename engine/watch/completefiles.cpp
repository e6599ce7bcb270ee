// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/completefiles.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace lineside {
namespace {

constexpr std::size_t kMaxWords = 4 * kMaxFolderEntries;
constexpr std::size_t kMaxRemembered = 2 * kMaxFolderEntries;

}  // namespace

void CompleteFiles::onWritten(const std::string &file)
{
    m_words[file] = {false, true};
    if (m_words.size() > kMaxWords)
        onLost();
}

void CompleteFiles::onClosed(const std::string &file)
{
    m_words[file] = {true, true};
    if (m_words.size() > kMaxWords)
        onLost();
}

void CompleteFiles::onGone(const std::string &file)
{
    m_words.erase(file);
}

void CompleteFiles::onLost()
{
    m_words.clear();
    m_complete.clear();
    for (auto &[name, seen] : m_seen)
        seen.restart = true;
}

bool CompleteFiles::wasOffered(const FolderEntry &entry) const
{
    const auto offered = m_offered.find(entry.name);
    return offered != m_offered.end() && offered->second == entry.mark;
}

bool CompleteFiles::isWritten(const FolderEntry &entry) const
{
    return std::any_of(entry.files.begin(), entry.files.end(), [&](const std::string &file) {
        const auto word = m_words.find(file);
        return word != m_words.end() && !word->second.closed;
    });
}

bool CompleteFiles::isClosed(const FolderEntry &entry) const
{
    return std::all_of(entry.files.begin(), entry.files.end(), [&](const std::string &file) {
        const auto word = m_words.find(file);
        return word != m_words.end() && word->second.closed;
    });
}

void CompleteFiles::note(Seen &seen, const FolderEntry &entry, SteadyTime now)
{
    bool fresh = false;
    for (const std::string &file : entry.files) {
        if (const auto word = m_words.find(file); word != m_words.end())
            fresh = std::exchange(word->second.fresh, false) || fresh;
    }
    const bool changed = seen.mark != entry.mark;
    if (changed && !fresh && !seen.mark.empty()) {
        // Changed behind the system's back, from another computer: what it said of an earlier time vouches for nothing.
        for (const std::string &file : entry.files)
            m_words.erase(file);
    }
    if (changed || fresh || seen.restart)
        seen = {entry.mark, now, false};
}

void CompleteFiles::forgetAbsent(const std::vector<FolderEntry> &entries)
{
    std::set<std::string> names;
    for (const FolderEntry &entry : entries)
        names.insert(entry.name);
    std::erase_if(m_seen, [&](const auto &seen) { return !names.contains(seen.first); });
    // A share that is not mounted is an empty folder for a while: what was offered from it is not forgotten for that.
    if (m_offered.size() > kMaxRemembered)
        std::erase_if(m_offered, [&](const auto &offered) { return !names.contains(offered.first); });
}

void CompleteFiles::onLook(const std::vector<FolderEntry> &entries, SteadyTime now)
{
    m_complete.clear();
    m_nextLook = SteadyTime::max();
    for (const FolderEntry &entry : entries) {
        Seen &seen = m_seen[entry.name];
        note(seen, entry, now);
        if (wasOffered(entry))
            continue;
        const SteadyTime settled = seen.since + (isClosed(entry) ? std::min(kSettle, m_poll) : m_poll);
        if (now >= settled && now > seen.since)
            m_complete.push_back(entry);
        else
            m_nextLook = std::min(m_nextLook, settled);
    }
    forgetAbsent(entries);
    std::sort(m_complete.begin(), m_complete.end(), [](const FolderEntry &a, const FolderEntry &b) { return std::tie(a.changedNs, a.name) > std::tie(b.changedNs, b.name); });
}

std::optional<FolderEntry> CompleteFiles::takeNext(const std::function<Writer(const FolderEntry &)> &writerOf)
{
    while (!m_complete.empty()) {
        FolderEntry entry = std::move(m_complete.back());
        m_complete.pop_back();
        const Writer writer = writerOf(entry);
        if (writer == Writer::Somebody) {  // whatever was said: another one may have opened it since
            for (const std::string &file : entry.files)
                m_words[file] = {false, false};
            m_seen[entry.name].restart = true;
            continue;
        }
        if (writer == Writer::Unknown && isWritten(entry))
            continue;
        m_offered[entry.name] = entry.mark;
        return entry;
    }
    return std::nullopt;
}

void CompleteFiles::giveBack(const std::string &name)
{
    m_offered.erase(name);
    if (const auto seen = m_seen.find(name); seen != m_seen.end())
        seen->second.restart = true;
}

}  // namespace lineside
