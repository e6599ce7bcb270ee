// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain.h"
#include "audit/linereader.h"
#include "store/sha256.h"

#include <optional>
#include <string_view>

namespace lineside::audit {

/// Gathers bytes that are no part of the chain. One thread at a time.
class AsideHash {
public:
    void add(std::string_view bytes);
    /// With its end, where it has one; of a line that is too long only its length counts, so that it equals nothing.
    void add(const Line &line);

    std::uint64_t bytes() const { return m_bytes; }
    std::uint64_t lines() const;
    /// Of what was gathered; empty: nothing was.
    std::optional<Aside> aside();

private:
    Sha256 m_hash;
    std::optional<std::string> m_digits;
    std::uint64_t m_bytes = 0, m_ends = 0;
    bool m_open = false;  ///< the last line is without its end
};

/// What a line of the chain says to be aside before it; where it says so in a way that this program does not, no bytes of nothing.
std::optional<Aside> declaredAside(const Line &line);

}  // namespace lineside::audit
