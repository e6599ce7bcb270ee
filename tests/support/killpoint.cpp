// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded into a program under test (LD_PRELOAD): kills it with SIGKILL at the n-th moment at which something below the folder
// LINESIDE_KILL_FOLDER is about to change or to be made durable; a write counts twice, before it and in the middle of it. n is read from
// the file that LINESIDE_KILL_FILE names; while that is not there, nothing is counted. What was done below the folder is written, a line
// for each call, to the file that LINESIDE_KILL_LOG names: "write FILE", "fsync FILE", "rename TO" (after a tab: FROM), "unlink FILE".
#include <atomic>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace {

std::atomic<int> counted{0};

template <class Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

bool isBelow(const char *path)
{
    const char *folder = std::getenv("LINESIDE_KILL_FOLDER");
    return folder && std::strncmp(path, folder, std::strlen(folder)) == 0;
}

std::string nameOf(int fd)
{
    char path[4096];
    const ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), path, sizeof path);
    return {path, static_cast<std::size_t>(length > 0 ? length : 0)};
}

bool isBelow(int fd)
{
    return isBelow(nameOf(fd).c_str());
}

/// Also what was tried in vain: nothing of that kind is expected.
void log(const char *call, const std::string &file, const std::string &more = {})
{
    const char *name = std::getenv("LINESIDE_KILL_LOG");
    std::FILE *list = name && isBelow(file.c_str()) ? std::fopen(name, "ae") : nullptr;
    if (!list)
        return;
    const std::string line = call + (" " + file) + (more.empty() ? "" : "\t" + more) + "\n";
    std::fwrite(line.data(), 1, line.size(), list);
    std::fclose(list);
}

/// True at the n-th call, if it has been said what n is.
bool isTheMoment()
{
    const char *name = std::getenv("LINESIDE_KILL_FILE");
    std::FILE *order = name ? std::fopen(name, "re") : nullptr;
    if (!order)
        return false;
    int n = 0;
    const bool read = std::fscanf(order, "%d", &n) == 1;
    std::fclose(order);
    return read && ++counted == n;
}

[[noreturn]] void die()
{
    ::kill(::getpid(), SIGKILL);
    for (;;)
        ::pause();
}

template <class Place>
void mayDie(Place place)
{
    if (isBelow(place) && isTheMoment())
        die();
}

}  // namespace

extern "C" {

int rename(const char *from, const char *to) noexcept
{
    mayDie(to);
    log("rename", to, from);
    return next<int(const char *, const char *)>("rename")(from, to);
}

int unlink(const char *path) noexcept
{
    mayDie(path);
    log("unlink", path);
    return next<int(const char *)>("unlink")(path);
}

int mkdir(const char *path, mode_t mode) noexcept
{
    mayDie(path);
    return next<int(const char *, mode_t)>("mkdir")(path, mode);
}

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
        mayDie(path);
    }
    return next<int(const char *, int, ...)>("open")(path, flags, mode);
}

ssize_t write(int fd, const void *data, size_t size)
{
    const auto writeNow = next<ssize_t(int, const void *, size_t)>("write");
    if (isBelow(fd)) {
        log("write", nameOf(fd));
        if (isTheMoment())
            die();
        if (isTheMoment()) {
            (void)!writeNow(fd, data, size / 2);
            die();
        }
    }
    return writeNow(fd, data, size);
}

int fchmod(int fd, mode_t mode) noexcept
{
    mayDie(fd);
    return next<int(int, mode_t)>("fchmod")(fd, mode);
}

int fsync(int fd)
{
    mayDie(fd);
    log("fsync", nameOf(fd));
    return next<int(int)>("fsync")(fd);
}

int fdatasync(int fd)
{
    mayDie(fd);
    log("fsync", nameOf(fd));
    return next<int(int)>("fdatasync")(fd);
}

}  // extern "C"
