// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/signaturedecision.h"

#include <algorithm>

namespace lineside {
namespace {

const SigningKey *find(const std::vector<SigningKey> &keys, const std::string &id)
{
    const auto it = std::ranges::find(keys, id, &SigningKey::id);
    return it == keys.end() ? nullptr : &*it;
}

}  // namespace

SignatureInfo standing(SignatureInfo found, const SigningKeys &keys)
{
    if (found.state == SignatureState::None)
        return found;
    if (const SigningKey *revoked = find(keys.revoked, found.keyId))
        return {SignatureState::RevokedKey, found.keyId, revoked->name, {}};
    const SigningKey *trusted = find(keys.trusted, found.keyId);
    if (found.state != SignatureState::Good || !trusted)
        return {SignatureState::UnknownKey, found.keyId, {}, {}};
    found.signer = trusted->name;
    return found;
}

SignatureDecision decideSignature(const SignatureInfo &signature, SignaturePolicy policy)
{
    switch (signature.state) {
    case SignatureState::Good: return {};
    case SignatureState::RevokedKey: return {Refusal{RefusalReason::RevokedKey, {}, signature.signer, "key " + signature.keyId}, false};
    case SignatureState::None:
        if (policy == SignaturePolicy::Require)
            return {Refusal{RefusalReason::Unsigned, {}, {}, {}}, false};
        break;
    case SignatureState::UnknownKey:
        if (policy == SignaturePolicy::Require)
            return {Refusal{RefusalReason::UnknownKey, {}, signature.keyId, {}}, false};
        break;
    }
    return {std::nullopt, policy != SignaturePolicy::Off};
}

}  // namespace lineside
