// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace lineside {

inline constexpr std::size_t kMinPinDigits = 6;
inline constexpr std::size_t kMinPasswordCharacters = 8;

/// Why something is no secret that may be chosen.
enum class SecretFault {
    TooShort,   ///< fewer digits than a PIN has, or fewer characters than a password
    TooLong,    ///< more than kMaxSecretBytes
    NotText,    ///< no valid UTF-8, or with characters that control and show nothing
    TooSimple,  ///< one character again and again, or digits that go up or down in even steps, as 123456, 987654 and 135791
};
/// A stable, lower-case name for logs and JSON, e.g. "too_short".
const char *toString(SecretFault fault) noexcept;

/// What is wrong with a secret that somebody chooses; empty: nothing. Digits alone are a PIN, anything else is a password. What counts are
/// the bytes as they were typed: a letter that one keyboard makes of two characters is not the same as from another. Pure.
std::optional<SecretFault> secretFault(std::string_view secret);

}  // namespace lineside
