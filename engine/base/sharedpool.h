// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace lineside {

/// Shared objects that come back here when nobody holds them any more, with all memory that they own and that of their counter of
/// holders: what is made and given up again and again asks the heap for nothing. They may outlive the pool; they are then
/// simply freed. Thread-safe.
template <class T>
class SharedPool {
public:
    using LetGo = void (*)(T &) noexcept;

    /// `keep`: unused objects held back for the next ones. `letGo`: how an object gives up what it must not keep while it is unused, on
    /// the thread that gave it up; null: it keeps all.
    explicit SharedPool(std::size_t keep = 8, LetGo letGo = nullptr) : m_shelf(std::make_shared<Shelf>(keep)), m_letGo(letGo) {}
    ~SharedPool() { m_shelf->close(); }
    SharedPool(const SharedPool &) = delete;
    SharedPool &operator=(const SharedPool &) = delete;

    /// An object as its last holder left it, or a new one.
    std::shared_ptr<T> take()
    {
        std::unique_ptr<Box> box = m_shelf->take();
        if (!box)
            box = std::make_unique<Box>();
        Box *const taken = box.release();  // the counter's memory has it: nothing below can throw
        return {&taken->value, [letGo = m_letGo](T *used) {
                    if (letGo)
                        letGo(*used);
                }, InBox<T>{m_shelf, taken}};
    }

    /// Objects that lie ready to be used again.
    std::size_t idle() const { return m_shelf->count(); }

private:
    struct Box {
        T value{};
        alignas(std::max_align_t) std::byte counter[128];
    };

    class Shelf {
    public:
        explicit Shelf(std::size_t keep) : m_keep(keep) { m_free.reserve(keep); }

        std::unique_ptr<Box> take()
        {
            const std::lock_guard lock(m_mutex);
            if (m_free.empty())
                return nullptr;
            std::unique_ptr<Box> box = std::move(m_free.back());
            m_free.pop_back();
            return box;
        }
        void putBack(std::unique_ptr<Box> box)
        {
            const std::lock_guard lock(m_mutex);  // what is not kept is freed after the lock, as the parameter
            if (m_free.size() < m_keep)
                m_free.push_back(std::move(box));
        }
        void close()
        {
            std::vector<std::unique_ptr<Box>> freed;
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
        std::vector<std::unique_ptr<Box>> m_free;
        std::size_t m_keep;
    };

    /// An allocator that puts the counter into the object's own box. Giving back the counter's memory is the last thing that is done
    /// with either, so that is when the box is free: not when the object is let go, while a counter still stands in it.
    template <class U>
    struct InBox {
        using value_type = U;

        InBox(std::shared_ptr<Shelf> itsShelf, Box *its) : shelf(std::move(itsShelf)), box(its) {}
        template <class V>
        InBox(const InBox<V> &other) noexcept : shelf(other.shelf), box(other.box) {}

        U *allocate(std::size_t) noexcept
        {
            static_assert(sizeof(U) <= sizeof box->counter && alignof(U) <= alignof(std::max_align_t));
            return reinterpret_cast<U *>(box->counter);
        }
        void deallocate(U *, std::size_t) noexcept { shelf->putBack(std::unique_ptr<Box>(box)); }
        template <class V>
        bool operator==(const InBox<V> &other) const noexcept { return box == other.box; }

        std::shared_ptr<Shelf> shelf;
        Box *box;
    };

    std::shared_ptr<Shelf> m_shelf;
    LetGo m_letGo;
};

}  // namespace lineside
