// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/canarygroundsjson.h"

#include "base/utf8.h"
#include "store/promotionjson.h"
#include "store/strictjson.h"

#include <algorithm>

namespace lineside {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

/// A text of at most so many bytes; a byte that is no UTF-8 became three when it was written.
std::string cutTextFrom(const json &j, std::size_t most)
{
    if (!j.is_string() || j.get_ref<const std::string &>().size() > 3 * most)
        refuse("not a text, or too long a one");
    std::string text = j.get<std::string>();
    text.resize(wholeCharacters(text, most));
    return text;
}

/// An earlier version kept neither what a comparison had seen nor of how many stations it is.
PromotionEvidence comparedFrom(const json &j)
{
    return promotionEvidenceFrom(objectFrom(j, j.contains("lots") ? 14 : 11));
}

}  // namespace

ordered_json toJson(const CanaryGrounds &g)
{
    ordered_json evidence = ordered_json::array();
    for (const auto &[station, known] : g.evidence)
        evidence.push_back({{"station", station}, {"compared", toJson(known)}});
    ordered_json j{{"reason", g.note.reason},
                   {"by", g.note.by},
                   {"role", g.note.role ? ordered_json(toString(*g.note.role)) : ordered_json()},
                   {"signed_by", g.note.signature ? toJson(*g.note.signature) : ordered_json()},
                   {"evidence", evidence}};
    for (const auto &[station, share] : g.provedFewer)
        j["proved_fewer"].push_back({{"station", station}, {"share", share}});
    return j;
}
CanaryGrounds canaryGroundsFrom(const json &j)
{
    const bool proved = j.contains("proved_fewer");  // not by an earlier version, and only where it was
    objectFrom(j, std::size_t{5} + (proved ? 1 : 0));
    CanaryGrounds g;
    g.note.reason = cutTextFrom(j.at("reason"), PromotionNote::kMaxReason);
    g.note.by = cutTextFrom(j.at("by"), PromotionNote::kMaxBy);
    if (const json &role = j.at("role"); !role.is_null())
        g.note.role = roleFrom(textFrom(role));
    if (const json &signature = j.at("signed_by"); !signature.is_null())
        g.note.signature = electronicSignatureFrom(objectFrom(signature, 3));
    const auto evidence = listFrom(j.at("evidence"), kMostCanaryStations,
                                   [](const json &e) { return std::pair(textFrom(objectFrom(e, 2).at("station")), comparedFrom(e.at("compared"))); });
    g.evidence.insert(evidence.begin(), evidence.end());
    if (proved) {
        const auto shares = listFrom(j.at("proved_fewer"), kMostCanaryStations, [](const json &s) { return std::pair(textFrom(objectFrom(s, 2).at("station")), numberFrom(s.at("share"))); });
        if (!std::ranges::all_of(shares, [](const auto &s) { return s.second >= 0 && s.second <= 1; }))
            refuse("no share");
        g.provedFewer.insert(shares.begin(), shares.end());
    }
    return g;
}

}  // namespace lineside
