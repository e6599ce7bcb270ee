// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/readlease.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>

namespace lineside {
namespace {

// From the man page of statfs.
constexpr std::array<std::uint64_t, 9> kLocalFileSystems{
    0xEF53,      // ext2, ext3, ext4
    0x58465342,  // XFS
    0x9123683E,  // Btrfs
    0xF2F52010,  // F2FS
    0x01021994,  // tmpfs
    0x794C7630,  // overlay, as containers have it
    0x4D44,      // FAT, as memory sticks have it
    0x2011BAB0,  // exFAT
    0x7366746E,  // NTFS of the kernel
};

}  // namespace

bool leaseTellsOfWriters(std::uint64_t fileSystem)
{
    return std::find(kLocalFileSystems.begin(), kLocalFileSystems.end(), fileSystem) != kLocalFileSystems.end();
}

ReadLease::ReadLease(int fd) : m_fd(fd)
{
    struct statfs system {};
    // The sign of f_type is the platform's; the number is one of 32 bits.
    if (::fstatfs(fd, &system) != 0 || !leaseTellsOfWriters(static_cast<std::uint32_t>(system.f_type)))
        return;
    // The kernel tells the holder of a lease that a writer waits, by SIGIO if nothing else is said, which would end the program.
    // SIGURG is ignored.
    if (::fcntl(fd, F_SETSIG, SIGURG) != 0)
        return;
    m_held = ::fcntl(fd, F_SETLEASE, F_RDLCK) == 0;
    m_writer = !m_held && errno == EAGAIN;
}

ReadLease::~ReadLease()
{
    if (m_held)
        ::fcntl(m_fd, F_SETLEASE, F_UNLCK);
}

}  // namespace lineside
