// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/signaturetext.h"

#include "common/installation.h"
#include "core/signaturefile.h"
#include "model/signaturedecision.h"
#include "store/configfile.h"
#include "store/files.h"
#include "store/recordjson.h"
#include "weights/labels.h"

namespace lineside::ctl {
namespace {

constexpr std::size_t kMaxBytes = 10'000;

Result<SigningKeys> keysOf(const std::string &config)
{
    const auto text = readSmallFile(findInstallation(config).configFile, kMaxConfigBytes);
    if (!text && config.empty() && text.error().code == ErrorCode::NotFound)
        return SigningKeys{};
    if (!text)
        return text.error();
    const auto parsed = parseConfig(*text);
    if (!parsed)
        return parsed.error();
    return parsed->keys;
}

}  // namespace

Result<FileSignature> signatureOf(const std::string &file, const SignedFile &content, const std::string &config)
{
    const auto text = readSignatureBeside(file);
    if (!text)
        return FileSignature{{}, text.error()};
    if (!*text)
        return FileSignature{};
    const auto keys = keysOf(config);
    if (!keys)
        return keys.error();
    const auto checked = checkSignature(**text, content, *keys, [] { return true; });
    return checked ? FileSignature{checked->info, decideSignature(checked->info, SignaturePolicy::Off).refusal} : FileSignature{{}, checked.error()};
}

nlohmann::ordered_json signatureJson(const FileSignature &signature)
{
    nlohmann::ordered_json object = toJson(signature.info);
    if (signature.refusal) {
        object["state"] = toString(signature.refusal->reason);
        object["detail"] = signature.refusal->detail;
    }
    return object;
}

std::string signatureText(const FileSignature &signature)
{
    const SignatureInfo &info = signature.info;
    const std::string key = info.signer + " (key " + info.keyId + ")";
    const auto text = [&]() -> std::string {
        if (signature.refusal && signature.refusal->reason != RefusalReason::RevokedKey) {
            const Refusal &why = *signature.refusal;
            return std::string("not good, ") + toString(why.reason) + (why.expected.empty() ? "" : ": signed " + why.expected)
                + (why.found.empty() ? "" : ", found " + why.found) + (why.detail.empty() ? "" : ": " + why.detail);
        }
        switch (info.state) {
        case SignatureState::Good: return "good, by " + key;
        case SignatureState::RevokedKey: return "by a revoked key, " + key;
        case SignatureState::UnknownKey: return "by a key that is not trusted, " + info.keyId;
        case SignatureState::None: break;
        }
        return "none";
    }();
    const std::string shown = weights::printable(text, kMaxBytes);  // what others wrote may hold what a terminal would obey
    return info.trustedComment.empty() ? shown : shown + "\n  comment     " + weights::printable(info.trustedComment, kMaxBytes);
}

}  // namespace lineside::ctl
