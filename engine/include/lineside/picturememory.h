// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <new>

namespace lineside {

/// The allocator of pixels: a large picture begins where a huge page can begin (see FramePool). Throws std::bad_alloc.
/// Thread-safe.
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
        return static_cast<T *>(::operator new(bytes, std::align_val_t{kHugePage}));
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
