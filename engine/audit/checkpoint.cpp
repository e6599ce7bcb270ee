// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/checkpoint.h"

#include "store/recordjson.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace lineside::audit {
namespace {

constexpr std::string_view kBegin = "lineside-audit:1:";
constexpr std::string_view kObject = "{\"checkpoint\":\"";
constexpr std::string_view kComment = "untrusted comment: Lineside, checkpoints of the history";
constexpr std::string_view kBlank = " \t\r\n";
constexpr std::size_t kMaxKeyFile = 1 << 16;

Error noCheckpoint(const char *why)
{
    return {ErrorCode::InvalidInput, std::string("no checkpoint: ") + why};
}

/// All of it is one whole number.
template <class T>
std::optional<T> wholeNumber(std::string_view text)
{
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::string signedText(const Checkpoint &c)
{
    return std::string(kBegin) + std::to_string(c.head.number) + ":" + c.head.value + ":" + std::to_string(toMs(c.at)) + ":" + minisign::line(c.key);
}

}  // namespace

Checkpoint makeCheckpoint(const ChainHead &head, WallTime at, const SigningPair &pair)
{
    Checkpoint c{head, timeFrom(toMs(at)), pair.publicKey(), {}};
    c.signature = pair.sign(signedText(c));
    return c;
}

std::string text(const Checkpoint &checkpoint)
{
    return signedText(checkpoint) + ":" + checkpoint.signature;
}

Result<Checkpoint> parseCheckpoint(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(kBlank);
    text = begin == std::string_view::npos ? std::string_view() : text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
    if (text.size() > kMaxCheckpointBytes || !text.starts_with(kBegin))
        return noCheckpoint("it does not begin as one");
    std::array<std::string_view, 5> parts;
    std::string_view rest = text.substr(kBegin.size());
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        const std::size_t colon = rest.find(':');
        if (colon == std::string_view::npos)
            return noCheckpoint("a part of it is missing");
        parts[i] = rest.substr(0, colon);
        rest.remove_prefix(colon + 1);
    }
    parts[4] = rest;
    const auto number = wholeNumber<std::uint64_t>(parts[0]);
    const auto ms = wholeNumber<std::int64_t>(parts[2]);
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (!number || *number == 0 || !ms || parts[1].size() != 64 || !std::all_of(parts[1].begin(), parts[1].end(), isHex))
        return noCheckpoint("its number, chain or time is none");
    const auto key = minisign::parsePublicKey(parts[3]);
    if (!key)
        return noCheckpoint("its key is none");
    try {
        Checkpoint c{{*number, std::string(parts[1])}, timeFrom(*ms), *key, std::string(parts[4])};
        if (!isSignedBy(c.key, signedText(c), c.signature) || audit::text(c) != text)
            return noCheckpoint("its signature is not good");
        return c;
    } catch (const std::exception &e) {  // a time that no clock has
        return noCheckpoint(e.what());
    }
}

std::string checkpointObject(const Checkpoint &checkpoint)
{
    return std::string(kObject) + text(checkpoint) + "\",\"at_ms\":" + std::to_string(toMs(checkpoint.at)) + "}";
}

bool isCheckpointLine(std::string_view line)
{
    return line.starts_with(kObject);
}

Result<std::vector<minisign::PublicKey>> parsePublicKeys(std::string_view text)
{
    std::vector<minisign::PublicKey> keys;
    if (text.size() > kMaxKeyFile)
        return Error{ErrorCode::InvalidInput, "larger than a file of public keys"};
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.find_first_not_of(kBlank) == std::string_view::npos || line.starts_with("untrusted comment:"))
            continue;
        const auto key = minisign::parsePublicKey(line);
        if (!key)
            return key.error();
        keys.push_back(*key);
    }
    if (keys.empty())
        return Error{ErrorCode::InvalidInput, "no public key in it"};
    return keys;
}

std::string publicKeysText(const std::vector<minisign::PublicKey> &keys)
{
    std::string all(kComment);
    for (const minisign::PublicKey &key : keys)
        all += "\n" + minisign::line(key);
    return all + "\n";
}

}  // namespace lineside::audit
