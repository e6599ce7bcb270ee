// SPDX-License-Identifier: GPL-3.0-or-later
#include "signature/signaturecheck.h"

#include "signature/minisign.h"

#include <algorithm>

namespace lineside {
namespace {

const SigningKey *find(const std::vector<SigningKey> &keys, const std::string &id)
{
    const auto it = std::ranges::find(keys, id, &SigningKey::id);
    return it == keys.end() ? nullptr : &*it;
}

Refusal mismatch(std::string expected, std::string found)
{
    return {RefusalReason::SignatureMismatch, std::move(expected), std::move(found), {}};
}

}  // namespace

Result<CheckedSignature, Refusal> checkSignature(const std::string &text, const SignedFile &file, const SigningKeys &keys,
                                                 const std::function<bool()> &goOn)
{
    const auto signature = minisign::parseSignature(text);
    if (!signature)
        return Refusal{RefusalReason::BadSignature, {}, {}, signature.error().detail};
    CheckedSignature checked;
    checked.info.keyId = minisign::text(signature->id);
    if (const SigningKey *revoked = find(keys.revoked, checked.info.keyId)) {
        checked.info.state = SignatureState::RevokedKey;
        checked.info.signer = revoked->name;
        return checked;
    }
    const SigningKey *trusted = find(keys.trusted, checked.info.keyId);
    if (!trusted) {
        checked.info.state = SignatureState::UnknownKey;
        return checked;
    }
    const auto key = minisign::parsePublicKey(trusted->key);
    if (!key)
        return Refusal{RefusalReason::Internal, {}, trusted->name, key.error().detail};
    const auto digest = blake2bOfFile(file.path, goOn);
    if (!digest)
        return Refusal{digest.error().code == ErrorCode::Cancelled ? RefusalReason::Cancelled : RefusalReason::Unreadable, {}, {}, digest.error().detail};
    if (!minisign::verify(*key, *signature, *digest))
        return Refusal{RefusalReason::BadSignature, {}, trusted->name, "the signature of key " + trusted->id + " is not for this file and comment"};
    const auto claims = parseClaims(signature->trustedComment);
    if (!claims)
        return Refusal{RefusalReason::SignatureMismatch, claims.error().detail, {}, "the trusted comment cannot be understood"};
    if (claims->sha256 && *claims->sha256 != file.sha256)
        return mismatch("sha256=" + *claims->sha256, "sha256=" + file.sha256);
    if (claims->size && *claims->size != file.bytes)
        return mismatch("size=" + std::to_string(*claims->size), "size=" + std::to_string(file.bytes));
    checked.info.state = SignatureState::Good;
    checked.info.signer = trusted->name;
    checked.info.trustedComment = signature->trustedComment;
    checked.claims = *claims;
    return checked;
}

}  // namespace lineside
