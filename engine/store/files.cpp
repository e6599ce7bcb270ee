// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/files.h"

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

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    int get() const { return m_fd; }
    explicit operator bool() const { return m_fd >= 0; }

private:
    int m_fd;
};

Error ioError(const std::filesystem::path &file)
{
    return {errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io, file.string() + ": " + std::strerror(errno)};
}

bool writeAll(int fd, const char *data, std::size_t size)
{
    while (size > 0) {
        const ssize_t n = ::write(fd, data, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        data += n;
        size -= static_cast<std::size_t>(n);
    }
    return true;
}

bool syncFolder(const std::filesystem::path &folder)
{
    const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return fd && ::fsync(fd.get()) == 0;
}

Refusal refusal(RefusalReason reason, std::string found = {})
{
    return {reason, {}, std::move(found), reason == RefusalReason::Cancelled ? std::string() : std::strerror(errno)};
}

Refusal refusalOfRead()
{
    switch (errno) {
    case ENOENT: return refusal(RefusalReason::Vanished);
    case EISDIR: return refusal(RefusalReason::Folder);
    default: return refusal(RefusalReason::Unreadable);
    }
}

}  // namespace

Result<void> replaceFile(const std::filesystem::path &file, const std::string &content)
{
    std::string pattern = file.string() + ".XXXXXX";
    const Descriptor fd(::mkostemp(pattern.data(), O_CLOEXEC));
    if (!fd)
        return ioError(file);
    // A failed fsync is never retried on the same file: the temporary one is given up.
    if (!writeAll(fd.get(), content.data(), content.size()) || ::fsync(fd.get()) != 0 || ::fchmod(fd.get(), 0644) != 0 ||
        ::rename(pattern.c_str(), file.c_str()) != 0) {
        const Error error = ioError(file);
        ::unlink(pattern.c_str());
        return error;
    }
    if (!syncFolder(file.parent_path().empty() ? "." : file.parent_path()))
        return ioError(file.parent_path());
    return {};
}

Result<void> appendLine(const std::filesystem::path &file, const std::string &line)
{
    const Descriptor fd(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644));
    const std::string whole = line + "\n";
    if (!fd || !writeAll(fd.get(), whole.data(), whole.size()) || ::fdatasync(fd.get()) != 0)
        return ioError(file);
    return {};
}

Result<std::string> readSmallFile(const std::filesystem::path &file, std::uint64_t maxBytes)
{
    const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
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
    const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
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
    const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat before {};
    if (!source || ::fstat(source.get(), &before) != 0)
        return refusalOfRead();
    errno = 0;
    if (S_ISDIR(before.st_mode))
        return refusal(RefusalReason::Folder);
    if (!S_ISREG(before.st_mode))
        return refusal(RefusalReason::NotAModel);
    if (before.st_size == 0)
        return refusal(RefusalReason::Empty);
    const auto size = static_cast<std::uint64_t>(before.st_size);
    if (size > maxBytes)
        return Refusal{RefusalReason::TooLarge, std::to_string(maxBytes), std::to_string(size), {}};

    Descriptor target(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!target)
        return refusal(errno == ENOSPC || errno == EDQUOT ? RefusalReason::DiskFull : RefusalReason::Internal);
    const auto giveUp = [&](Refusal why) {
        ::unlink(to.c_str());
        return why;
    };
    // Reserving the space first tells a full disk at once and not after a minute of copying.
    if (const int error = ::posix_fallocate(target.get(), 0, before.st_size); error == ENOSPC || error == EDQUOT || error == EFBIG)
        return giveUp(Refusal{RefusalReason::DiskFull, {}, std::to_string(size), std::strerror(error)});

    Sha256 hash;
    std::vector<std::byte> piece(kPiece);
    std::uint64_t done = 0;
    for (;;) {
        const ssize_t n = ::read(source.get(), piece.data(), piece.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return giveUp(refusalOfRead());
        if (n == 0)
            break;
        done += static_cast<std::uint64_t>(n);
        if (done > size)
            return giveUp(refusal(RefusalReason::StillGrowing));
        hash.add({piece.data(), static_cast<std::size_t>(n)});
        if (!writeAll(target.get(), reinterpret_cast<const char *>(piece.data()), static_cast<std::size_t>(n)))
            return giveUp(refusal(errno == ENOSPC || errno == EDQUOT ? RefusalReason::DiskFull : RefusalReason::Internal));
        if (!progress(static_cast<double>(done) / static_cast<double>(size)))
            return giveUp(refusal(RefusalReason::Cancelled));
    }
    struct stat after {};
    struct stat byName {};
    if (::fstat(source.get(), &after) != 0)
        return giveUp(refusalOfRead());
    if (::stat(from.c_str(), &byName) != 0)
        return giveUp(refusalOfRead());
    if (done != size || after.st_size != before.st_size || after.st_mtim.tv_sec != before.st_mtim.tv_sec ||
        after.st_mtim.tv_nsec != before.st_mtim.tv_nsec)
        return giveUp(Refusal{RefusalReason::StillGrowing, {}, {}, "size or time changed while it was copied"});
    if (::fsync(target.get()) != 0)
        return giveUp(refusal(errno == ENOSPC ? RefusalReason::DiskFull : RefusalReason::Internal));
    return CopiedFile{done, hash.hex()};
}

}  // namespace lineside
