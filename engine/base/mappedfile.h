// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace lineside {

/// The bytes of an open file as memory, read only. Who shortens the file meanwhile ends the process that reads it: for files that
/// nobody else may write, and for a process that may end. Movable; any thread reads it.
class MappedFile {
public:
    MappedFile() = default;
    /// Of an open file of `size` bytes, more than none. Where it cannot be mapped, `operator bool` is false and errno says why.
    MappedFile(int fd, std::uint64_t size) noexcept : m_size(std::size_t(size))
    {
        void *at = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, fd, 0);
        m_at = at == MAP_FAILED ? nullptr : static_cast<const std::byte *>(at);
    }
    MappedFile(MappedFile &&other) noexcept : m_at(std::exchange(other.m_at, nullptr)), m_size(std::exchange(other.m_size, 0)) {}
    MappedFile &operator=(MappedFile &&other) noexcept
    {
        std::swap(m_at, other.m_at);
        std::swap(m_size, other.m_size);
        return *this;
    }
    ~MappedFile()
    {
        if (m_at)
            ::munmap(const_cast<std::byte *>(m_at), m_size);
    }

    explicit operator bool() const noexcept { return m_at != nullptr; }
    std::span<const std::byte> bytes() const noexcept { return {m_at, m_at ? m_size : 0}; }

private:
    const std::byte *m_at = nullptr;
    std::size_t m_size = 0;
};

}  // namespace lineside
