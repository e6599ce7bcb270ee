// SPDX-License-Identifier: GPL-3.0-or-later
#include "signature/signingpair.h"

#include <sodium.h>

#include <algorithm>
#include <optional>

namespace lineside {
namespace {

constexpr std::size_t kBytes = 64;  // of a secret key, and of a signature
constexpr int kForm = sodium_base64_VARIANT_ORIGINAL;

std::string encoded(const std::array<unsigned char, kBytes> &bytes)
{
    std::string text(sodium_base64_ENCODED_LEN(kBytes, kForm), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kForm);
    text.pop_back();  // its NUL
    return text;
}

/// In its one canonical spelling.
std::optional<std::array<unsigned char, kBytes>> decoded(std::string_view text)
{
    std::array<unsigned char, kBytes> bytes{};
    std::size_t size = 0;
    const char *end = nullptr;
    const bool read = sodium_base642bin(bytes.data(), kBytes, text.data(), text.size(), nullptr, &size, &end, kForm) == 0;
    if (!read || size != kBytes || end != text.data() + text.size() || encoded(bytes) != text)  // libsodium reads a byte 255 as a digit
        return std::nullopt;
    return bytes;
}

minisign::PublicKey publicHalf(const std::array<unsigned char, kBytes> &secret)
{
    minisign::PublicKey key;
    std::copy_n(secret.begin() + 32, key.point.size(), key.point.begin());
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), key.point.data(), key.point.size());
    std::copy_n(hash.begin(), key.id.size(), key.id.begin());
    return key;
}

}  // namespace

Result<SigningPair> SigningPair::make()
{
    if (sodium_init() < 0)
        return Error{ErrorCode::Internal, "libsodium did not start"};
    SigningPair pair;
    std::array<unsigned char, 32> point{};
    crypto_sign_keypair(point.data(), pair.m_secret.data());
    pair.m_public = publicHalf(pair.m_secret);
    return pair;
}

Result<SigningPair> SigningPair::fromSecretText(std::string_view text)
{
    if (sodium_init() < 0)
        return Error{ErrorCode::Internal, "libsodium did not start"};
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    const auto bytes = decoded(text);
    if (!bytes)
        return Error{ErrorCode::InvalidInput, "no line of base64 of a secret key"};
    SigningPair pair;
    std::array<unsigned char, 32> point{};
    crypto_sign_seed_keypair(point.data(), pair.m_secret.data(), bytes->data());
    if (pair.m_secret != *bytes)
        return Error{ErrorCode::InvalidInput, "the halves of the secret key do not belong together"};
    pair.m_public = publicHalf(pair.m_secret);
    return pair;
}

SigningPair::SigningPair(SigningPair &&other) noexcept : m_secret(other.m_secret), m_public(other.m_public)
{
    sodium_memzero(other.m_secret.data(), other.m_secret.size());
}

SigningPair &SigningPair::operator=(SigningPair &&other) noexcept
{
    std::swap(m_secret, other.m_secret);
    std::swap(m_public, other.m_public);
    return *this;
}

SigningPair::~SigningPair()
{
    sodium_memzero(m_secret.data(), m_secret.size());
}

std::string SigningPair::secretText() const
{
    return encoded(m_secret) + "\n";
}

std::string SigningPair::sign(std::string_view message) const
{
    std::array<unsigned char, kBytes> signature{};
    crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char *>(message.data()), message.size(), m_secret.data());
    return encoded(signature);
}

bool isSignedBy(const minisign::PublicKey &key, std::string_view message, std::string_view signature)
{
    const auto bytes = sodium_init() < 0 ? std::nullopt : decoded(signature);
    return bytes && crypto_sign_verify_detached(bytes->data(), reinterpret_cast<const unsigned char *>(message.data()), message.size(), key.point.data()) == 0;
}

}  // namespace lineside
