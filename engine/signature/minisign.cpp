// SPDX-License-Identifier: GPL-3.0-or-later
#include "signature/minisign.h"

#include <sodium.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <iterator>
#include <optional>
#include <vector>

namespace lineside::minisign {
namespace {

constexpr std::string_view kUntrusted = "untrusted comment: ";
constexpr std::string_view kTrusted = "trusted comment: ";
constexpr std::size_t kKeyBytes = 2 + 8 + 32;
constexpr std::size_t kSignatureBytes = 2 + 8 + 64;

Error malformed(const char *why)
{
    return {ErrorCode::InvalidInput, why};
}

/// The lines of a text, each ended by LF or CRLF; the last one may be without an end. At most `most`; empty: there are more.
std::optional<std::vector<std::string_view>> linesOf(std::string_view text, std::size_t most)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        if (lines.size() == most)
            return std::nullopt;
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Exactly N bytes of base64 in its one canonical spelling.
template <std::size_t N>
std::optional<std::array<unsigned char, N>> decode(std::string_view base64)
{
    std::array<unsigned char, N> bytes;
    std::size_t size = 0;
    const char *end = nullptr;
    const bool read = sodium_base642bin(bytes.data(), N, base64.data(), base64.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL) == 0;
    if (!read || size != N || end != base64.data() + base64.size())
        return std::nullopt;
    return bytes;
}

bool isPlain(std::string_view comment)
{
    return std::none_of(comment.begin(), comment.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlank);
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

bool signedBy(const PublicKey &key, const std::array<unsigned char, 64> &signature, const unsigned char *message, std::size_t size)
{
    return crypto_sign_verify_detached(signature.data(), message, size, key.point.data()) == 0;
}

}  // namespace

Result<PublicKey> parsePublicKey(std::string_view text)
{
    if (text.size() > kMaxPublicKeyBytes)
        return malformed("larger than a public key");
    auto lines = linesOf(trimmed(text), 2);
    if (!lines || lines->empty())
        return malformed("a public key is one line, or two with its comment");
    if (lines->size() == 2 && !lines->front().starts_with(kUntrusted))
        return malformed("the first of two lines is no untrusted comment");
    const auto bytes = decode<kKeyBytes>(trimmed(lines->back()));
    if (!bytes)
        return malformed("the line of base64 is no public key of minisign");
    if ((*bytes)[0] != 'E' || (*bytes)[1] != 'd')
        return malformed("a key of another algorithm than Ed25519");
    PublicKey key;
    std::copy_n(bytes->begin() + 2, key.id.size(), key.id.begin());
    std::copy_n(bytes->begin() + 10, key.point.size(), key.point.begin());
    return key;
}

Result<Signature> parseSignature(std::string_view text)
{
    if (text.size() > kMaxSignatureBytes)
        return malformed("larger than a signature");
    const auto lines = linesOf(text, 4);
    if (!lines || lines->size() != 4)
        return malformed("a signature has four lines");
    if (!(*lines)[0].starts_with(kUntrusted))
        return malformed("the first line is no untrusted comment");
    const auto first = decode<kSignatureBytes>((*lines)[1]);
    if (!first)
        return malformed("the second line is no signature");
    if ((*first)[0] == 'E' && (*first)[1] == 'd')
        return malformed("made in the older form that signs the file itself; sign it again without the option -l");
    if ((*first)[0] != 'E' || (*first)[1] != 'D')
        return malformed("made by an algorithm that is not known");
    if (!(*lines)[2].starts_with(kTrusted))
        return malformed("the third line is no trusted comment");
    const std::string_view comment = (*lines)[2].substr(kTrusted.size());
    if (comment.size() > kMaxCommentBytes)
        return malformed("the trusted comment is too long");
    if (!isPlain(comment))
        return malformed("the trusted comment has control characters");
    const auto second = decode<64>((*lines)[3]);
    if (!second)
        return malformed("the fourth line is no signature");
    Signature signature;
    std::copy_n(first->begin() + 2, signature.id.size(), signature.id.begin());
    std::copy_n(first->begin() + 10, signature.ofDigest.size(), signature.ofDigest.begin());
    signature.ofComment = *second;
    signature.trustedComment = comment;
    return signature;
}

bool verify(const PublicKey &key, const Signature &signature, const Blake2bDigest &digest)
{
    if (sodium_init() < 0 || key.id != signature.id)
        return false;
    std::vector<unsigned char> both(signature.ofDigest.begin(), signature.ofDigest.end());
    both.insert(both.end(), signature.trustedComment.begin(), signature.trustedComment.end());
    return signedBy(key, signature.ofDigest, digest.data(), digest.size()) && signedBy(key, signature.ofComment, both.data(), both.size());
}

std::string text(const KeyId &id)
{
    std::uint64_t number = 0;
    for (auto byte = id.rbegin(); byte != id.rend(); ++byte)  // the lowest byte is kept first
        number = number << 8 | *byte;
    char digits[17];
    std::snprintf(digits, sizeof digits, "%" PRIX64, number);
    return digits;
}

std::string line(const PublicKey &key)
{
    std::vector<unsigned char> bytes{'E', 'd'};
    bytes.insert(bytes.end(), key.id.begin(), key.id.end());
    bytes.insert(bytes.end(), key.point.begin(), key.point.end());
    std::string base64(sodium_base64_ENCODED_LEN(kKeyBytes, sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(base64.data(), base64.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    base64.pop_back();  // its NUL
    return base64;
}

}  // namespace lineside::minisign
