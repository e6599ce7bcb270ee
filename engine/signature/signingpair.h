// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "signature/minisign.h"

#include <array>
#include <string>
#include <string_view>

namespace lineside {

/// A key pair of this installation, with which it signs what it wrote itself: Ed25519, libsodium's. The id of the public key is the
/// beginning of its own SHA-256. The secret half is overwritten when this is destroyed. Movable; not shared between threads.
class SigningPair {
public:
    /// A new one, from the system's random numbers.
    static Result<SigningPair> make();
    /// What `secretText` gave. InvalidInput where the text is anything else, or its two halves do not belong together.
    static Result<SigningPair> fromSecretText(std::string_view text);

    SigningPair(SigningPair &&other) noexcept;
    SigningPair &operator=(SigningPair &&other) noexcept;
    ~SigningPair();

    /// One line of base64 and its end: whoever has it can sign.
    std::string secretText() const;
    const minisign::PublicKey &publicKey() const { return m_public; }
    /// The line of base64 of a signature over the message.
    std::string sign(std::string_view message) const;

private:
    SigningPair() = default;

    std::array<unsigned char, 64> m_secret{};  ///< seed and public key
    minisign::PublicKey m_public;
};

/// Did the owner of `key` sign the message? `signature`: as `SigningPair::sign` gives it. Pure.
bool isSignedBy(const minisign::PublicKey &key, std::string_view message, std::string_view signature);

}  // namespace lineside
