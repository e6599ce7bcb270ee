// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/signature.h"

#include <optional>

namespace lineside {

/// A signature as the keys of now have it: the key that was trusted when it was found may be revoked or gone since. One that nobody
/// could check when it was found stays so, whatever keys there are now: nothing was held against the file. Pure.
SignatureInfo standing(SignatureInfo found, const SigningKeys &keys);

struct SignatureDecision {
    std::optional<Refusal> refusal;
    bool missing = false;  ///< taken, but the operator is told that no trusted key vouches for it
};

/// May a file with this signature come to a station with this policy? By a revoked key never; without a trusted one where none is
/// required. (A signature that is not for its file does not come as far as this.) `signature` is as it stands now. Pure.
SignatureDecision decideSignature(const SignatureInfo &signature, SignaturePolicy policy);

}  // namespace lineside
