// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/files.h"

#include "base/filedescriptor.h"
#include "base/writeall.h"
#include "store/copyrefusals.h"
#include "store/sha256.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>
#include <vector>

namespace lineside {
namespace {

constexpr std::size_t kPiece = 1 << 20;

std::filesystem::path unfinishedName(const std::filesystem::path &file)
{
    return file.string() + ".lineside-new";
}

/// A reason that is no error of the system.
Refusal refusal(RefusalReason reason, std::string detail = {})
{
    return {reason, {}, {}, std::move(detail)};
}

}  // namespace

Error ioError(const std::filesystem::path &file)
{
    const int error = errno;
    const ErrorCode code = isDiskFull(error) ? ErrorCode::DiskFull : error == ENOENT ? ErrorCode::NotFound : ErrorCode::Io;
    return {code, file.string() + ": " + std::strerror(error)};
}

bool syncFolder(const std::filesystem::path &folder)
{
    const FileDescriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return fd && ::fsync(fd.get()) == 0;
}

void removeUnfinished(const std::filesystem::path &file)
{
    ::unlink(unfinishedName(file).c_str());
}

Result<void> replaceFile(const std::filesystem::path &file, const std::string &content, unsigned mode)
{
    const std::filesystem::path fresh = unfinishedName(file);
    removeUnfinished(file);
    const FileDescriptor fd(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!fd)
        return ioError(file);
    // A failed fsync is never retried on the same file: the temporary one is given up.
    if (!writeAll(fd.get(), content) || ::fsync(fd.get()) != 0 || ::fchmod(fd.get(), static_cast<mode_t>(mode)) != 0 ||
        ::rename(fresh.c_str(), file.c_str()) != 0) {
        const Error error = ioError(file);
        ::unlink(fresh.c_str());
        return error;
    }
    if (!syncFolder(file.parent_path().empty() ? "." : file.parent_path()))
        return ioError(file.parent_path());
    return {};
}

Result<std::string> readSmallFile(const std::filesystem::path &file, std::uint64_t maxBytes)
{
    // O_NONBLOCK: opening a pipe would wait for somebody who writes into it.
    const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info {};
    if (!fd || ::fstat(fd.get(), &info) != 0)
        return ioError(file);
    if (!S_ISREG(info.st_mode))
        return Error{ErrorCode::InvalidInput, file.string() + ": not a file"};
    if (static_cast<std::uint64_t>(info.st_size) > maxBytes)
        return Error{ErrorCode::InvalidInput, file.string() + ": larger than " + std::to_string(maxBytes) + " bytes"};
    std::string content(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t got = 0;
    while (got < content.size()) {
        const ssize_t n = ::read(fd.get(), content.data() + got, content.size() - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return ioError(file);
        if (n == 0)
            break;
        got += static_cast<std::size_t>(n);
    }
    content.resize(got);
    return content;
}

Result<std::string> hashFile(const std::filesystem::path &file)
{
    const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd)
        return ioError(file);
    Sha256 hash;
    std::vector<std::byte> piece(kPiece);
    for (;;) {
        const ssize_t n = ::read(fd.get(), piece.data(), piece.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return ioError(file);
        if (n == 0)
            return hash.hex();
        hash.add({piece.data(), static_cast<std::size_t>(n)});
    }
}

Result<CopiedFile, Refusal> copyAndHash(const std::filesystem::path &from, const std::filesystem::path &to, std::uint64_t maxBytes,
                                        const CopyProgress &progress)
{
    // O_NONBLOCK: a pipe or device offered by mistake must not hold the loader.
    const FileDescriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat before {};
    if (!source || ::fstat(source.get(), &before) != 0)
        return refusalOfRead(errno);
    if (const auto other = refusalOfKind(before, maxBytes))
        return *other;
    const auto size = static_cast<std::uint64_t>(before.st_size);

    FileDescriptor target(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!target)
        return refusalOfWrite(errno, size, to);
    const auto giveUp = [&](Refusal why) {
        ::unlink(to.c_str());
        return why;
    };
    // Reserving the space first tells a full disk at once and not after a minute of copying.
    if (const int error = ::posix_fallocate(target.get(), 0, before.st_size); isDiskFull(error))
        return giveUp(refusalOfWrite(error, size, to));

    Sha256 hash;
    std::vector<std::byte> piece(kPiece);
    std::uint64_t done = 0;
    for (;;) {
        const ssize_t n = ::read(source.get(), piece.data(), piece.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return giveUp(refusalOfRead(errno));
        if (n == 0)
            break;
        done += static_cast<std::uint64_t>(n);
        if (done > size)
            return giveUp(refusal(RefusalReason::StillGrowing, "it grew while it was copied"));
        hash.add({piece.data(), static_cast<std::size_t>(n)});
        if (!writeAll(target.get(), std::span<const std::byte>(piece.data(), static_cast<std::size_t>(n))))
            return giveUp(refusalOfWrite(errno, size, to));
        if (!progress(static_cast<double>(done) / static_cast<double>(size)))
            return giveUp(refusal(RefusalReason::Cancelled));
    }
    struct stat byName {};
    if (::stat(from.c_str(), &byName) != 0)
        return giveUp(refusalOfRead(errno));
    if (done != size)
        return giveUp(refusal(RefusalReason::StillGrowing, "size or time changed while it was copied"));
    if (const auto changed = refusalOfChange(source.get(), before))
        return giveUp(*changed);
    if (::fsync(target.get()) != 0)
        return giveUp(refusalOfWrite(errno, size, to));
    return CopiedFile{done, hash.hex()};
}

}  // namespace lineside
