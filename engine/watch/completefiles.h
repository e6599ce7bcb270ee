// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "watch/folderlook.h"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// What was offered from a folder: the marks, by name.
using OfferedMarks = std::map<std::string, std::string>;

inline constexpr std::chrono::milliseconds kSettle{500};  ///< a file that was closed rests so long before it is offered

/// Decides which files of a watched folder are complete and were not offered yet. Is told of looks at the folder and of what the system
/// says in between; looks at nothing itself, and takes the time from its caller. A file is complete when looks that are apart by the
/// settle time, or by a whole `poll` where nobody said that it was closed or moved in, saw the same, and nobody is known to write it.
/// Not shared between threads.
class CompleteFiles {
public:
    CompleteFiles(std::chrono::milliseconds poll, OfferedMarks offered) : m_poll(poll), m_offered(std::move(offered)) {}

    // The system's words about a file beneath the folder.
    void onWritten(const std::string &file);  ///< and not closed yet
    void onClosed(const std::string &file);   ///< after it was written, or moved in as a whole
    void onGone(const std::string &file);
    /// Words were lost, or the folder was away: what was said before counts no more, and everything settles anew.
    void onLost();

    /// All that is in the folder at `now`, which never goes back.
    void onLook(const std::vector<FolderEntry> &entries, SteadyTime now);

    /// The next to be offered as of the last look, the one that was changed first; it counts as offered from then on. `writerOf` is
    /// asked about those that are otherwise complete. Empty: there is none.
    std::optional<FolderEntry> takeNext(const std::function<Writer(const FolderEntry &)> &writerOf);
    /// The one that was taken could not be had (still written, gone): it may be offered again once it has settled anew.
    void giveBack(const std::string &name);

    /// When one may have settled; max: nothing is settling.
    SteadyTime nextLook() const { return m_nextLook; }

private:
    struct Word {
        bool closed = false;
        bool fresh = true;  ///< said since the last look
    };
    struct Seen {
        std::string mark;
        SteadyTime since;      ///< of the first look that saw it so
        bool restart = false;  ///< with the next look
    };

    bool wasOffered(const FolderEntry &entry) const;
    bool isWritten(const FolderEntry &entry) const;
    bool isClosed(const FolderEntry &entry) const;
    void note(Seen &seen, const FolderEntry &entry, SteadyTime now);
    void forgetAbsent(const std::vector<FolderEntry> &entries);

    const std::chrono::milliseconds m_poll;
    OfferedMarks m_offered;
    std::map<std::string, Word> m_words;  ///< by file
    std::map<std::string, Seen> m_seen;   ///< by entry
    std::vector<FolderEntry> m_complete;  ///< as of the last look, the one that was changed last in front
    SteadyTime m_nextLook = SteadyTime::max();
};

}  // namespace lineside
