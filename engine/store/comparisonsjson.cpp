// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/comparisonsjson.h"

#include "store/configfile.h"
#include "store/recordjson.h"

#include <set>
#include <stdexcept>
#include <utility>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMostStations = 64;

ordered_json toJson(const SavedComparison &c)
{
    Config config;
    config.stations = {c.station};
    ordered_json discordant = ordered_json::array();
    for (const DiscordantPart &part : c.told.discordant)
        discordant.push_back({part.index, part.failedByB ? 1 : 0, static_cast<int>(part.truth)});
    return {{"config", formatConfig(config)},
            {"active", lineside::toJson(c.active)},
            {"active_sha256", c.activeSha256},
            {"shadow", lineside::toJson(c.shadow)},
            {"shadow_sha256", c.shadowSha256},
            {"past", {c.told.past.parts, c.told.past.events, c.told.past.runs}},
            {"parts", c.told.parts},
            {"discordant", std::move(discordant)},
            {"coverage", {{"lots", c.coverage.known}, {"hours", c.coverage.hours}, {"hour", c.coverage.hour}}}};
}

const json &listOf(const json &j, std::size_t least, std::size_t most)
{
    if (!j.is_array() || j.size() < least || j.size() > most)
        throw std::invalid_argument("not a list, or not of the right length");
    return j;
}

/// An earlier version counted neither lots nor hours: nothing is known to have been seen yet.
Coverage coverageFrom(const json &j)
{
    Coverage seen;
    for (const json &lot : listOf(j.at("lots"), 0, Coverage::kMostLots)) {
        if (seen.known.push_back(lot.get<std::string>()); seen.known.back().empty() || !isLot(seen.known.back()))
            throw std::invalid_argument("no lot");
    }
    const std::set<std::string> different(seen.known.begin(), seen.known.end());
    seen.lots = static_cast<std::int64_t>(different.size());
    seen.hours = integerFrom<std::int64_t>(j.at("hours"));
    seen.hour = integerFrom<std::int64_t>(j.at("hour"));
    if (different.size() != seen.known.size() || seen.hours < 0 || seen.hour < -1)
        throw std::out_of_range("no comparison can have seen this");
    return seen;
}

SavedComparison comparisonFrom(const json &j)
{
    SavedComparison c;
    const auto config = parseConfig(j.at("config").get<std::string>());
    if (!config || config->stations.size() != 1)
        throw std::invalid_argument("no configuration of one station");
    c.station = config->stations.front();
    c.active = modelFrom(j.at("active"));
    c.shadow = modelFrom(j.at("shadow"));
    c.activeSha256 = j.at("active_sha256").get<std::string>();
    c.shadowSha256 = j.at("shadow_sha256").get<std::string>();
    const json &past = listOf(j.at("past"), 3, 3);
    c.told.past = {integerFrom<std::int64_t>(past[0]), integerFrom<std::int64_t>(past[1]), integerFrom<std::int64_t>(past[2])};
    c.told.parts = integerFrom<std::int64_t>(j.at("parts"));
    for (const json &part : listOf(j.at("discordant"), 0, kMostSavedDiscordant)) {
        listOf(part, 3, 3);
        const int byB = integerFrom<int>(part[1]), truth = integerFrom<int>(part[2]);
        if (byB < 0 || byB > 1 || truth < 0 || truth > static_cast<int>(Truth::Even))
            throw std::out_of_range("no such answer");
        c.told.discordant.push_back({integerFrom<std::int64_t>(part[0]), byB == 1, static_cast<Truth>(truth)});
    }
    if (j.contains("coverage"))
        c.coverage = coverageFrom(j.at("coverage"));
    if (!AbComparison::recall(c.station.comparison, c.told))
        throw std::invalid_argument("no comparison can have been told this");
    return c;
}

}  // namespace

std::string comparisonsText(const std::vector<SavedComparison> &all)
{
    ordered_json list = ordered_json::array();
    for (const SavedComparison &c : all)
        list.push_back(toJson(c));
    return ordered_json{{"comparisons", std::move(list)}}.dump();
}

Result<std::vector<SavedComparison>> comparisonsFrom(std::string_view text)
{
    if (text.size() > kMostComparisonsBytes)
        return Error{ErrorCode::InvalidInput, "too long"};
    try {
        std::vector<SavedComparison> all;
        const json whole = json::parse(text);
        for (const json &c : listOf(whole.at("comparisons"), 0, kMostStations))
            all.push_back(comparisonFrom(c));
        return all;
    } catch (const std::exception &error) {
        return Error{ErrorCode::InvalidInput, error.what()};
    }
}

}  // namespace lineside
