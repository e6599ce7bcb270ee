// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "signature/claims.h"
#include "signature/minisign.h"

#include <algorithm>

using namespace lineside;
using namespace lineside::test;

namespace {

void tryKey(std::string_view text)
{
    const auto key = minisign::parsePublicKey(text);
    if (!key)
        return require(!key.error().detail.empty());
    const auto again = minisign::parsePublicKey(minisign::line(*key));
    require(again && *again == *key);
    const std::string id = minisign::text(key->id);
    require(!id.empty() && id.size() <= 2 * key->id.size());
}

void tryClaims(std::string_view comment)
{
    const auto claims = parseClaims(comment);
    if (!claims)
        return require(!claims.error().detail.empty());
    require(!claims->version || (*claims->version >= 1 && *claims->version <= 999'999));
    require(!claims->model || !claims->model->empty());
    const auto isDigit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    require(!claims->sha256 || (claims->sha256->size() == 64 && std::all_of(claims->sha256->begin(), claims->sha256->end(), isDigit)));
}

void trySignature(std::string_view text)
{
    const auto signature = minisign::parseSignature(text);
    if (!signature)
        return require(!signature.error().detail.empty());
    const std::string &comment = signature->trustedComment;
    require(comment.size() <= minisign::kMaxCommentBytes);
    require(std::none_of(comment.begin(), comment.end(), [](unsigned char c) { return (c < ' ' && c != '\t') || c == 0x7F; }));
    // No seed signs this digest, nor is one by this key: whatever comes of them is no good signature.
    minisign::PublicKey somebody;
    somebody.id = signature->id;
    somebody.point.fill(0x58);
    require(!minisign::verify(somebody, *signature, Blake2bDigest{}));
    tryClaims(comment);
}

}  // namespace

/// The texts that signatures come in: a public key, a signature, and what its trusted comment says of the file.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    tryKey(text);
    trySignature(text);
    tryClaims(text);
    return 0;
}
