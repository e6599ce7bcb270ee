// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/filebytes.h"

#include "base/megabytes.h"
#include "weights/refused.h"

#include <cerrno>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lineside::weights {
namespace {

class File {
public:
    explicit File(int fd) : m_fd(fd) {}
    ~File() { ::close(m_fd); }
    File(const File &) = delete;
    File &operator=(const File &) = delete;
    int fd() const { return m_fd; }

private:
    int m_fd;
};

[[noreturn]] void refuseErrno(int error, const char *what)
{
    const bool gone = error == ENOENT || error == ENOTDIR || error == ESTALE;
    refuse(gone ? RefusalReason::Vanished : RefusalReason::Unreadable, std::string(what) + ": " + std::strerror(error));
}

int openFile(const std::filesystem::path &path)
{
    // Non-blocking, so that a pipe with nobody at its other end does not hold the reader; it is refused right after.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        refuseErrno(errno, "open");
    return fd;
}

struct stat status(const File &file)
{
    struct stat info {};
    if (::fstat(file.fd(), &info) != 0)
        refuseErrno(errno, "stat");
    return info;
}

bool sameTime(const timespec &a, const timespec &b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

}  // namespace

std::vector<std::byte> readFileBytes(const std::filesystem::path &path, std::uint64_t maxBytes)
{
    const File file(openFile(path));
    const struct stat before = status(file);
    if (S_ISDIR(before.st_mode))
        refuse(RefusalReason::Folder, "a folder");
    if (!S_ISREG(before.st_mode))
        refuse(RefusalReason::Unreadable, "not a regular file");
    const auto size = std::uint64_t(before.st_size);
    if (size == 0)
        refuse(RefusalReason::Empty, "0 bytes");
    if (size > maxBytes)
        refuse(RefusalReason::TooLarge, std::to_string(size) + " bytes", megabytesNeeded(size), megabytesThere(maxBytes));

    std::vector<std::byte> bytes;
    try {
        bytes.resize(size);
    } catch (const std::bad_alloc &) {
        refuse(RefusalReason::Memory, "no memory to read the file", {}, std::to_string(size / kMegabyte));
    }
    std::uint64_t done = 0;
    while (done < size) {
        const ssize_t n = ::pread(file.fd(), bytes.data() + done, size - done, off_t(done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            refuseErrno(errno, "read");
        if (n == 0)
            refuse(RefusalReason::Vanished, "the file became shorter while it was read");
        done += std::uint64_t(n);
    }
    const struct stat after = status(file);
    if (after.st_size != before.st_size || !sameTime(after.st_mtim, before.st_mtim))
        refuse(RefusalReason::StillGrowing, "the file changed while it was read");
    return bytes;
}

}  // namespace lineside::weights
