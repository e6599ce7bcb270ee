// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "signature/blake2b.h"

#include <array>
#include <string>
#include <string_view>

namespace lineside::minisign {

// The text forms of the command minisign (version 0.11): https://jedisct1.github.io/minisign/, "Signature format" and "Public key format".

inline constexpr std::size_t kMaxSignatureBytes = 16 * 1024;  ///< of a whole FILE.minisig
inline constexpr std::size_t kMaxCommentBytes = 8192;         ///< of a trusted comment, as minisign allows
inline constexpr std::size_t kMaxPublicKeyBytes = 4096;       ///< of a whole .pub file

using KeyId = std::array<unsigned char, 8>;

/// Value type.
struct PublicKey {
    KeyId id{};
    std::array<unsigned char, 32> point{};  ///< Ed25519

    bool operator==(const PublicKey &) const = default;
};

/// What a .minisig file says, nothing of it checked. Value type.
struct Signature {
    KeyId id{};
    std::array<unsigned char, 64> ofDigest{};   ///< Ed25519 over the BLAKE2b-512 of the file
    std::array<unsigned char, 64> ofComment{};  ///< Ed25519 over `ofDigest` and the trusted comment
    std::string trustedComment;                 ///< one line, no control characters but tabs
};

/// Reads a public key as `minisign -G` prints it: the line of base64, or that line below its comment. Pure.
Result<PublicKey> parsePublicKey(std::string_view text);

/// Reads the four lines of a signature. Only the prehashed form (`ED`) is read; the older one (`Ed`) is refused, and so is anything
/// before, between or after the lines. Pure.
Result<Signature> parseSignature(std::string_view text);

/// Did the owner of `key` sign a file of this digest, and the trusted comment with it? Both must hold. Pure.
bool verify(const PublicKey &key, const Signature &signature, const Blake2bDigest &digest);

/// The id of a key as minisign prints it, so that a person can compare the two: a hexadecimal number, without leading zeros. Pure.
std::string text(const KeyId &id);

/// The line of base64 of a key. Pure.
std::string line(const PublicKey &key);

}  // namespace lineside::minisign
