// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/refused.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>

namespace lineside::test {

/// What must hold of a parser whatever the bytes: it reads them or refuses them, with a reason of its own. Any other exception, and a
/// refusal that says nothing, ends the program, as the sanitizers do.
template <class Parser>
bool accepts(Parser parser)
{
    try {
        parser();
        return true;
    } catch (const weights::Refused &refused) {
        if (refused.refusal.reason == RefusalReason::Internal || refused.refusal.detail.empty())
            std::abort();
        return false;
    }
}

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

inline std::span<const std::byte> asBytes(const std::uint8_t *data, std::size_t size)
{
    return std::as_bytes(std::span(data, size));
}

inline std::string_view asText(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), size};
}

}  // namespace lineside::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);
