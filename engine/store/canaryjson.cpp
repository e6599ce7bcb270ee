// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/canaryjson.h"

#include "base/utf8.h"
#include "store/promotionjson.h"
#include "store/recordjson.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMostTextBytes = 4096;
constexpr std::int64_t kLongestMs = std::int64_t(1) << 50;  // sums of times must not overflow
constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// Reading throws a std::exception where something else is there.
[[noreturn]] void refuse(const std::string &what)
{
    throw std::invalid_argument(what);
}
std::string textFrom(const json &j)
{
    if (!j.is_string() || j.get_ref<const std::string &>().size() > kMostTextBytes)
        refuse("not a text, or too long a one");
    return j.get<std::string>();
}
double numberFrom(const json &j)
{
    if (!j.is_number() || !std::isfinite(j.get<double>()))
        refuse("not a number");
    return j.get<double>();
}
bool truthFrom(const json &j)
{
    if (!j.is_boolean())
        refuse("neither true nor false");
    return j.get<bool>();
}
/// The value of that word, of all up to `last`.
template <class Enum>
Enum enumFrom(const json &j, Enum last)
{
    const std::string word = textFrom(j);
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (word == toString(static_cast<Enum>(i)))
            return static_cast<Enum>(i);
    }
    refuse("no such word: " + word.substr(0, 40));
}
/// A list of at most so many.
template <class Read>
auto listFrom(const json &j, std::size_t most, Read read)
{
    if (!j.is_array() || j.size() > most)
        refuse("not a list, or too long a one");
    std::vector<decltype(read(j))> all;
    for (const json &item : j)
        all.push_back(read(item));
    return all;
}
/// An object with that many members; those that are missing are refused where they are read, so that none is unknown.
const json &objectFrom(const json &j, std::size_t members)
{
    if (!j.is_object() || j.size() != members)
        refuse("not an object with " + std::to_string(members) + " members");
    return j;
}

template <class T, class Write>
ordered_json listOf(const std::vector<T> &all, Write write)
{
    ordered_json list = ordered_json::array();
    for (const T &one : all)
        list.push_back(write(one));
    return list;
}

ordered_json daysJson(std::uint8_t days)
{
    ordered_json words = ordered_json::array();
    for (std::size_t day = 0; day < kDays.size(); ++day) {
        if (days >> day & 1)
            words.push_back(kDays[day]);
    }
    return words;
}

/// The members of an object that may be left out; none but them may be there.
class Members {
public:
    explicit Members(const json &j) : m_object(j)
    {
        if (!j.is_object())
            refuse("not an object");
    }
    template <class T, class Read>
    void take(const char *key, T &value, Read read)
    {
        const auto found = m_object.find(key);
        if (found == m_object.end())
            return;
        value = read(*found);
        ++m_known;
    }
    void finish() const
    {
        if (m_known != m_object.size())
            refuse("a member that is not known");
    }

private:
    const json &m_object;
    std::size_t m_known = 0;
};

std::chrono::minutes minutesFrom(const json &j)
{
    return std::chrono::minutes(integerFrom<std::int32_t>(j));
}

std::uint8_t daysFrom(const json &j)
{
    std::uint8_t days = 0;
    for (const std::string &word : listFrom(j, kDays.size(), textFrom)) {
        const auto day = std::ranges::find(kDays, word);
        if (day == kDays.end())
            refuse("no day of the week: " + word.substr(0, 40));
        days = static_cast<std::uint8_t>(days | 1u << (day - kDays.begin()));
    }
    return days;
}

CanaryStep stepFrom(const json &j)
{
    CanaryStep step;
    Members m(j);
    m.take("stations", step.stations, [](const json &v) { return listFrom(v, kMostCanaryStations, textFrom); });
    m.take("share", step.share, numberFrom);
    m.take("least_parts", step.leastParts, integerFrom<std::int64_t>);
    m.take("least_minutes", step.leastTime, minutesFrom);
    m.take("longest_minutes", step.longestTime, minutesFrom);
    m.take("least_lots", step.leastLots, integerFrom<int>);
    m.take("end", step.end, [](const json &v) { return enumFrom(v, StepEnd::Ask); });
    m.finish();
    return step;
}

CanaryWindow windowFrom(const json &j)
{
    CanaryWindow window;
    Members m(j);
    m.take("days", window.days, daysFrom);
    m.take("hours", window.hours, [](const json &v) {
        const auto hours = loadWindowOf(textFrom(v));
        if (!hours)
            refuse("no hours of a day");
        return *hours;
    });
    m.finish();
    return window;
}

