// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "watch/completefiles.h"
#include "watch/foldernotices.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace lineside {

/// Watches one folder in rounds, which somebody calls: listens to the system, looks at least once in `poll`, offers one file after the
/// other. Where the system says nothing (a network share, or it has no more watches to give), the looks alone find everything, later.
/// Owned by who calls the rounds; one thread, which may be held by a disk or a server.
class FolderWatcher {
public:
    struct Events {
        /// A file is complete. No other is offered before `onFinished` was called for it.
        std::function<void(const std::filesystem::path &file, const FolderEntry &entry)> offer;
        /// Why nothing can be offered, once when it begins (after the first look, later where it lasts for a `poll`); empty once it is over.
        std::function<void(const std::optional<Error> &)> trouble;
    };
    using MakeNotices = std::function<Result<FolderNotices>(const std::filesystem::path &)>;

    FolderWatcher(std::filesystem::path folder, std::chrono::milliseconds poll, OfferedMarks offered, Events events, MakeNotices makeNotices = FolderNotices::of);

    /// Does what is due at `now`; when the next round is due at the latest. Earlier ones, on a notice, do no harm.
    SteadyTime round(SteadyTime now);
    /// Can be read when the system says something; -1 where it says nothing.
    int noticesFd() const { return m_notices ? m_notices->fd() : -1; }
    /// The file that was offered is through. `had`: it was read as a whole; else it is offered again once it has settled anew.
    void onFinished(bool had);

private:
    void listen(SteadyTime now);
    void look(SteadyTime now);
    void onTrouble(const Error &error, SteadyTime now);

    const std::filesystem::path m_folder;
    const std::chrono::milliseconds m_poll;
    const Events m_events;
    const MakeNotices m_makeNotices;
    CompleteFiles m_files;
    std::optional<FolderNotices> m_notices;
    std::optional<std::string> m_inHand;  ///< was offered and is not through yet
    SteadyTime m_nextLook = SteadyTime::min();
    bool m_everSeen = false;
    std::optional<SteadyTime> m_failingSince;
    bool m_troubleTold = false;
    bool m_silenceLogged = false;
};

}  // namespace lineside
