// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/trialrecord.h"

#include "store/sha256.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>
#include <type_traits>

namespace lineside {
namespace {

constexpr std::string_view kChecksum = "checksum";

std::string textOf(const std::string &value)
{
    std::string line = value;
    std::ranges::replace_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return line;
}

template <class Number>
    requires std::is_arithmetic_v<Number>
std::string textOf(Number value)
{
    char digits[64];  // the shortest that is read as the same number again
    const auto end = std::to_chars(digits, digits + sizeof digits, value);
    return {digits, end.ptr};
}

std::string textOf(bool value)
{
    return value ? "yes" : "no";
}

bool read(std::string_view line, std::string &value)
{
    value = line;
    return true;
}

bool read(std::string_view line, bool &value)
{
    value = line == "yes";
    return value || line == "no";
}

template <class Number>
    requires std::is_arithmetic_v<Number>
bool read(std::string_view line, Number &value)
{
    const auto end = std::from_chars(line.data(), line.data() + line.size(), value);
    return end.ec == std::errc() && end.ptr == line.data() + line.size() && std::isfinite(static_cast<double>(value)) && value >= 0;
}

/// All fields in their order, whoever goes through them.
template <class Record, class Visit>
void eachField(Record &record, Visit &&visit)
{
    auto &[conditions, choice] = record;
    visit("sha256", conditions.sha256);
    visit("identity", conditions.identity);
    visit("lanes", conditions.lanes);
    visit("confidence", conditions.settings.confidence);
    visit("iou", conditions.settings.iou);
    visit("max_detections", conditions.settings.maxDetections);
    visit("backend", choice.backend);
    visit("device", choice.device);
    visit("precision", choice.precision);
    visit("fast_agrees", choice.fastAgrees);
    visit("fast_ms", choice.fastMs);
    visit("exact_ms", choice.exactMs);
    visit("compared_boxes", choice.comparedBoxes);
}

std::string lineOf(std::string_view name, const std::string &value)
{
    return std::string(name).append(" ").append(value).append("\n");
}

std::string checksumOf(std::string_view text)
{
    Sha256 hash;
    hash.add(std::as_bytes(std::span(text)));
    return hash.hex();
}

/// What stands behind the name in the next line, which is taken off; empty: another line.
std::optional<std::string_view> takeLine(std::string_view &rest, std::string_view name)
{
    const std::size_t end = rest.find('\n');
    if (end == rest.npos)
        return std::nullopt;
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (!line.starts_with(name) || line.size() <= name.size() || line[name.size()] != ' ')
        return std::nullopt;
    return line.substr(name.size() + 1);
}

}  // namespace

std::string trialText(const TrialRecord &record)
{
    std::string text;
    eachField(record, [&](std::string_view name, const auto &value) { text += lineOf(name, textOf(value)); });
    return text + lineOf(kChecksum, checksumOf(text));
}

std::optional<TrialRecord> trialFrom(std::string_view text)
{
    if (text.size() > kMaxTrialBytes)
        return std::nullopt;
    TrialRecord record;
    std::string_view rest = text;
    bool whole = true;
    eachField(record, [&](std::string_view name, auto &value) {
        const auto line = whole ? takeLine(rest, name) : std::nullopt;
        whole = line && read(*line, value);
    });
    if (!whole)
        return std::nullopt;
    const auto checksum = checksumOf(text.substr(0, text.size() - rest.size()));
    return takeLine(rest, kChecksum) == checksum && rest.empty() ? std::optional(record) : std::nullopt;
}

}  // namespace lineside
