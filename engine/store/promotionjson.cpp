// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/promotionjson.h"

#include "base/electronicsignature.h"
#include "store/recordjson.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace lineside {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json toJson(const PromotionEvidence &e)
{
    return {{"state", toString(e.state)}, {"contradicted", e.contradicted}, {"counts", e.countsObjects ? "objects" : "parts"}, {"parts", e.parts},
            {"discordant", e.discordant}, {"pending", e.pending}, {"log_not_worse", e.logNotWorse}, {"log_worse", e.logWorse},
            {"escape_margin", e.limits.escapeMargin}, {"false_reject_margin", e.limits.falseRejectMargin}, {"alpha", e.limits.alpha},
            {"lots", e.seen.lots}, {"hours", e.seen.hours}, {"stations", e.stations}};
}

PromotionEvidence promotionEvidenceFrom(const json &j)
{
    PromotionEvidence e;
    const auto word = j.at("state").get<std::string>();
    const AbState states[] = {AbState::Open, AbState::AtLeastAsGood, AbState::Worse, AbState::WorseWithinMargin};
    const auto *const state = std::ranges::find(states, word, [](AbState known) { return std::string(toString(known)); });
    if (state == std::end(states))
        throw std::invalid_argument("unknown word " + word);
    e.state = *state;
    e.contradicted = j.value("contradicted", false);
    e.countsObjects = j.value("counts", "parts") == "objects";
    e.parts = integerFrom<std::int64_t>(j.value("parts", json(0)));
    e.discordant = integerFrom<std::int64_t>(j.value("discordant", json(0)));
    e.pending = integerFrom<std::int64_t>(j.value("pending", json(0)));
    const auto number = [&](const char *key) { return j.contains(key) && j.at(key).is_number() ? j.at(key).get<double>() : 0.0; };
    e.logNotWorse = number("log_not_worse");
    e.logWorse = number("log_worse");
    e.limits = {number("escape_margin"), number("false_reject_margin"), number("alpha")};
    e.seen = {integerFrom<std::int64_t>(j.value("lots", json(0))), integerFrom<std::int64_t>(j.value("hours", json(0)))};
    e.stations = std::max(integerFrom<int>(j.value("stations", json(1))), 1);
    return e;
}

ordered_json toJson(const ElectronicSignature &s)
{
    return {{"name", s.name}, {"meaning", s.meaning}, {"at_ms", toMs(s.at)}};
}

ElectronicSignature electronicSignatureFrom(const json &j)
{
    ElectronicSignature s{j.at("name").get<std::string>(), j.at("meaning").get<std::string>(), timeFrom(integerFrom<std::int64_t>(j.at("at_ms")))};
    if (!isSignature(s))
        throw std::invalid_argument("no signature of somebody");
    return s;
}

Role roleFrom(const std::string &word)
{
    const auto role = roleOf(word);
    if (!role)
        throw std::invalid_argument("no such role: " + word);
    return *role;
}

}  // namespace lineside
