// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lineside {

/// May a lease that was refused on a file system of this kind (`f_type` of statfs) be taken for a writer? Only where the kernel itself
/// knows who has the file open. A network share refuses leases for reasons of its own server, and for ever. Pure.
bool leaseTellsOfWriters(std::uint64_t fileSystem);

/// A read lease on a file that is open for reading: the kernel grants it only while nobody has the file open for writing. Owned by
/// who looks, for a moment: a writer who comes meanwhile waits for its end. Any thread.
class ReadLease {
public:
    explicit ReadLease(int fd);
    ReadLease(const ReadLease &) = delete;
    ReadLease &operator=(const ReadLease &) = delete;
    ~ReadLease();

    /// Somebody has the file open for writing. Only an owner of the file or root is told; false where the system does not say.
    bool refusedForWriter() const { return m_writer; }
    /// Nobody has: the kernel vouches for it as long as this lives.
    bool held() const { return m_held; }

private:
    const int m_fd;
    bool m_held = false;
    bool m_writer = false;
};

}  // namespace lineside