CanaryGuardRules rulesFrom(const json &j)
{
    CanaryGuardRules rules;
    Members m(j);
    m.take("alpha", rules.alpha, numberFrom);
    m.take("controls", rules.controls, truthFrom);
    m.take("own_past", rules.ownPast, truthFrom);
    m.take("collapse", rules.collapse, truthFrom);
    m.take("shadow", rules.shadow, truthFrom);
    m.take("review_limit", rules.reviewLimit, numberFrom);
    m.take("health", rules.health, truthFrom);
    m.take("long_run", rules.longRun, truthFrom);
    m.finish();
    return rules;
}

ordered_json toJson(const std::optional<CanaryHarm> &harm)
{
    if (!harm)
        return nullptr;
    ordered_json j{{"guard", toString(harm->guard)}, {"station", harm->station}, {"log_evidence", harm->logEvidence}, {"threshold", harm->threshold}, {"part", harm->part}};
    if (harm->share)
        j["share"] = *harm->share;
    if (harm->usual)
        j["usual"] = *harm->usual;
    if (harm->fewer)
        j["fewer"] = true;
    return j;
}
std::optional<CanaryHarm> harmFrom(const json &j)
{
    if (j.is_null())
        return std::nullopt;
    std::size_t known = 5;
    const auto share = [&](const char *key) {
        if (!j.contains(key))
            return std::optional<double>();
        ++known;
        const double value = numberFrom(j.at(key));
        if (value < 0 || value > 1)
            refuse("no share");
        return std::optional(value);
    };
    const auto rejected = share("share"), usual = share("usual");  // an earlier version kept neither
    const bool fewer = j.contains("fewer") && truthFrom(j.at("fewer"));
    known += j.contains("fewer");
    objectFrom(j, known);
    return CanaryHarm{enumFrom<CanaryGuardKind>(j.at("guard"), CanaryGuardKind::Memory), textFrom(j.at("station")), numberFrom(j.at("log_evidence")), numberFrom(j.at("threshold")), integerFrom<std::int64_t>(j.at("part")),
                      rejected, usual, fewer};
}

ordered_json toJson(const CanaryProgress &p)
{
    return {{"plan", planJson(p.plan)},
            {"model", toJson(p.model)},
            {"stations", listOf(p.stations, [](const CanaryStation &s) {
                 return ordered_json{{"station", s.station}, {"before", toJson(s.before)}, {"step", s.step}, {"parts", s.parts}, {"step_parts", s.stepParts}};
             })},
            {"step", p.step}, {"begun", p.begun}, {"state", toString(p.state)}, {"pause", toString(p.pause)}, {"resumes_to", toString(p.resumesTo)},
            {"since_ms", toMs(p.since)}, {"step_began_ms", toMs(p.stepBegan)}, {"last_seen_ms", toMs(p.lastSeen)}, {"ran_ms", p.ran.count()}, {"patience_ms", p.patience.count()},
            {"lots", p.lots}, {"hours", p.hours}, {"lots_before", p.lotsBefore}, {"harm", toJson(p.harm)}, {"by", p.by}};
}

