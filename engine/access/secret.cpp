// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/secret.h"

#include <sodium.h>

#include <new>
#include <utility>

namespace lineside {
namespace {

constexpr std::size_t kRoom = kMaxSecretBytes + 1;

char *allocated()
{
    void *const bytes = sodium_init() < 0 ? nullptr : sodium_malloc(kRoom);
    if (!bytes)
        throw std::bad_alloc();
    return static_cast<char *>(bytes);
}

}  // namespace

void Secret::Wipe::operator()(char *bytes) const noexcept
{
    sodium_free(bytes);  // overwrites them first
}

Secret::Secret() : m_bytes(allocated()) {}

Secret::Secret(std::string_view bytes) : Secret()
{
    for (const char byte : bytes.substr(0, kRoom))
        append(byte);
}

Secret::Secret(Secret &&other) noexcept : m_bytes(std::move(other.m_bytes)), m_size(std::exchange(other.m_size, 0)) {}

Secret &Secret::operator=(Secret &&other) noexcept
{
    m_bytes = std::move(other.m_bytes);
    m_size = std::exchange(other.m_size, 0);
    return *this;
}

Secret::~Secret() = default;

void Secret::append(char byte)
{
    if (!m_bytes)
        m_bytes.reset(allocated());
    if (m_size < kRoom)
        m_bytes.get()[m_size++] = byte;
}

std::string_view Secret::view() const noexcept
{
    return {m_bytes.get(), m_size};
}

bool isSame(const Secret &a, const Secret &b)
{
    const std::string_view one = a.view(), other = b.view();
    return one.size() == other.size() && (one.empty() || sodium_memcmp(one.data(), other.data(), one.size()) == 0);
}

}  // namespace lineside
