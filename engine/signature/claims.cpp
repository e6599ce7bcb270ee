// SPDX-License-Identifier: GPL-3.0-or-later
#include "signature/claims.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace lineside {
namespace {

constexpr int kMaxVersion = 999'999;  // as many digits as the name of a file may carry

template <class Number>
std::optional<Number> number(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<int> versionFrom(std::string_view text)
{
    if (text.starts_with('v'))
        text.remove_prefix(1);
    const auto value = number<int>(text);
    return value && *value >= 1 && *value <= kMaxVersion ? value : std::nullopt;
}

std::optional<std::string> sha256From(std::string_view text)
{
    std::string digits(text);
    std::transform(digits.begin(), digits.end(), digits.begin(), [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c; });
    const bool good = digits.size() == 64 && digits.find_first_not_of("0123456789abcdef") == std::string::npos;
    return good ? std::optional(std::move(digits)) : std::nullopt;
}

std::optional<std::string> nameFrom(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional(std::string(text));
}

/// False: no such value, or another one was there.
template <class T>
bool take(std::optional<T> &claim, std::optional<T> value)
{
    if (!value || (claim && *claim != *value))
        return false;
    claim = std::move(value);
    return true;
}

}  // namespace

Result<SignedClaims> parseClaims(std::string_view comment)
{
    constexpr std::string_view kBlank = " \t";
    SignedClaims claims;
    while (!comment.empty()) {
        const std::size_t end = std::min(comment.find_first_of(kBlank), comment.size());
        const std::string_view word = comment.substr(0, end);
        comment.remove_prefix(std::min(end + 1, comment.size()));
        const std::size_t equals = word.find('=');
        if (equals == std::string_view::npos)
            continue;
        const std::string_view key = word.substr(0, equals), value = word.substr(equals + 1);
        const bool good = key == "model" || key == "name" ? take(claims.model, nameFrom(value))
                          : key == "version"              ? take(claims.version, versionFrom(value))
                          : key == "sha256"               ? take(claims.sha256, sha256From(value))
                          : key == "size"                 ? take(claims.size, number<std::uint64_t>(value))
                                                          : true;
        if (!good)
            return Error{ErrorCode::InvalidInput, std::string(word)};
    }
    return claims;
}

}  // namespace lineside
