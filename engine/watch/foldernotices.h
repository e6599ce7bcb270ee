// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/filedescriptor.h"
#include "lineside/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lineside {

/// One thing that the system says of a folder.
struct FolderNotice {
    enum Kind {
        Written,     ///< a file in it, which is not closed yet
        Closed,      ///< a file in it, after it was written; or it was moved in as a whole
        Gone,        ///< a file that was in it
        Lost,        ///< there was more to say than was waited for
        FolderGone,  ///< moved, removed or unmounted: nothing more will be said
    };
    Kind kind = Lost;
    std::string file;

    bool operator==(const FolderNotice &) const = default;
};

/// What the system (inotify) says of the files right in a folder. Of changes that another computer makes on a network share it says
/// nothing. Owned by who listens; one thread.
class FolderNotices {
public:
    /// NotFound, or Io where the system has no more of them to give.
    static Result<FolderNotices> of(const std::filesystem::path &folder);

    /// Can be read when there are notices.
    int fd() const { return m_fd.get(); }
    /// Those that wait, at most some thousand at once; does not block.
    std::vector<FolderNotice> read();
    /// Whether the path still leads to the folder that is listened to.
    bool isOf(const std::filesystem::path &folder) const;

private:
    FolderNotices(FileDescriptor fd, std::uint64_t device, std::uint64_t inode) : m_fd(std::move(fd)), m_device(device), m_inode(inode) {}

    FileDescriptor m_fd;
    std::uint64_t m_device, m_inode;
};

}  // namespace lineside
