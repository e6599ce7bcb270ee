// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/canaryjson.h"

#include "store/recordjson.h"

#include <array>
#include <cmath>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMostTextBytes = 4096;
constexpr std::array kStates{"waiting", "running", "asking", "paused", "done", "rolled_back", "aborted"};
constexpr std::array kPauses{"none", "no_data", "by_hand"};
constexpr std::array kGuards{"controls", "own_past", "collapse", "shadow", "latency", "frame_flow", "long_run"};
constexpr std::array kEnds{"go_on", "ask"};

template <class Enum, std::size_t N>
const char *wordOf(const std::array<const char *, N> &words, Enum value)
{
    return words.at(static_cast<std::size_t>(value));
}

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
template <class Enum, std::size_t N>
Enum enumFrom(const json &j, const std::array<const char *, N> &words)
{
    const std::string word = textFrom(j);
    for (std::size_t i = 0; i < N; ++i) {
        if (word == words[i])
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

ordered_json toJson(const CanaryPlan &plan)
{
    const CanaryGuardRules &g = plan.guard;
    return {{"name", plan.name},
            {"covers", plan.covers},
            {"steps", listOf(plan.steps, [](const CanaryStep &s) {
                 return ordered_json{{"stations", s.stations}, {"share", s.share}, {"least_parts", s.leastParts}, {"least_minutes", s.leastTime.count()},
                                     {"longest_minutes", s.longestTime.count()}, {"least_lots", s.leastLots}, {"end", wordOf(kEnds, s.end)}};
             })},
            {"windows", listOf(plan.windows, [](const CanaryWindow &w) { return ordered_json{{"days", w.days}, {"hours", toString(w.hours)}}; })},
            {"guard", ordered_json{{"alpha", g.alpha}, {"controls", g.controls}, {"own_past", g.ownPast}, {"collapse", g.collapse}, {"shadow", g.shadow}, {"health", g.health}, {"long_run", g.longRun}}}};
}

CanaryPlan planOf(const json &j)
{
    objectFrom(j, 5);
    CanaryPlan plan;
    plan.name = textFrom(j.at("name"));
    plan.covers = listFrom(j.at("covers"), kMostCanaryStations, textFrom);
    plan.steps = listFrom(j.at("steps"), kMostCanarySteps, [](const json &s) {
        objectFrom(s, 7);
        return CanaryStep{listFrom(s.at("stations"), kMostCanaryStations, textFrom), numberFrom(s.at("share")), integerFrom<std::int64_t>(s.at("least_parts")),
                          std::chrono::minutes(integerFrom<std::int32_t>(s.at("least_minutes"))), std::chrono::minutes(integerFrom<std::int32_t>(s.at("longest_minutes"))),
                          integerFrom<int>(s.at("least_lots")), enumFrom<StepEnd>(s.at("end"), kEnds)};
    });
    plan.windows = listFrom(j.at("windows"), kMostCanaryWindows, [](const json &w) {
        const auto hours = loadWindowOf(textFrom(objectFrom(w, 2).at("hours")));
        if (!hours)
            refuse("no hours of a day");
        return CanaryWindow{integerFrom<std::uint8_t>(w.at("days")), *hours};
    });
    const json &g = objectFrom(j.at("guard"), 7);
    plan.guard = {numberFrom(g.at("alpha")), truthFrom(g.at("controls")), truthFrom(g.at("own_past")), truthFrom(g.at("collapse")), truthFrom(g.at("shadow")), truthFrom(g.at("health")), truthFrom(g.at("long_run"))};
    return plan;
}

ordered_json toJson(const std::optional<CanaryHarm> &harm)
{
    if (!harm)
        return nullptr;
    return {{"guard", wordOf(kGuards, harm->guard)}, {"station", harm->station}, {"log_evidence", harm->logEvidence}, {"threshold", harm->threshold}, {"part", harm->part}};
}
std::optional<CanaryHarm> harmFrom(const json &j)
{
    if (j.is_null())
        return std::nullopt;
    objectFrom(j, 5);
    return CanaryHarm{enumFrom<CanaryGuardKind>(j.at("guard"), kGuards), textFrom(j.at("station")), numberFrom(j.at("log_evidence")), numberFrom(j.at("threshold")), integerFrom<std::int64_t>(j.at("part"))};
}

ordered_json toJson(const CanaryProgress &p)
{
    return {{"plan", toJson(p.plan)},
            {"model", toJson(p.model)},
            {"stations", listOf(p.stations, [](const CanaryStation &s) {
                 return ordered_json{{"station", s.station}, {"before", toJson(s.before)}, {"step", s.step}, {"parts", s.parts}, {"step_parts", s.stepParts}};
             })},
            {"step", p.step}, {"begun", p.begun}, {"state", wordOf(kStates, p.state)}, {"pause", wordOf(kPauses, p.pause)}, {"resumes_to", wordOf(kStates, p.resumesTo)},
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
    p.state = enumFrom<CanaryState>(j.at("state"), kStates);
    p.pause = enumFrom<CanaryPause>(j.at("pause"), kPauses);
    p.resumesTo = enumFrom<CanaryState>(j.at("resumes_to"), kStates);
    if ((p.state == CanaryState::Paused) != (p.pause != CanaryPause::None) || p.resumesTo > CanaryState::Asking)
        refuse("no such pause");
    const CanaryState at = p.state == CanaryState::Paused ? p.resumesTo : p.state;
    if (at <= CanaryState::Asking && (at == CanaryState::Waiting) != (p.begun == p.step))
        refuse("a step that has begun waits, or one that has not runs");
    p.since = time("since_ms");
    p.stepBegan = time("step_began_ms");
    p.lastSeen = time("last_seen_ms");
    // Sums of them must not overflow.
    constexpr std::int64_t kLongestMs = std::int64_t(1) << 50;
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
    return {{"controls", p.controls}, {"rounds", textOf(p.rounds)}, {"parts", p.parts}, {"rejects", p.rejects}, {"nothing_found", p.nothingFound}, {"reject_skip", p.rejectSkip}, {"nothing_skip", p.nothingSkip}};
}
StationPast pastFrom(const json &j)
{
    objectFrom(j, 7);
    return {listFrom(j.at("controls"), kMostControls, textFrom), roundsFrom(j.at("rounds")), integerFrom<std::int64_t>(j.at("parts")), integerFrom<std::int64_t>(j.at("rejects")),
            integerFrom<std::int64_t>(j.at("nothing_found")), integerFrom<int>(j.at("reject_skip")), integerFrom<int>(j.at("nothing_skip"))};
}

ordered_json toJson(const StationGuard::Memory &m)
{
    return {{"newest", m.rounds.newest}, {"have", m.rounds.have}, {"left_out", m.rounds.leftOut}, {"waited", m.rounds.waited}, {"carried", m.carried},
            {"controls", toJson(m.controls)}, {"more", toJson(m.more)}, {"fewer", toJson(m.fewer)}, {"nothing", toJson(m.nothing)}, {"long_run", toJson(m.longRun)},
            {"long_left", m.longLeft}, {"watches_long_run", m.watchesLongRun}, {"worse", m.shadow.worse}, {"even", m.shadow.even}, {"better", m.shadow.better},
            {"block_sum", m.blockSum}, {"block_parts", m.blockParts}, {"parts", m.parts}, {"rounds_seen", m.roundsSeen}};
}
StationGuard::Memory guardFrom(const json &j)
{
    objectFrom(j, 19);
    StationGuard::Memory m;
    const auto whole = [&]<class T>(const char *key, T &value) { value = integerFrom<T>(j.at(key)); };
    whole("newest", m.rounds.newest);
    whole("have", m.rounds.have);
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
    return m;
}

ordered_json toJson(const CanaryGuard::Memory &m)
{
    return {{"seats", listOf(m.seats, [](const CanarySeat &s) { return ordered_json{{"station", s.first}, {"step", s.second}}; })},
            {"begun", m.begun},
            {"pasts", listOf(m.pasts, [](const StationPast &p) { return toJson(p); })},
            {"guards", listOf(m.guards, [](const StationGuard::Memory &g) { return toJson(g); })},
            {"lots", m.coverage.lots}, {"hours", m.coverage.hours}, {"lot", m.coverage.lot}, {"hour", m.coverage.hour}, {"parts", m.parts}, {"harm", toJson(m.harm)}};
}
CanaryGuard::Memory memoryFrom(const json &j)
{
    objectFrom(j, 10);
    return {listFrom(j.at("seats"), kMostCanaryStations, [](const json &s) { return CanarySeat{textFrom(objectFrom(s, 2).at("station")), integerFrom<int>(s.at("step"))}; }),
            listFrom(j.at("begun"), kMostCanaryStations, textFrom),
            listFrom(j.at("pasts"), kMostCanaryStations, pastFrom),
            listFrom(j.at("guards"), kMostCanaryStations, guardFrom),
            {integerFrom<std::int64_t>(j.at("lots")), integerFrom<std::int64_t>(j.at("hours")), textFrom(j.at("lot")), integerFrom<std::int64_t>(j.at("hour"))},
            integerFrom<std::int64_t>(j.at("parts")),
            harmFrom(j.at("harm"))};
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

std::string planText(const CanaryPlan &plan)
{
    return dump(toJson(plan));
}

Result<CanaryPlan> planFrom(std::string_view text)
{
    return readText<CanaryPlan>(text, kMostPlanBytes, planOf);
}

std::string canaryText(const SavedCanary &canary)
{
    return dump({{"progress", toJson(canary.progress)}, {"guard", toJson(canary.guard)}});
}

Result<SavedCanary> canaryFrom(std::string_view text)
{
    return readText<SavedCanary>(text, kMostCanaryBytes, [](const json &j) {
        objectFrom(j, 2);
        SavedCanary saved{progressFrom(j.at("progress")), memoryFrom(j.at("guard"))};
        if (!CanaryGuard::recall(saved.progress.plan.guard, saved.guard))
            refuse("no memory of a guard");
        return saved;
    });
}

}  // namespace lineside
