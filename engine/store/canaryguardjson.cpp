// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/canaryguardjson.h"

#include "store/canaryprogressjson.h"
#include "store/recordjson.h"
#include "store/strictjson.h"

#include <type_traits>

namespace lineside {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

ordered_json toJson(const EvidenceMemory &m)
{
    return {{"units", m.units}, {"left", m.left}, {"logs", m.logs}};
}
EvidenceMemory evidenceFrom(const json &j)
{
    objectFrom(j, 3);
    return {integerFrom<std::int64_t>(j.at("units")), integerFrom<int>(j.at("left")), listFrom(j.at("logs"), 64, numberFrom)};
}

/// A round has at most eight streams: two digits.
std::string textOf(const std::vector<RejectMask> &rounds)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const RejectMask round : rounds) {
        text += digits[round >> 4 & 15];
        text += digits[round & 15];
    }
    return text;
}
std::vector<RejectMask> roundsFrom(const json &j)
{
    if (!j.is_string())
        refuse("rounds are no text");
    const auto &text = j.get_ref<const std::string &>();
    if (text.size() > 2 * kRoundsBefore || text.size() % 2 != 0 || text.find_first_not_of("0123456789abcdef") != text.npos)
        refuse("no rounds");
    const auto digit = [&](std::size_t i) { return static_cast<RejectMask>(text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10); };
    std::vector<RejectMask> rounds(text.size() / 2);
    for (std::size_t i = 0; i < rounds.size(); ++i)
        rounds[i] = digit(2 * i) << 4 | digit(2 * i + 1);
    return rounds;
}

ordered_json toJson(const StationPast &p)
{
    ordered_json j{{"controls", p.controls}, {"rounds", textOf(p.rounds)}, {"parts", p.parts}, {"rejects", p.rejects}, {"nothing_found", p.nothingFound}, {"reject_skip", p.rejectSkip}, {"nothing_skip", p.nothingSkip}};
    if (p.provedFewer > 0)
        j["proved_fewer"] = p.provedFewer;
    return j;
}
StationPast pastFrom(const json &j)
{
    const bool proved = j.contains("proved_fewer");  // an earlier version looked at no proof
    objectFrom(j, std::size_t{7} + (proved ? 1 : 0));
    return {listFrom(j.at("controls"), kMostControls, textFrom), roundsFrom(j.at("rounds")), integerFrom<std::int64_t>(j.at("parts")), integerFrom<std::int64_t>(j.at("rejects")),
            integerFrom<std::int64_t>(j.at("nothing_found")), integerFrom<int>(j.at("reject_skip")), integerFrom<int>(j.at("nothing_skip")), proved ? numberFrom(j.at("proved_fewer")) : 0};
}

// The members of a guard's memory by their names, once for writing and reading. A file of an earlier version ends with one of the first three groups.

template <class Memory, class Each>
void always(Memory &m, Each each)
{
    each("first", m.rounds.first);
    each("second", m.rounds.second);
    each("have_first", m.rounds.haveFirst);
    each("have_second", m.rounds.haveSecond);
    each("left_out", m.rounds.leftOut);
    each("waited", m.rounds.waited);
    each("carried", m.carried);
    each("controls", m.controls);
    each("more", m.more);
    each("fewer", m.fewer);
    each("nothing", m.nothing);
    each("long_run", m.longRun);
    each("long_left", m.longLeft);
    each("watches_long_run", m.watchesLongRun);
    each("worse", m.shadow.worse);
    each("even", m.shadow.even);
    each("better", m.shadow.better);
    each("block_sum", m.blockSum);
    each("block_parts", m.blockParts);
    each("parts", m.parts);
    each("rounds_seen", m.roundsSeen);
}
template <class Memory, class Each>
void sincePeopleAreAsked(Memory &m, Each each)
{
    each("reviewed_good", m.reviewedGood);
    each("reviewed_defective", m.reviewedDefective);
    each("ask_left", m.askLeft);
}
template <class Memory, class Each>
void sinceRejectsAreCounted(Memory &m, Each each)
{
    each("seen_parts", m.seenParts);
    each("seen_rejects", m.seenRejects);
    each("control_parts", m.controlParts);
    each("control_rejects", m.controlRejects);
}
template <class Memory, class Each>
void sinceTheOldModelIsHeard(Memory &m, Each each)
{
    each("fewer_worse", m.fewerBlocks.worse);
    each("fewer_even", m.fewerBlocks.even);
    each("fewer_better", m.fewerBlocks.better);
    each("fewer_sum", m.fewerSum);
    each("fewer_parts", m.fewerParts);
    each("compared_parts", m.comparedParts);
    each("compared_rejects", m.comparedRejects);
    each("compared_old_rejects", m.comparedOldRejects);
}
template <class Memory, class Each>
void members(Memory &m, Each each, bool asked = true, bool counted = true, bool heard = true)
{
    always(m, each);
    if (asked)
        sincePeopleAreAsked(m, each);
    if (counted)
        sinceRejectsAreCounted(m, each);
    if (heard)
        sinceTheOldModelIsHeard(m, each);
}

