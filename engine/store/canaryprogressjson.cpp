// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/canaryprogressjson.h"

#include "store/canaryjson.h"
#include "store/recordjson.h"
#include "store/strictjson.h"

namespace lineside {

using nlohmann::json;
using nlohmann::ordered_json;

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
    if (harm->now)
        j["now"] = *harm->now;
    if (harm->limit)
        j["limit"] = *harm->limit;
    return j;
}
std::optional<CanaryHarm> canaryHarmFrom(const json &j)
{
    if (j.is_null())
        return std::nullopt;
    std::size_t known = 5;
    const auto number = [&](const char *key) {
        if (!j.contains(key))
            return std::optional<double>();
        ++known;
        return std::optional(numberFrom(j.at(key)));
    };
    const auto share = [&](const char *key) {
        const std::optional<double> value = number(key);
        if (value && (*value < 0 || *value > 1))
            refuse("no share");
        return value;
    };
    const auto rejected = share("share"), usual = share("usual"), now = number("now"), limit = number("limit");  // an earlier version kept none of them
    const bool fewer = j.contains("fewer") && truthFrom(j.at("fewer"));
    known += j.contains("fewer");
    objectFrom(j, known);
    return CanaryHarm{enumFrom<CanaryGuardKind>(j.at("guard"), CanaryGuardKind::Memory), textFrom(j.at("station")), numberFrom(j.at("log_evidence")), numberFrom(j.at("threshold")), integerFrom<std::int64_t>(j.at("part")),
                      rejected, usual, fewer, now, limit};
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

CanaryProgress canaryProgressFrom(const json &j)
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
    p.harm = canaryHarmFrom(j.at("harm"));
    p.by = textFrom(j.at("by"));
    return p;
}

}  // namespace lineside
