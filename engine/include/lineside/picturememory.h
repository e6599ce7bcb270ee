// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <new>

namespace lineside {

/// Bytes that all pictures of the process hold now. Counted where a picture takes memory, not for each frame: pictures are used
/// again. Thread-safe.
inline std::atomic<std::size_t> bytesInPictures{0};

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
        void *memory = bytes < kHugePage ? ::operator new(bytes) : ::operator new(bytes, std::align_val_t{kHugePage});
        bytesInPictures += bytes;
        return static_cast<T *>(memory);
    }
    void deallocate(T *memory, std::size_t count) noexcept
    {
        bytesInPictures -= count * sizeof(T);
        if (count * sizeof(T) < kHugePage)
            ::operator delete(memory);
        else
            ::operator delete(memory, std::align_val_t{kHugePage});
    }

    bool operator==(const PictureMemory &) const noexcept { return true; }
};

}  // namespace lineside
