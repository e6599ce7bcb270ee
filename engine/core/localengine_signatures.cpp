// SPDX-License-Identifier: GPL-3.0-or-later
// Who vouches for a weight file, and the keys by which that is known.
#include "core/importname.h"
#include "core/localengine.h"
#include "core/signaturefile.h"
#include "model/signaturedecision.h"
#include "signature/signingkeys.h"
#include "store/configfile.h"

#include <utility>

namespace lineside {
namespace {

std::string namesOf(const std::vector<SigningKey> &keys)
{
    std::string names;
    for (const SigningKey &key : keys)
        names += (names.empty() ? "" : ", ") + key.name + " " + key.id;
    return names.empty() ? "none" : names;
}

}  // namespace

SigningKeys LocalEngine::signingKeys() const
{
    const std::lock_guard lock(m_mutex);
    return m_signingKeys;
}

void LocalEngine::applySigningKeys(SigningKeys given, Done done, Actor actor)
{
    post([this, given = std::move(given), done = std::move(done), actor = std::move(actor)] {
        const auto keys = normalised(given);
        if (!keys)
            return done(keys.error());
        Config wanted = currentConfig();
        wanted.keys = *keys;
        const std::string text = formatConfig(wanted);
        if (const auto check = parseConfig(text); !check)
            return done(check.error());
        {
            const std::lock_guard lock(m_mutex);
            m_signingKeys = *keys;
        }
        m_configError.reset();
        record({0, {}, EventKind::KeysChanged, {}, {}, {}, {}, {}, {}, "trusted: " + namesOf(keys->trusted) + "; revoked: " + namesOf(keys->revoked)}, actor);
        publish();
        writeConfig(text, done);
    });
}

Result<CheckedSignature, Refusal> LocalEngine::examineSignature(Candidate &candidate, const std::filesystem::path &copy, const CopiedFile &copied)
{
    const auto text = readSignatureBeside(candidate.source);
    if (!text)
        return text.error();
    if (!*text)
        return CheckedSignature{};
    return checkSignature(**text, {copy, copied.sha256, copied.bytes}, signingKeys(), [&] { return !*candidate.cancelled; });
}

Result<StoredModel, Refusal> LocalEngine::signedAgain(StoredModel known, const CheckedSignature &signature)
{
    const SignatureState now = signature.info.state;
    const bool better = standing(known.signature, signingKeys()).state != SignatureState::Good;
    if (now == SignatureState::None || (now == SignatureState::UnknownKey && !better))
        return known;  // the library knows more than this offer says
    if (now == SignatureState::Good) {
        const auto name = importName({known.id.name, known.id.version}, signature.claims);
        if (!name)
            return name.error();
        const bool same = name->id.name == known.id.name && (!name->versionIsSigned || name->id == known.id);
        if (!same)
            return Refusal{RefusalReason::SignatureMismatch, name->versionIsSigned ? name->id.text() : name->id.name, known.id.text(),
                           "these bytes are in the library under another name"};
    }
    if (known.signature == signature.info)
        return known;
    known.signature = signature.info;
    if (now != SignatureState::RevokedKey) {
        if (const auto noted = m_store.noteSignature(known.id, known.signature); !noted)
            return Refusal{noted.error().code == ErrorCode::DiskFull ? RefusalReason::DiskFull : RefusalReason::Internal, {}, {}, noted.error().detail};
    }
    return known;
}

std::optional<Refusal> LocalEngine::checkSignatureOf(const SignatureInfo &found, const Station *s, Candidate *candidate)
{
    const SignatureInfo now = standing(found, signingKeys());
    SignatureDecision decision = decideSignature(now, s ? s->config.signatures : SignaturePolicy::Off);
    if (candidate)
        candidate->change([&](CandidateSnapshot &shown) {
            shown.signature = now;
            shown.signatureMissing = decision.missing;
        });
    return std::move(decision.refusal);
}

std::optional<Refusal> LocalEngine::checkSignatureOf(const ModelId &model, const Station &s)
{
    const auto stored = m_store.find(model);
    return checkSignatureOf(stored ? stored->signature : SignatureInfo(), &s);
}

}  // namespace lineside
