// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace lineside {

/// Holds the newest of something that one thread makes and another takes. Putting never waits for the taker: a value that
/// nobody took is replaced, and the maker is told. The critical section is one pointer exchange. Thread-safe.
template <class T>
class LatestSlot {
public:
    using Pointer = std::shared_ptr<const T>;

    /// Replaces the content; returns true when a value that nobody had taken was overwritten.
    bool put(Pointer value)
    {
        Pointer old;  // released outside the lock: its memory may be large
        const std::lock_guard lock(m_mutex);
        old = std::exchange(m_value, std::move(value));
        const bool taken = std::exchange(m_taken, false);
        return old && !taken;
    }

    /// The value if it was not taken before, else null. It stays visible to `peek`.
    Pointer take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_taken)
            return nullptr;
        m_taken = true;
        return m_value;
    }

    /// The newest value, taken or not; null before the first.
    Pointer peek() const
    {
        const std::lock_guard lock(m_mutex);
        return m_value;
    }

    bool hasNew() const
    {
        const std::lock_guard lock(m_mutex);
        return m_value && !m_taken;
    }

    void clear()
    {
        Pointer old;
        const std::lock_guard lock(m_mutex);
        old = std::exchange(m_value, nullptr);
        m_taken = true;
    }

private:
    mutable std::mutex m_mutex;
    Pointer m_value;
    bool m_taken = true;
};

}  // namespace lineside
