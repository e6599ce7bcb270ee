// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/signature/signer.h"

#include <sodium.h>

#include <array>

namespace lineside::test {
namespace {

const unsigned char *bytes(const std::string &text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

template <class Array>
std::string asText(const Array &array)
{
    return {reinterpret_cast<const char *>(array.data()), array.size()};
}

}  // namespace

std::string base64(const std::string &text)
{
    std::string encoded(sodium_base64_encoded_len(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(encoded.data(), encoded.size(), bytes(text), text.size(), sodium_base64_VARIANT_ORIGINAL);
    encoded.pop_back();
    return encoded;
}

Signer::Signer(unsigned char number)
{
    std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
    seed[0] = number;
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret;
    crypto_sign_seed_keypair(m_public.point.data(), secret.data(), seed.data());
    m_secret = asText(secret);
    m_public.id = {number, 2, 3, 4, 5, 6, 7, 0xA8};
}

SigningKey Signer::key(const std::string &name) const
{
    return {name, minisign::line(m_public), minisign::text(m_public.id)};
}

std::string Signer::publicText() const
{
    return "untrusted comment: minisign public key " + minisign::text(m_public.id) + "\n" + minisign::line(m_public) + "\n";
}

std::string Signer::signatureOf(const std::string &message) const
{
    std::array<unsigned char, crypto_sign_BYTES> signature;
    crypto_sign_detached(signature.data(), nullptr, bytes(message), message.size(), bytes(m_secret));
    return asText(signature);
}

std::string Signer::sign(const std::string &content, const std::string &trustedComment) const
{
    std::array<unsigned char, 64> digest;
    crypto_generichash(digest.data(), digest.size(), bytes(content), content.size(), nullptr, 0);
    const std::string ofDigest = signatureOf(asText(digest));
    return "untrusted comment: signature from minisign secret key\n" + base64("ED" + asText(m_public.id) + ofDigest) + "\ntrusted comment: "
        + trustedComment + "\n" + base64(signatureOf(ofDigest + trustedComment)) + "\n";
}

}  // namespace lineside::test
