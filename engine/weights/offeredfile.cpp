// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/offeredfile.h"

#include "base/megabytes.h"

#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>

namespace lineside {
namespace {

Refusal refusalOf(int error, const char *what)
{
    const bool gone = error == ENOENT || error == ENOTDIR || error == ESTALE;
    return {gone ? RefusalReason::Vanished : RefusalReason::Unreadable, {}, {}, std::string(what) + ": " + std::strerror(error)};
}

}  // namespace

Result<OfferedFile, Refusal> OfferedFile::open(const std::filesystem::path &path, std::uint64_t maxBytes)
{
    OfferedFile offered;
    // Non-blocking, so that a pipe with nobody at its other end does not hold the reader; it is refused right after.
    offered.m_file = FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!offered.m_file)
        return refusalOf(errno, "open");
    struct stat info {};
    if (::fstat(offered.fd(), &info) != 0)
        return refusalOf(errno, "stat");
    if (S_ISDIR(info.st_mode))
        return Refusal{RefusalReason::Folder, {}, {}, "a folder"};
    if (!S_ISREG(info.st_mode))
        return Refusal{RefusalReason::Unreadable, {}, {}, "not a regular file"};
    offered.m_size = std::uint64_t(info.st_size);
    offered.m_modified = info.st_mtim;
    if (offered.m_size == 0)
        return Refusal{RefusalReason::Empty, {}, {}, "0 bytes"};
    if (offered.m_size > maxBytes)
        return Refusal{RefusalReason::TooLarge, megabytesThere(maxBytes), megabytesNeeded(offered.m_size), std::to_string(offered.m_size) + " bytes"};
    return offered;
}

std::optional<Refusal> OfferedFile::changed() const
{
    struct stat info {};
    if (::fstat(fd(), &info) != 0)
        return refusalOf(errno, "stat");
    if (std::uint64_t(info.st_size) == m_size && info.st_mtim.tv_sec == m_modified.tv_sec && info.st_mtim.tv_nsec == m_modified.tv_nsec)
        return std::nullopt;
    return Refusal{RefusalReason::StillGrowing, {}, {}, "the file changed while it was read"};
}

}  // namespace lineside
