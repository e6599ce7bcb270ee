// SPDX-License-Identifier: GPL-3.0-or-later
#include "signature/signingkeys.h"

#include "signature/minisign.h"

#include <map>

namespace lineside {

Result<SigningKeys> normalised(SigningKeys keys)
{
    std::map<std::string, std::string> names;  // by id: a signature names its key by that alone
    for (std::vector<SigningKey> *list : {&keys.trusted, &keys.revoked}) {
        if (list->size() > kMaxSigningKeys)
            return Error{ErrorCode::InvalidInput, "more than " + std::to_string(kMaxSigningKeys) + " keys"};
        for (SigningKey &key : *list) {
            constexpr const char *kBlank = " \t\r\n";
            key.name.erase(0, key.name.find_first_not_of(kBlank));
            key.name.erase(key.name.find_last_not_of(kBlank) + 1);
            if (key.name.empty() || key.name.size() > kMaxKeyNameBytes)
                return Error{ErrorCode::InvalidInput, key.name.empty() ? "a key needs a name" : "the name is too long"};
            const auto parsed = minisign::parsePublicKey(key.key);
            if (!parsed)
                return Error{ErrorCode::InvalidInput, key.name + ": " + parsed.error().detail};
            key.key = minisign::line(*parsed);
            key.id = minisign::text(parsed->id);
            if (const auto [known, fresh] = names.emplace(key.id, key.name); !fresh)
                return Error{ErrorCode::Busy, known->second};
        }
    }
    return keys;
}

}  // namespace lineside
