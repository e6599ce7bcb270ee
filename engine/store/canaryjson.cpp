// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/canaryjson.h"

#include "store/canarygroundsjson.h"
#include "store/canaryguardjson.h"
#include "store/canaryprogressjson.h"
#include "store/recordjson.h"
#include "store/strictjson.h"

#include <algorithm>
#include <array>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

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
        SavedCanary saved{canaryProgressFrom(j.at("progress")), canaryMemoryFrom(j.at("guard")), truthFrom(j.at("carried_out"))};
        if (later) {
            saved.grounds = canaryGroundsFrom(j.at("grounds"));
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
