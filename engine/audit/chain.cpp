// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain.h"

#include "store/checksum.h"
#include "store/sha256.h"

#include <algorithm>
#include <charconv>
#include <span>

namespace lineside::audit {
namespace {

constexpr std::string_view kNumber = ",\"n\":", kChain = ",\"chain\":\"", kChecksum = ",\"checksum\":\"", kEnd = "\"}";
constexpr std::size_t kValueDigits = 64, kChecksumDigits = 16;

bool isHex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// Takes exactly that off the end.
bool takeEnd(std::string_view &text, std::string_view end)
{
    const bool there = text.ends_with(end);
    if (there)
        text.remove_suffix(end.size());
    return there;
}

std::optional<std::string_view> takeDigits(std::string_view &text, std::size_t count)
{
    if (text.size() < count || !isHex(text.substr(text.size() - count)))
        return std::nullopt;
    const std::string_view digits = text.substr(text.size() - count);
    text.remove_suffix(count);
    return digits;
}

/// The running number at the end, in its one spelling.
std::optional<std::uint64_t> numberAtEnd(std::string_view text)
{
    const std::size_t at = text.rfind(kNumber);
    if (at == std::string_view::npos)
        return std::nullopt;
    const std::string_view digits = text.substr(at + kNumber.size());
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || digits.front() == '0' || error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return number;
}

}  // namespace

std::string chainValue(std::string_view before, std::string_view covered)
{
    Sha256 hash;
    hash.add(std::as_bytes(std::span(before)));
    hash.add(std::as_bytes(std::span(covered)));
    return hash.hex();
}

std::string linkLine(std::string object, const std::optional<Aside> &aside, ChainHead &head)
{
    object.pop_back();  // its brace
    ++head.number;
    if (aside) {
        object.append(head.number == 1 ? ",\"before\":{" : ",\"torn\":{");
        object.append("\"bytes\":" + std::to_string(aside->bytes) + ",\"lines\":" + std::to_string(aside->lines) + ",\"sha256\":\"" + aside->sha256 + "\"}");
    }
    object.append(kNumber).append(std::to_string(head.number));
    head.value = chainValue(head.value, object);
    object.append(kChain).append(head.value).append(kEnd);
    return withChecksum(std::move(object), ChecksumForm::OneLine);
}

std::optional<LinkedLine> parseLinkedLine(std::string_view line)
{
    LinkedLine linked;
    std::string_view rest = line;
    if (!takeEnd(rest, kEnd) || !takeDigits(rest, kChecksumDigits) || !takeEnd(rest, kChecksum) || !takeEnd(rest, "\""))
        return std::nullopt;
    const auto value = takeDigits(rest, kValueDigits);
    if (!value || !takeEnd(rest, kChain))
        return std::nullopt;
    const auto number = numberAtEnd(rest);
    if (!number)
        return std::nullopt;
    linked.covered = rest;
    linked.number = *number;
    linked.value = *value;
    linked.checksumRight = verifyChecksum(std::string(line), ChecksumForm::OneLine).ok();
    return linked;
}

bool follows(const LinkedLine &line, const ChainHead &head)
{
    return line.number == head.number + 1 && line.checksumRight && line.value == chainValue(head.value, line.covered);
}

}  // namespace lineside::audit
