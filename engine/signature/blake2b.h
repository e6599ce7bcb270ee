// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"

#include <array>
#include <filesystem>
#include <functional>

namespace lineside {

/// BLAKE2b-512 without a key (RFC 7693), libsodium's `crypto_generichash`.
using Blake2bDigest = std::array<unsigned char, 64>;

/// Of a whole file, read once in pieces. `goOn` is asked between them; where it says no, the error is Cancelled. Blocks on the disk.
Result<Blake2bDigest> blake2bOfFile(const std::filesystem::path &file, const std::function<bool()> &goOn);

}  // namespace lineside
