// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/secretrules.h"

#include "access/secret.h"
#include "base/utf8.h"

#include <algorithm>

namespace lineside {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Each digit is the one before and the same number more, beyond 9 from 0 again. `digits` is not empty.
bool inEvenSteps(std::string_view digits)
{
    const auto step = [&](std::size_t i) { return (digits[i] - digits[i - 1] + 10) % 10; };
    for (std::size_t i = 2; i < digits.size(); ++i) {
        if (step(i) != step(1))
            return false;
    }
    return true;
}

}  // namespace

const char *toString(SecretFault fault) noexcept
{
    switch (fault) {
    case SecretFault::TooShort: return "too_short";
    case SecretFault::TooLong: return "too_long";
    case SecretFault::NotText: return "not_text";
    case SecretFault::TooSimple: return "too_simple";
    }
    return "not_text";
}

std::optional<SecretFault> secretFault(std::string_view secret)
{
    if (secret.size() > kMaxSecretBytes)
        return SecretFault::TooLong;
    const bool pin = std::all_of(secret.begin(), secret.end(), isDigit);
    const std::string_view first = secret.substr(0, characterLength(secret));
    std::size_t characters = 0;
    bool allTheSame = true;
    for (std::string_view rest = secret; !rest.empty(); ++characters) {
        const std::size_t length = characterLength(rest);
        if (length == 0)
            return SecretFault::NotText;
        allTheSame = allTheSame && rest.substr(0, length) == first;
        rest.remove_prefix(length);
    }
    if (characters < (pin ? kMinPinDigits : kMinPasswordCharacters))
        return SecretFault::TooShort;
    if (allTheSame || (pin && inEvenSteps(secret)))
        return SecretFault::TooSimple;
    return std::nullopt;
}

}  // namespace lineside
