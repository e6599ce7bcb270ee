// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded into a program under test (LD_PRELOAD): kills it, as a power cut would, right before the n-th time that it makes something
// durable. n is read from the file that LINESIDE_KILL_FILE names; while that file is not there, nothing is counted.
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <unistd.h>

namespace {

std::atomic<int> counted{0};

void maybeKill()
{
    const char *file = std::getenv("LINESIDE_KILL_FILE");
    std::FILE *order = file ? std::fopen(file, "r") : nullptr;
    if (!order)
        return;
    int n = 0;
    const bool read = std::fscanf(order, "%d", &n) == 1;
    std::fclose(order);
    if (read && ++counted == n)
        ::kill(::getpid(), SIGKILL);
}

template <class Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int rename(const char *from, const char *to) noexcept
{
    maybeKill();
    return next<int(const char *, const char *)>("rename")(from, to);
}

int fsync(int fd)
{
    maybeKill();
    return next<int(int)>("fsync")(fd);
}

int fdatasync(int fd)
{
    maybeKill();
    return next<int(int)>("fdatasync")(fd);
}

}  // extern "C"
