// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lineside {

/// What a trusted comment says about the file that it was signed with: its words of the form key=value, for the keys that follow.
/// Value type.
struct SignedClaims {
    std::optional<std::string> model;   ///< model=line or name=line; also with its version, model=line-v3
    std::optional<int> version;         ///< version=3 or version=v3; 1 to 999999
    std::optional<std::string> sha256;  ///< 64 hexadecimal digits, small letters
    std::optional<std::uint64_t> size;  ///< size=1234, bytes
};

/// Words are separated by blanks or tabs; others than these keys are left alone. An error for a value that cannot be one, and for a key
/// that comes twice with another value: nobody could tell which of them counts. Pure.
Result<SignedClaims> parseClaims(std::string_view trustedComment);

}  // namespace lineside
