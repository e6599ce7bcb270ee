// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace lineside {

/// Recycles the memory of pictures: a frame that nobody holds any more comes back here, so that a running source
/// allocates nothing large. Frames may outlive the pool; they are then simply freed. Thread-safe.
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

    /// `keep`: unused frames held back for the next ones.
    explicit FramePool(std::size_t keep = 8) : m_shelf(std::make_shared<Shelf>(keep)) {}
    ~FramePool() { m_shelf->close(); }
    FramePool(const FramePool &) = delete;
    FramePool &operator=(const FramePool &) = delete;

    /// A frame of that size with undefined pixels, sequence 0 and no truth; null where the size is not plausible.
    std::shared_ptr<Frame> acquire(int width, int height)
    {
        if (!plausible(width, height))
            return nullptr;
        std::unique_ptr<Frame> frame = m_shelf->take();
        if (!frame)
            frame = std::make_unique<Frame>();
        frame->sequence = 0;
        frame->capturedAt = {};
        frame->truth.clear();
        if (frame->image.width() != width || frame->image.height() != height) {
            askForHugePages(frame->image.reserve(width, height), static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
            frame->image.resize(width, height);
        }
        return {frame.release(), [shelf = m_shelf](Frame *used) { shelf->putBack(std::unique_ptr<Frame>(used)); }};
    }

    /// Frames that lie ready to be used again.
    std::size_t idle() const { return m_shelf->count(); }

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

    class Shelf {
    public:
        explicit Shelf(std::size_t keep) : m_keep(keep) { m_free.reserve(keep); }

        std::unique_ptr<Frame> take()
        {
            const std::lock_guard lock(m_mutex);
            if (m_free.empty())
                return nullptr;
            std::unique_ptr<Frame> frame = std::move(m_free.back());
            m_free.pop_back();
            return frame;
        }
        void putBack(std::unique_ptr<Frame> frame)
        {
            const std::lock_guard lock(m_mutex);  // what is not kept is freed after the lock, as the parameter
            if (m_free.size() < m_keep)
                m_free.push_back(std::move(frame));
        }
        void close()
        {
            std::vector<std::unique_ptr<Frame>> freed;
            const std::lock_guard lock(m_mutex);
            m_keep = 0;
            freed.swap(m_free);
        }
        std::size_t count() const
        {
            const std::lock_guard lock(m_mutex);
            return m_free.size();
        }

    private:
        mutable std::mutex m_mutex;
        std::vector<std::unique_ptr<Frame>> m_free;
        std::size_t m_keep;
    };

    std::shared_ptr<Shelf> m_shelf;
};

}  // namespace lineside
