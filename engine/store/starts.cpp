// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/starts.h"

#include "store/checksum.h"
#include "store/recordjson.h"

#include <algorithm>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMaxStarts = 1000;
constexpr std::size_t kMaxBootBytes = 64;

}  // namespace

Starts counted(const Starts &starts, const BootMoment &now, const SafeModeRule &rule)
{
    Starts kept;
    for (const BootMoment &start : starts) {
        // A run of the computer that is not known is not the same; a start that is yet to come was not of this one.
        if (!start.boot.empty() && start.boot == now.boot && start.ms <= now.ms && start.ms >= now.ms - rule.within.count())
            kept.push_back(start);
    }
    std::ranges::sort(kept, {}, &BootMoment::ms);
    const std::size_t enough = static_cast<std::size_t>(std::max(rule.starts, 1));
    if (kept.size() > enough)
        kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(enough));
    return kept;
}

std::optional<SafeMode> decideStart(const Starts &before, const BootMoment &now, const SafeModeRule &rule)
{
    const Starts loop = counted(before, now, rule);
    if (rule.starts < 1 || loop.size() < static_cast<std::size_t>(rule.starts))
        return std::nullopt;
    return SafeMode{static_cast<int>(loop.size()), static_cast<double>(now.ms - loop.front().ms) / 1000};
}

Result<Starts> parseStarts(const std::string &text)
{
    if (text.size() > kMaxStartsBytes)
        return Error{ErrorCode::InvalidInput, "too large"};
    if (auto whole = verifyChecksum(text, ChecksumForm::Lines); !whole)
        return whole.error();
    try {
        const json document = json::parse(text);
        const json &list = document.at("starts");
        if (!list.is_array() || list.size() > kMaxStarts)
            return Error{ErrorCode::InvalidInput, "\"starts\" is no list that was written here"};
        Starts starts;
        for (const json &item : list) {
            BootMoment start{item.at("boot").get<std::string>(), integerFrom<std::int64_t>(item.at("at_ms"))};
            if (start.boot.size() > kMaxBootBytes || start.ms < 0)
                return Error{ErrorCode::InvalidInput, "no such start"};
            starts.push_back(std::move(start));
        }
        return starts;
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

std::string formatStarts(const Starts &starts)
{
    ordered_json list = ordered_json::array();
    for (const BootMoment &start : starts)
        list.push_back({{"boot", start.boot}, {"at_ms", start.ms}});
    return withChecksum(ordered_json{{"version", 1}, {"starts", list}}.dump(2) + "\n", ChecksumForm::Lines);
}

}  // namespace lineside
