// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/canaryguardjson.h"

#include "store/canaryprogressjson.h"
#include "store/recordjson.h"
#include "store/strictjson.h"

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

ordered_json toJson(const StationGuard::Memory &m)
{
    return {{"first", m.rounds.first}, {"second", m.rounds.second}, {"have_first", m.rounds.haveFirst}, {"have_second", m.rounds.haveSecond}, {"left_out", m.rounds.leftOut}, {"waited", m.rounds.waited}, {"carried", m.carried},
            {"controls", toJson(m.controls)}, {"more", toJson(m.more)}, {"fewer", toJson(m.fewer)}, {"nothing", toJson(m.nothing)}, {"long_run", toJson(m.longRun)},
            {"long_left", m.longLeft}, {"watches_long_run", m.watchesLongRun}, {"worse", m.shadow.worse}, {"even", m.shadow.even}, {"better", m.shadow.better},
            {"block_sum", m.blockSum}, {"block_parts", m.blockParts}, {"parts", m.parts}, {"rounds_seen", m.roundsSeen},
            {"reviewed_good", m.reviewedGood}, {"reviewed_defective", m.reviewedDefective}, {"ask_left", m.askLeft},
            {"seen_parts", m.seenParts}, {"seen_rejects", m.seenRejects}, {"control_parts", m.controlParts}, {"control_rejects", m.controlRejects},
            {"fewer_worse", m.fewerBlocks.worse}, {"fewer_even", m.fewerBlocks.even}, {"fewer_better", m.fewerBlocks.better}, {"fewer_sum", m.fewerSum}, {"fewer_parts", m.fewerParts},
            {"compared_parts", m.comparedParts}, {"compared_rejects", m.comparedRejects}, {"compared_old_rejects", m.comparedOldRejects}};
}
StationGuard::Memory guardFrom(const json &j)
{
    const bool asks = j.contains("reviewed_good");  // an earlier version asked nobody
    const bool counts = j.contains("seen_parts");   // nor did it keep how many were rejected
    const bool compares = j.contains("compared_parts");  // nor what the old model said beside
    objectFrom(j, std::size_t{21} + (asks ? 3 : 0) + (counts ? 4 : 0) + (compares ? 8 : 0));
    StationGuard::Memory m;
    const auto whole = [&]<class T>(const char *key, T &value) { value = integerFrom<T>(j.at(key)); };
    whole("first", m.rounds.first);
    whole("second", m.rounds.second);
    whole("have_first", m.rounds.haveFirst);
    whole("have_second", m.rounds.haveSecond);
    whole("left_out", m.rounds.leftOut);
    m.rounds.waited = listFrom(j.at("waited"), kMostControls, integerFrom<int>);
    m.carried = numberFrom(j.at("carried"));
    m.controls = evidenceFrom(j.at("controls"));
    m.more = evidenceFrom(j.at("more"));
    m.fewer = evidenceFrom(j.at("fewer"));
    m.nothing = evidenceFrom(j.at("nothing"));
    m.longRun = evidenceFrom(j.at("long_run"));
    whole("long_left", m.longLeft);
    m.watchesLongRun = truthFrom(j.at("watches_long_run"));
    whole("worse", m.shadow.worse);
    whole("even", m.shadow.even);
    whole("better", m.shadow.better);
    whole("block_sum", m.blockSum);
    whole("block_parts", m.blockParts);
    whole("parts", m.parts);
    whole("rounds_seen", m.roundsSeen);
    if (asks) {
        whole("reviewed_good", m.reviewedGood);
        whole("reviewed_defective", m.reviewedDefective);
        whole("ask_left", m.askLeft);
    }
    if (counts) {
        whole("seen_parts", m.seenParts);
        whole("seen_rejects", m.seenRejects);
        whole("control_parts", m.controlParts);
        whole("control_rejects", m.controlRejects);
    }
    if (compares) {
        whole("fewer_worse", m.fewerBlocks.worse);
        whole("fewer_even", m.fewerBlocks.even);
        whole("fewer_better", m.fewerBlocks.better);
        whole("fewer_sum", m.fewerSum);
        whole("fewer_parts", m.fewerParts);
        whole("compared_parts", m.comparedParts);
        whole("compared_rejects", m.comparedRejects);
        whole("compared_old_rejects", m.comparedOldRejects);
    }
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
