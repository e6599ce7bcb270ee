// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace lineside {

/// What a station asks of the signature beside a weight file (`FILE.minisig`). One that is there must be good whatever is asked.
enum class SignaturePolicy {
    Off,      ///< none is asked for
    Warn,     ///< a file without one by a trusted key is taken, and it is told
    Require,  ///< only a file signed by a trusted key is taken
};
/// "off", "warn", "require": the words of the configuration file.
const char *toString(SignaturePolicy policy) noexcept;

/// A public key of minisign and what people call its owner. Value type.
struct SigningKey {
    std::string name;
    std::string key;  ///< the line of base64, 56 characters; as input also the whole text of a .pub file
    std::string id;   ///< hexadecimal digits, as minisign prints them (no leading zeros); made from `key`, not read as input

    bool operator==(const SigningKey &) const = default;
};

/// The keys that vouch for weight files, and those that do so no more. A key is in one of the lists, once. Value type.
struct SigningKeys {
    std::vector<SigningKey> trusted, revoked;

    bool operator==(const SigningKeys &) const = default;
};
inline constexpr std::size_t kMaxSigningKeys = 100;  ///< in each list
inline constexpr std::size_t kMaxKeyNameBytes = 200;

enum class SignatureState {
    None,        ///< no signature
    Good,        ///< of a trusted key, and it is for this file
    UnknownKey,  ///< of a key that is in no list, so that nobody can check it
    RevokedKey,  ///< of a key that was revoked
};
const char *toString(SignatureState state) noexcept;

/// Who vouches for a weight file. Value type.
struct SignatureInfo {
    SignatureState state = SignatureState::None;
    std::string keyId;           ///< as in SigningKey; empty: no signature
    std::string signer;          ///< the key's name; empty for an unknown key
    std::string trustedComment;  ///< what was signed with the file; only while Good

    bool operator==(const SignatureInfo &) const = default;
};

}  // namespace lineside
