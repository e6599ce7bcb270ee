// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace lineside {

inline constexpr const char *kSignatureEnding = ".minisig";

/// The text of FILE.minisig beside a file; empty where there is none. BadSignature where what is there cannot be read or is larger
/// than any signature. Blocks on the disk.
Result<std::optional<std::string>, Refusal> readSignatureBeside(std::filesystem::path file);

}  // namespace lineside