CanaryProgress progressFrom(const json &j)
{
    objectFrom(j, 18);
    CanaryProgress p;
    const auto time = [&](const char *key) { return timeFrom(integerFrom<std::int64_t>(j.at(key))); };
    const auto count = [&](const char *key) {
        const auto value = integerFrom<std::int64_t>(j.at(key));
        if (value < 0)
            refuse("a number below 0");
        return value;
    };
    p.plan = planOf(j.at("plan"));
    p.model = modelFrom(j.at("model"));
    const int steps = static_cast<int>(p.plan.steps.size());
    p.stations = listFrom(j.at("stations"), kMostCanaryStations, [steps](const json &s) {
        objectFrom(s, 5);
        CanaryStation station{textFrom(s.at("station")), modelFrom(s.at("before")), integerFrom<int>(s.at("step")), integerFrom<std::int64_t>(s.at("parts")), integerFrom<std::int64_t>(s.at("step_parts"))};
        if (station.step < 0 || station.step >= steps || station.stepParts < 0 || station.parts < station.stepParts)
            refuse("no such step, or no such count of parts");
        return station;
    });
    p.step = integerFrom<int>(j.at("step"));
    p.begun = integerFrom<int>(j.at("begun"));
    if (p.step < 0 || p.step >= steps || (p.begun != p.step && p.begun != p.step + 1))
        refuse("no such step");
    p.state = enumFrom<CanaryState>(j.at("state"), CanaryState::Aborted);
    p.pause = enumFrom<CanaryPause>(j.at("pause"), CanaryPause::NotSaved);
    p.resumesTo = enumFrom<CanaryState>(j.at("resumes_to"), CanaryState::Aborted);
    if ((p.state == CanaryState::Paused) != (p.pause != CanaryPause::None) || p.resumesTo > CanaryState::Done
        || p.resumesTo == CanaryState::Paused)
        refuse("no such pause");
    const CanaryState at = p.state == CanaryState::Paused ? p.resumesTo : p.state;
    if (at <= CanaryState::Asking && (at == CanaryState::Waiting) != (p.begun == p.step))
        refuse("a step that has begun waits, or one that has not runs");
    p.since = time("since_ms");
    p.stepBegan = time("step_began_ms");
    p.lastSeen = time("last_seen_ms");
    if (count("ran_ms") > kLongestMs || count("patience_ms") > kLongestMs)
        refuse("a time without end");
    p.ran = std::chrono::milliseconds(count("ran_ms"));
    p.patience = std::chrono::milliseconds(count("patience_ms"));
    p.lots = count("lots");
    p.hours = count("hours");
    p.lotsBefore = count("lots_before");
    p.harm = harmFrom(j.at("harm"));
    p.by = textFrom(j.at("by"));
    return p;
}

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

ordered_json toJson(const CanaryGuard::Memory &m)
{
    return {{"seats", listOf(m.seats, [](const CanarySeat &s) { return ordered_json{{"station", s.first}, {"step", s.second}}; })},
            {"begun", m.begun},
            {"pasts", listOf(m.pasts, [](const StationPast &p) { return toJson(p); })},
            {"guards", listOf(m.guards, [](const StationGuard::Memory &g) { return toJson(g); })},
            {"lots", m.coverage.lots}, {"hours", m.coverage.hours}, {"step_lots", m.coverage.known}, {"hour", m.coverage.hour}, {"parts", m.parts}, {"harm", toJson(m.harm)}};
}
/// An earlier version kept the last lot alone.
std::vector<std::string> stepLotsFrom(const json &j)
{
    if (!j.contains("lot"))
        return listFrom(j.at("step_lots"), Coverage::kMostLots, textFrom);
    std::string last = textFrom(j.at("lot"));
    return last.empty() ? std::vector<std::string>() : std::vector{std::move(last)};
}
CanaryGuard::Memory memoryFrom(const json &j)
{
    objectFrom(j, 10);
    return {listFrom(j.at("seats"), kMostCanaryStations, [](const json &s) { return CanarySeat{textFrom(objectFrom(s, 2).at("station")), integerFrom<int>(s.at("step"))}; }),
            listFrom(j.at("begun"), kMostCanaryStations, textFrom),
            listFrom(j.at("pasts"), kMostCanaryStations, pastFrom),
            listFrom(j.at("guards"), kMostCanaryStations, guardFrom),
            {integerFrom<std::int64_t>(j.at("lots")), integerFrom<std::int64_t>(j.at("hours")), stepLotsFrom(j), integerFrom<std::int64_t>(j.at("hour"))},
            integerFrom<std::int64_t>(j.at("parts")),
            harmFrom(j.at("harm"))};
}

/// A text of at most so many bytes; a byte that is no UTF-8 became three when it was written.
std::string cutTextFrom(const json &j, std::size_t most)
{
    if (!j.is_string() || j.get_ref<const std::string &>().size() > 3 * most)
        refuse("not a text, or too long a one");
    std::string text = j.get<std::string>();
    text.resize(wholeCharacters(text, most));
    return text;
}

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
/// An earlier version kept neither what a comparison had seen nor of how many stations it is.
PromotionEvidence comparedFrom(const json &j)
{
    return promotionEvidenceFrom(objectFrom(j, j.contains("lots") ? 14 : 11));
}
CanaryGrounds groundsFrom(const json &j)
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

ordered_json toJson(const CanaryStill &s)
{
    return {{"station", s.station}, {"ms", s.time.count()}};
}
CanaryStill stillFrom(const json &j)
{
    CanaryStill still{textFrom(objectFrom(j, 2).at("station")), std::chrono::milliseconds(integerFrom<std::int64_t>(j.at("ms")))};
    if (still.time.count() < 0 || still.time.count() > kLongestMs)
        refuse("a time without end");
    return still;
}

