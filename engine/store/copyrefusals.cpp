// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/copyrefusals.h"

#include "base/megabytes.h"
#include "store/readlease.h"

#include <cerrno>
#include <cstring>

namespace lineside {

bool isDiskFull(int error) noexcept
{
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

Refusal refusalOfRead(int error)
{
    const bool gone = error == ENOENT || error == ENOTDIR || error == ESTALE;
    const RefusalReason reason = gone ? RefusalReason::Vanished : error == EISDIR ? RefusalReason::Folder : RefusalReason::Unreadable;
    return {reason, {}, {}, std::strerror(error)};
}

Refusal refusalOfWrite(int error, std::uint64_t size, const std::filesystem::path &to)
{
    if (!isDiskFull(error))
        return {RefusalReason::Internal, {}, {}, to.string() + ": " + std::strerror(error)};
    std::error_code unknown;
    const auto space = std::filesystem::space(to.parent_path(), unknown);
    return {RefusalReason::DiskFull, unknown ? std::string() : megabytesThere(space.available), megabytesNeeded(size), std::strerror(error)};
}

std::optional<Refusal> refusalOfKind(const struct stat &info, std::uint64_t maxBytes)
{
    if (S_ISDIR(info.st_mode))
        return Refusal{RefusalReason::Folder, {}, {}, "a folder"};
    if (!S_ISREG(info.st_mode))
        return Refusal{RefusalReason::NotAModel, {}, {}, "not a regular file"};
    if (info.st_size == 0)
        return Refusal{RefusalReason::Empty, {}, {}, {}};
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (size > maxBytes)
        return Refusal{RefusalReason::TooLarge, megabytesThere(maxBytes), megabytesNeeded(size), std::to_string(size) + " bytes"};
    return std::nullopt;
}

std::optional<Refusal> refusalOfChange(int fd, const struct stat &before)
{
    struct stat after {};
    if (::fstat(fd, &after) != 0)
        return refusalOfRead(errno);
    if (after.st_size != before.st_size || after.st_mtim.tv_sec != before.st_mtim.tv_sec || after.st_mtim.tv_nsec != before.st_mtim.tv_nsec)
        return Refusal{RefusalReason::StillGrowing, {}, {}, "size or time changed while it was copied"};
    // A slow writer may pause for longer than the copy takes.
    if (ReadLease(fd).refusedForWriter())
        return Refusal{RefusalReason::StillGrowing, {}, {}, "another program has it open for writing"};
    return std::nullopt;
}

}  // namespace lineside
