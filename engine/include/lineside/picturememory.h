// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace lineside {

/// The allocator of pixels. A large picture begins on a huge page and asks the kernel for such: every thread that
/// looks at a picture reads rows that lie 4 KB and more apart, and finding a small page for each costs a quarter of the
/// time. Where the kernel has none to give, it is memory like any other. Throws std::bad_alloc. Thread-safe.
template <class T>
struct PictureMemory {
    using value_type = T;

    static constexpr std::size_t kHugePage = std::size_t{2} << 20;  ///< bytes

    PictureMemory() = default;
    template <class U>
    PictureMemory(const PictureMemory<U> &) noexcept
    {
    }

    T *allocate(std::size_t count)
    {
        if (count > static_cast<std::size_t>(-1) / sizeof(T))
            throw std::bad_array_new_length();
        const std::size_t bytes = count * sizeof(T);
        if (bytes < kHugePage)
            return static_cast<T *>(::operator new(bytes));
        void *memory = ::operator new(bytes, std::align_val_t{kHugePage});
#ifdef __linux__
        ::madvise(memory, bytes, MADV_HUGEPAGE);  // an advice: a kernel without huge pages says no, and nothing is lost
#endif
        return static_cast<T *>(memory);
    }
    void deallocate(T *memory, std::size_t count) noexcept
    {
        if (count * sizeof(T) < kHugePage)
            ::operator delete(memory);
        else
            ::operator delete(memory, std::align_val_t{kHugePage});
    }

    bool operator==(const PictureMemory &) const noexcept { return true; }
};

}  // namespace lineside
