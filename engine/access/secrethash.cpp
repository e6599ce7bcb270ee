// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/secrethash.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace lineside {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kSaltDigits = 22, kHashDigits = 43;  // of base64, for 16 and 32 bytes

/// What crypto_pwhash_str writes.
struct StoredHash {
    HashCost cost;
    std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
    std::array<unsigned char, kHashBytes> hash{};
};

Error malformed(const char *why)
{
    return {ErrorCode::InvalidInput, why};
}

/// Takes `what` from the front.
bool take(std::string_view &text, std::string_view what)
{
    if (!text.starts_with(what))
        return false;
    text.remove_prefix(what.size());
    return true;
}

/// Takes a decimal number without leading zeros from the front.
std::optional<std::uint64_t> takeNumber(std::string_view &text)
{
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || text.front() == '0')
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return number;
}

/// Exactly N bytes of base64 in its one canonical spelling, without padding.
template <std::size_t N>
bool decode(std::string_view base64, std::array<unsigned char, N> &bytes)
{
    const bool digits = std::all_of(base64.begin(), base64.end(), [](char c) {  // libsodium reads a byte 255 as one
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    });
    std::size_t size = 0;
    const char *end = nullptr;
    return digits && sodium_base642bin(bytes.data(), N, base64.data(), base64.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 && size == N
           && end == base64.data() + base64.size();
}

Result<void> withinLimits(const HashCost &cost)
{
    if (cost.passes < kLeastHashCost.passes || cost.bytes < kLeastHashCost.bytes || cost.bytes % 1024 != 0)
        return malformed("a hash of a secret takes at least one pass over 8 kB, in whole kB");
    if (cost.passes > kMostHashCost.passes || cost.bytes > kMostHashCost.bytes)
        return malformed("the hash of a secret asks for more time or memory than one may");
    return {};
}

Result<StoredHash> read(std::string_view hash)
{
    std::string_view rest = hash;
    if (!take(rest, "$argon2id$v=19$m="))
        return malformed("no hash of a secret by argon2id");
    const auto kilobytes = takeNumber(rest);
    const auto passes = kilobytes && take(rest, ",t=") ? takeNumber(rest) : std::nullopt;
    if (!passes || !take(rest, ",p=1$"))
        return malformed("the hash of a secret does not say what it costs");
    if (*kilobytes > kMostHashCost.bytes / 1024)
        return malformed("the hash of a secret asks for more memory than one may");
    StoredHash stored;
    stored.cost = {*passes, *kilobytes * 1024};
    if (auto within = withinLimits(stored.cost); !within)
        return within.error();
    if (rest.size() != kSaltDigits + 1 + kHashDigits || rest[kSaltDigits] != '$' || !decode(rest.substr(0, kSaltDigits), stored.salt)
        || !decode(rest.substr(kSaltDigits + 1), stored.hash))
        return malformed("the hash of a secret is cut off or changed");
    return stored;
}

}  // namespace

Result<std::string> hashSecret(const Secret &secret, const HashCost &cost)
{
    if (auto within = withinLimits(cost); !within)
        return within.error();
    if (sodium_init() < 0)
        return Error{ErrorCode::Internal, "libsodium did not start"};
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    const std::string_view bytes = secret.view();
    if (crypto_pwhash_str_alg(hash.data(), bytes.data(), bytes.size(), cost.passes, static_cast<std::size_t>(cost.bytes), crypto_pwhash_ALG_ARGON2ID13) != 0)
        return Error{ErrorCode::OutOfMemory, "no memory to make the hash of a secret"};
    return std::string(hash.data());
}

Result<HashCost> costOf(std::string_view hash)
{
    const auto stored = read(hash);
    return stored ? Result<HashCost>(stored->cost) : stored.error();
}

Result<bool> verifySecret(const Secret &secret, const std::string &hash)
{
    const auto stored = read(hash);
    if (!stored)
        return stored.error();
    if (sodium_init() < 0)
        return Error{ErrorCode::Internal, "libsodium did not start"};
    // Not crypto_pwhash_str_verify: where memory runs out, that says that the secret is wrong.
    std::array<unsigned char, kHashBytes> made{};
    const std::string_view bytes = secret.view();
    if (crypto_pwhash(made.data(), made.size(), bytes.data(), bytes.size(), stored->salt.data(), stored->cost.passes, static_cast<std::size_t>(stored->cost.bytes),
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        return Error{ErrorCode::OutOfMemory, "no memory to check a secret"};
    return sodium_memcmp(made.data(), stored->hash.data(), made.size()) == 0;
}

std::string hashOfNobody(const HashCost &cost)
{
    return "$argon2id$v=19$m=" + std::to_string(cost.bytes / 1024) + ",t=" + std::to_string(cost.passes) + ",p=1$" + std::string(kSaltDigits, 'A') + '$'
           + std::string(kHashDigits, 'A');
}

}  // namespace lineside
