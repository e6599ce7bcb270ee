// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/sharedpool.h"
#include "lineside/frame.h"

#include <cstddef>
#include <cstdint>
#include <memory>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace lineside {

/// Recycles the memory of pictures: a frame that nobody holds any more comes back here, so that a running source
/// allocates nothing. Frames may outlive the pool; they are then simply freed. Thread-safe.
class FramePool {
public:
    /// Sides that a picture may have; everything from outside is checked against this before memory is taken for it.
    static constexpr int kMaxSide = 16384;                    ///< pixels
    static constexpr std::int64_t kMaxPixels = 64'000'000;    ///< 256 MB a picture

    static bool plausible(int width, int height) noexcept
    {
        return width > 0 && height > 0 && width <= kMaxSide && height <= kMaxSide
            && std::int64_t{width} * height <= kMaxPixels;
    }

    static constexpr std::size_t kKept = 8;  ///< unused frames held back for the next ones

    /// `keep`: the same for this pool.
    explicit FramePool(std::size_t keep = kKept) : m_frames(keep) {}

    /// A frame of that size with undefined pixels, sequence 0 and no truth; null where the size is not plausible.
    std::shared_ptr<Frame> acquire(int width, int height)
    {
        if (!plausible(width, height))
            return nullptr;
        std::shared_ptr<Frame> frame = m_frames.take();
        frame->sequence = 0;
        frame->capturedAt = {};
        frame->truth.clear();
        if (frame->image.width() != width || frame->image.height() != height) {
            askForHugePages(frame->image.reserve(width, height), static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
            frame->image.resize(width, height);
        }
        return frame;
    }

    /// Frames that lie ready to be used again.
    std::size_t idle() const { return m_frames.idle(); }

private:
    /// Every thread that looks at a picture reads rows that lie 4 KB and more apart, and finding a small page for each costs a
    /// quarter of the time. An advice: where the kernel has no huge pages, it is memory like any other.
    static void askForHugePages([[maybe_unused]] void *memory, [[maybe_unused]] std::size_t bytes) noexcept
    {
#ifdef __linux__
        if (bytes >= PictureMemory<std::uint8_t>::kHugePage)
            ::madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    }

    SharedPool<Frame> m_frames;
};

}  // namespace lineside