std::pair<StationId, double> latencyFrom(const json &j)
{
    std::pair before(textFrom(objectFrom(j, 2).at("station")), numberFrom(j.at("ms")));
    if (before.second < 0)
        refuse("a time before it began");
    return before;
}

template <class Value, class Read>
Result<Value> readText(std::string_view text, std::size_t most, Read read)
{
    if (text.size() > most)
        return Error{ErrorCode::InvalidInput, "longer than any canary"};
    try {
        return read(json::parse(text));
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

// A name that is not UTF-8 must not end the program.
std::string dump(const ordered_json &j)
{
    return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

ordered_json planJson(const CanaryPlan &plan)
{
    const CanaryGuardRules &g = plan.guard;
    return {{"name", plan.name},
            {"covers", plan.covers},
            {"steps", listOf(plan.steps, [](const CanaryStep &s) {
                 return ordered_json{{"stations", s.stations}, {"share", s.share}, {"least_parts", s.leastParts}, {"least_minutes", s.leastTime.count()},
                                     {"longest_minutes", s.longestTime.count()}, {"least_lots", s.leastLots}, {"end", toString(s.end)}};
             })},
            {"windows", listOf(plan.windows, [](const CanaryWindow &w) { return ordered_json{{"days", daysJson(w.days)}, {"hours", toString(w.hours)}}; })},
            {"guard", ordered_json{{"alpha", g.alpha}, {"controls", g.controls}, {"own_past", g.ownPast}, {"collapse", g.collapse}, {"shadow", g.shadow}, {"review_limit", g.reviewLimit}, {"health", g.health}, {"long_run", g.longRun}}}};
}

CanaryPlan planOf(const json &j)
{
    CanaryPlan plan;
    Members m(j);
    m.take("name", plan.name, textFrom);
    m.take("covers", plan.covers, [](const json &v) { return listFrom(v, kMostCanaryStations, textFrom); });
    m.take("steps", plan.steps, [](const json &v) { return listFrom(v, kMostCanarySteps, stepFrom); });
    m.take("windows", plan.windows, [](const json &v) { return listFrom(v, kMostCanaryWindows, windowFrom); });
    m.take("guard", plan.guard, rulesFrom);
    m.finish();
    return plan;
}

std::string planText(const CanaryPlan &plan)
{
    return dump(planJson(plan));
}

Result<CanaryPlan> planFrom(std::string_view text)
{
    return readText<CanaryPlan>(text, kMostPlanBytes, planOf);
}

std::string canaryText(const SavedCanary &canary)
{
    ordered_json j{{"progress", toJson(canary.progress)}, {"guard", toJson(canary.guard)}, {"carried_out", canary.carriedOut}, {"grounds", toJson(canary.grounds)},
                   {"still", listOf(canary.still, [](const CanaryStill &s) { return toJson(s); })}};
    for (const auto &[station, ms] : canary.latencyBefore)
        j["latency_before"].push_back({{"station", station}, {"ms", ms}});
    return dump(j);
}

Result<SavedCanary> canaryFrom(std::string_view text)
{
    return readText<SavedCanary>(text, kMostCanaryBytes, [](const json &j) {
        const bool checked = j.contains("checksum"), later = j.contains("grounds");  // whose file has been held against it; an earlier version kept neither these nor what stands still
        const bool timed = j.contains("latency_before");  // nor how late verdicts came before; nor is it known of a station that had none
        objectFrom(j, std::size_t{3} + (checked ? 1 : 0) + (later ? 2 : 0) + (timed ? 1 : 0));
        SavedCanary saved{progressFrom(j.at("progress")), memoryFrom(j.at("guard")), truthFrom(j.at("carried_out"))};
        if (later) {
            saved.grounds = groundsFrom(j.at("grounds"));
            saved.still = listFrom(j.at("still"), kMostCanaryStations, stillFrom);
        }
        if (timed) {
            const auto before = listFrom(j.at("latency_before"), kMostCanaryStations, latencyFrom);
            saved.latencyBefore.insert(before.begin(), before.end());
        }
        if (!CanaryGuard::recall(saved.progress.plan.guard, saved.guard))
            refuse("no memory of a guard");
        return saved;
    });
}

}  // namespace lineside
