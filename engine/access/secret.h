// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace lineside {

inline constexpr std::size_t kMaxSecretBytes = 256;

/// A PIN or a password while it is needed. Its bytes lie in memory of their own, which libsodium keeps out of core dumps and of the swap
/// space where the system allows that, and are overwritten when this is destroyed. Never part of a log, an error text or a file. A
/// constructor throws std::bad_alloc where there is no such memory. Movable, and empty afterwards; not shared between threads.
class Secret {
public:
    Secret();
    /// A copy; the bytes that were given stay as they are.
    explicit Secret(std::string_view bytes);
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    ~Secret();

    /// One more byte at its end. One more than kMaxSecretBytes has room, so that a secret that is too long is known for it; what comes
    /// after that is not kept.
    void append(char byte);
    /// Valid until this is changed.
    std::string_view view() const noexcept;

private:
    struct Wipe {
        void operator()(char *bytes) const noexcept;
    };
    std::unique_ptr<char, Wipe> m_bytes;  ///< null: was moved from
    std::size_t m_size = 0;
};

/// Are they the same? Takes the same time wherever they differ.
bool isSame(const Secret &a, const Secret &b);

}  // namespace lineside
