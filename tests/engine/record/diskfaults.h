// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cerrno>

#include <sys/types.h>
#include <unistd.h>

namespace lineside::test {

/// Lets SQLite's writes fail while it lives, as on a disk that is full (ENOSPC) or broken (EIO). One at a time.
class DiskFaults {
public:
    explicit DiskFaults(int error)
    {
        failWith = error;
        for (const char *name : kCalls)
            set(name, reinterpret_cast<sqlite3_syscall_ptr>(name[0] == 'w' ? reinterpret_cast<void (*)()>(&failedWrite) : reinterpret_cast<void (*)()>(&failedPwrite)));
    }
    ~DiskFaults()
    {
        for (const char *name : kCalls)
            set(name, nullptr);  // back to the system's
    }
    DiskFaults(const DiskFaults &) = delete;

    static inline std::atomic<int> failWith{0}, failed{0};

private:
    static constexpr const char *kCalls[] = {"write", "pwrite", "pwrite64"};

    static void set(const char *name, sqlite3_syscall_ptr call)
    {
        sqlite3_vfs *system = sqlite3_vfs_find(nullptr);
        if (system->xGetSystemCall(system, name))
            system->xSetSystemCall(system, name, call);
    }
    static ssize_t fail()
    {
        ++failed;
        errno = failWith;
        return -1;
    }
    static ssize_t failedWrite(int, const void *, size_t) { return fail(); }
    static ssize_t failedPwrite(int, const void *, size_t, off_t) { return fail(); }
};

}  // namespace lineside::test
