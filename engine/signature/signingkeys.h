// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "lineside/signature.h"

namespace lineside {

/// Brings keys into the form in which they are kept: each name without blanks around it, each key as its line of base64, its id
/// beside it. An error where a text is no public key (InvalidInput), a name is missing or too long (InvalidInput), a key is there
/// twice (Busy, with the name it has) or there are too many (InvalidInput). Pure.
Result<SigningKeys> normalised(SigningKeys keys);

}  // namespace lineside
