// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/foldernotices.h"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace lineside {
namespace {

constexpr std::uint32_t kWanted = IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr std::size_t kBuffer = 64 << 10;
constexpr int kBuffersAtOnce = 8;

std::vector<FolderNotice> noticesOf(const inotify_event &event, std::string file)
{
    if (event.mask & IN_Q_OVERFLOW)
        return {{FolderNotice::Lost, {}}};
    if (event.mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT))
        return {{FolderNotice::FolderGone, {}}};
    if (event.mask & (IN_CLOSE_WRITE | IN_MOVED_TO))
        return {{FolderNotice::Closed, std::move(file)}};
    if (event.mask & IN_MODIFY)
        return {{FolderNotice::Written, std::move(file)}};
    if (event.mask & (IN_DELETE | IN_MOVED_FROM))
        return {{FolderNotice::Gone, std::move(file)}};
    return {};
}

}  // namespace

Result<FolderNotices> FolderNotices::of(const std::filesystem::path &folder)
{
    const auto failure = [&] {
        const int error = errno;
        return Error{error == ENOENT || error == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Io,
                     folder.string() + ": " + std::generic_category().message(error)};
    };
    FileDescriptor fd(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    struct stat info {};
    if (!fd || ::stat(folder.c_str(), &info) != 0 || ::inotify_add_watch(fd.get(), folder.c_str(), kWanted) < 0)
        return failure();
    return FolderNotices(std::move(fd), info.st_dev, info.st_ino);
}

std::vector<FolderNotice> FolderNotices::read()
{
    std::vector<FolderNotice> notices;
    alignas(inotify_event) std::array<char, kBuffer> buffer;
    for (int i = 0; i < kBuffersAtOnce; ++i) {
        const ssize_t got = ::read(m_fd.get(), buffer.data(), buffer.size());
        if (got <= 0)
            break;
        for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(got);) {
            inotify_event event;
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char *name = buffer.data() + at + sizeof event;
            for (FolderNotice &notice : noticesOf(event, std::string(name, ::strnlen(name, event.len))))
                notices.push_back(std::move(notice));
            at += sizeof event + event.len;
        }
    }
    return notices;
}

bool FolderNotices::isOf(const std::filesystem::path &folder) const
{
    struct stat info {};
    return ::stat(folder.c_str(), &info) == 0 && info.st_dev == m_device && info.st_ino == m_inode;
}

}  // namespace lineside
