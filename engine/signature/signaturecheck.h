// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/result.h"
#include "lineside/signature.h"
#include "signature/claims.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace lineside {

/// A file as it was copied: what a signature is held against.
struct SignedFile {
    std::filesystem::path path;  ///< of the copy that will be used, never of the original, which may change
    std::string sha256;          ///< hexadecimal, small letters
    std::uint64_t bytes = 0;
};

struct CheckedSignature {
    SignatureInfo info;
    SignedClaims claims;  ///< of a good signature; else empty
};

/// Holds a signature (the text of FILE.minisig) against a file and the keys. A refusal where it cannot be read or is not for this file
/// (BadSignature), or where its trusted comment says another hash or size (SignatureMismatch). Who signed it, and whether that is
/// enough, is another question: see `decideSignature`. The file is read only where the key is trusted. `keys` are normalised.
/// `goOn`: asked between pieces. Blocks on the disk.
Result<CheckedSignature, Refusal> checkSignature(const std::string &text, const SignedFile &file, const SigningKeys &keys,
                                                 const std::function<bool()> &goOn);

}  // namespace lineside