ordered_json toJson(const StationGuard::Memory &m)
{
    ordered_json j;
    members(m, [&j]<class T>(const char *key, const T &value) {
        if constexpr (std::is_same_v<T, EvidenceMemory>)
            j[key] = toJson(value);
        else
            j[key] = value;
    });
    return j;
}
StationGuard::Memory guardFrom(const json &j)
{
    const bool asked = j.contains("reviewed_good"), counted = j.contains("seen_parts"), heard = j.contains("compared_parts");
    StationGuard::Memory m;
    std::size_t all = 0;
    members(m, [&all](const char *, const auto &) { ++all; }, asked, counted, heard);
    objectFrom(j, all);
    members(m, [&j]<class T>(const char *key, T &value) {
        const json &member = j.at(key);
        if constexpr (std::is_same_v<T, EvidenceMemory>)
            value = evidenceFrom(member);
        else if constexpr (std::is_same_v<T, std::vector<int>>)
            value = listFrom(member, kMostControls, integerFrom<int>);
        else if constexpr (std::is_same_v<T, bool>)
            value = truthFrom(member);
        else if constexpr (std::is_same_v<T, double>)
            value = numberFrom(member);
        else
            value = integerFrom<T>(member);
    }, asked, counted, heard);
    return m;
}

/// An earlier version kept the last lot alone.
std::vector<std::string> stepLotsFrom(const json &j)
{
    if (!j.contains("lot"))
        return listFrom(j.at("step_lots"), Coverage::kMostLots, textFrom);
    std::string last = textFrom(j.at("lot"));
    return last.empty() ? std::vector<std::string>() : std::vector{std::move(last)};
}

}  // namespace

ordered_json toJson(const CanaryGuard::Memory &m)
{
    return {{"seats", listOf(m.seats, [](const CanarySeat &s) { return ordered_json{{"station", s.first}, {"step", s.second}}; })},
            {"begun", m.begun},
            {"pasts", listOf(m.pasts, [](const StationPast &p) { return toJson(p); })},
            {"guards", listOf(m.guards, [](const StationGuard::Memory &g) { return toJson(g); })},
            {"lots", m.coverage.lots}, {"hours", m.coverage.hours}, {"step_lots", m.coverage.known}, {"hour", m.coverage.hour}, {"parts", m.parts}, {"harm", toJson(m.harm)}};
}
CanaryGuard::Memory canaryMemoryFrom(const json &j)
{
    objectFrom(j, 10);
    return {listFrom(j.at("seats"), kMostCanaryStations, [](const json &s) { return CanarySeat{textFrom(objectFrom(s, 2).at("station")), integerFrom<int>(s.at("step"))}; }),
            listFrom(j.at("begun"), kMostCanaryStations, textFrom),
            listFrom(j.at("pasts"), kMostCanaryStations, pastFrom),
            listFrom(j.at("guards"), kMostCanaryStations, guardFrom),
            {integerFrom<std::int64_t>(j.at("lots")), integerFrom<std::int64_t>(j.at("hours")), stepLotsFrom(j), integerFrom<std::int64_t>(j.at("hour"))},
            integerFrom<std::int64_t>(j.at("parts")),
            canaryHarmFrom(j.at("harm"))};
}

}  // namespace lineside
