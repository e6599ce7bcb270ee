// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "signature/claims.h"
#include "store/modelstore.h"

namespace lineside {

/// Under which name and version a file comes into the library.
struct ImportName {
    ModelId id;                    ///< version 0: the next free one
    bool versionIsSigned = false;  ///< this version or none
};

/// What was signed with the file counts, else its name: a file "best.pt" that is signed as model=line version=3 is line-v3. A signed
/// name is a name of the library, or one with its version ("line-v3"); SignatureMismatch where it is none, or where the version in it
/// is another than the signed one. Pure.
Result<ImportName, Refusal> importName(const ProposedId &ofFile, const SignedClaims &claims);

}  // namespace lineside
