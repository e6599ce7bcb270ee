// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importname.h"

namespace lineside {
namespace {

constexpr std::size_t kMaxNameBytes = 64;  // a name of the library with its version

}  // namespace

Result<ImportName, Refusal> importName(const ProposedId &ofFile, const SignedClaims &claims)
{
    ProposedId name = ofFile;
    if (claims.model && claims.model->size() > kMaxNameBytes)
        return Refusal{RefusalReason::SignatureMismatch, claims.model->substr(0, kMaxNameBytes) + "…", {}, "no name of a model"};
    if (claims.model) {
        const ProposedId given = proposeId(*claims.model + ".pt");
        const std::string same = given.version ? ModelId{given.name, *given.version}.text() : given.name;
        const bool twice = given.version && claims.version && given.version != claims.version;
        if (same != *claims.model || twice || given.version == 0)
            return Refusal{RefusalReason::SignatureMismatch,
                           "model=" + *claims.model + (twice ? " version=" + std::to_string(*claims.version) : std::string()), {}, "no name of a model"};
        // The version of a file's name belongs to the name there.
        name.version = given.version ? given.version : given.name == ofFile.name ? ofFile.version : std::nullopt;
        name.name = given.name;
        if (given.version)
            return ImportName{{name.name, *given.version}, true};
    }
    if (claims.version)
        return ImportName{{name.name, *claims.version}, true};
    return ImportName{{name.name, name.version.value_or(0)}, false};
}

}  // namespace lineside
