// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/secret.h"
#include "lineside/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace lineside {

/// What it takes to make or to check a hash, so that guessing takes long. Value type.
struct HashCost {
    std::uint64_t passes = 3;
    std::uint64_t bytes = 64 * 1024 * 1024;  ///< of memory, a multiple of 1024

    bool operator==(const HashCost &) const = default;
};
inline constexpr HashCost kLeastHashCost{1, 8 * 1024};
/// What a hash that comes from a file may ask for at most: about two seconds of one processor.
inline constexpr HashCost kMostHashCost{10, 256 * 1024 * 1024};

/// Argon2id, as crypto_pwhash_str of libsodium writes it ("$argon2id$v=19$m=65536,t=3,p=1$salt$hash"), with a salt of its own each time. Errors:
/// InvalidInput (a cost beyond the limits), OutOfMemory. Takes a tenth of a second of one processor, and the memory: not for the UI and
/// engine threads. Thread-safe.
Result<std::string> hashSecret(const Secret &secret, const HashCost &cost = {});

/// What checking this hash would cost. InvalidInput where it was not written so, or asks for more than kMostHashCost. Pure.
Result<HashCost> costOf(std::string_view hash);

/// Is it the secret of that hash? Errors: InvalidInput, as `costOf` gives it, before anything is calculated; OutOfMemory. Otherwise as
/// `hashSecret`.
Result<bool> verifySecret(const Secret &secret, const std::string &hash);

/// A hash of this cost that no secret has: to check one against it takes the time that a true one takes. Pure.
std::string hashOfNobody(const HashCost &cost);

}  // namespace lineside
