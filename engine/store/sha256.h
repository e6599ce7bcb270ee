// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace lineside {

/// SHA-256 of bytes that come in pieces (OpenSSL's). One thread at a time. Movable.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256 &&other) noexcept;
    Sha256 &operator=(Sha256 &&other) noexcept;
    ~Sha256();
    void add(std::span<const std::byte> bytes);
    std::string hex();  ///< 64 digits; nothing may be added afterwards

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

}  // namespace lineside
