// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/canarycommands.h"

#include "common/changemeant.h"
#include "common/importmodel.h"
#include "store/canaryjson.h"
#include "store/recordjson.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using Reply = std::function<void(Result<ordered_json, CommandError>)>;

ordered_json numberJson(const std::optional<double> &number)
{
    return number ? ordered_json(*number) : ordered_json();
}

ordered_json harmJson(const std::optional<CanaryHarm> &harm)
{
    return harm ? ordered_json{{"guard", toString(harm->guard)}, {"station", harm->station}, {"log_evidence", harm->logEvidence}, {"threshold", harm->threshold}, {"part", harm->part},
                               {"share", numberJson(harm->share)}, {"usual", numberJson(harm->usual)}, {"fewer", harm->fewer}, {"now", numberJson(harm->now)}, {"limit", numberJson(harm->limit)}}
                : ordered_json();
}

/// The plan that a request names, or has in it.
Result<CanaryPlan, CommandError> planOfRequest(const EngineSnapshot &snapshot, const json &plan)
{
    if (!plan.is_string()) {
        const auto read = planFrom(plan.dump());
        return read ? Result<CanaryPlan, CommandError>(*read) : Result<CanaryPlan, CommandError>(commandError(read.error()));
    }
    const auto saved = std::ranges::find(snapshot.canaryPlans, plan.get<std::string>(), &CanaryPlan::name);
    if (saved == snapshot.canaryPlans.end())
        return commandError(Error{ErrorCode::NotFound, "no plan of that name: " + plan.get<std::string>()});
    return *saved;
}

/// Answers with the canary as it is then.
Engine::Done answering(Engine &engine, const Reply &reply)
{
    return [&engine, reply](const Result<void> &result) {
        if (result)
            reply(ordered_json{{"canary", canaryJson(*engine.snapshot())}});
        else
            reply(commandError(result.error()));
    };
}

void start(Engine &engine, const json &request, std::optional<ElectronicSignature> signature, Waits waits, const Reply &reply, QObject *context)
{
    const EngineSnapshotPtr now = engine.snapshot();
    const auto plan = planOfRequest(*now, request.at("plan"));
    if (!plan)
        return reply(plan.error());
    const PromotionNote note{request.value("reason", std::string()), request.value("by", std::string()), {}, std::move(signature)};
    const auto begin = [&engine, plan = *plan, note, reply, accepts = request.value("accept_change", false)](const ModelId &model) {
        std::vector<StationId> all;
        for (const auto &stations : engine.checkCanaryPlan(plan).steps)
            all.insert(all.end(), stations.begin(), stations.end());
        if (const auto unmeant = accepts ? std::nullopt : changeNotMeant(*engine.snapshot(), all, model))
            return reply(*unmeant);
        engine.startCanary(plan, model, note, answering(engine, reply));
    };
    const std::string text = request.at("model").get<std::string>();
    if (const auto model = libraryModel(*now, text))
        return begin(*model);
    importModel(engine, text, std::nullopt, std::make_shared<WaitTeller>(engine, std::string(), std::move(waits)), [begin, reply](const Result<ModelId, CommandError> &model) {
        if (model)
            begin(*model);
        else
            reply(model.error());
    }, context);
}

void change(Engine &engine, const json &request, const Reply &reply)
{
    const EngineSnapshotPtr now = engine.snapshot();
    std::vector<CanaryPlan> plans = now->canaryPlans;
    if (request.at("do") == "save") {
        const auto plan = planOfRequest(*now, request.at("plan"));
        if (!plan)
            return reply(plan.error());
        const auto before = std::ranges::find(plans, plan->name, &CanaryPlan::name);
        if (before == plans.end())
            plans.push_back(*plan);
        else
            *before = *plan;
    } else if (std::erase_if(plans, [name = request.at("plan").get<std::string>()](const CanaryPlan &plan) { return plan.name == name; }) == 0) {
        return reply(commandError(Error{ErrorCode::NotFound, "no plan of that name: " + request.at("plan").get<std::string>()}));
    }
    engine.applyCanaryPlans(std::move(plans), [reply](const Result<void> &result) {
        if (result)
            reply(ordered_json::object());
        else
            reply(commandError(result.error()));
    });
}

}  // namespace

ordered_json canaryJson(const EngineSnapshot &snapshot)
{
    if (!snapshot.canary)
        return nullptr;
    const CanaryProgress &p = snapshot.canary->progress;
    ordered_json stations = ordered_json::array(), guards = ordered_json::array();
    for (const CanaryStation &s : p.stations)
        stations.push_back({{"station", s.station}, {"before", s.before.text()}, {"step", s.step + 1}, {"has_model", s.step < p.begun}, {"parts", s.parts}, {"step_parts", s.stepParts}});
    for (const GuardEvidence &g : snapshot.canary->evidence.guards)
        guards.push_back({{"guard", toString(g.guard)}, {"station", g.station}, {"log", g.log}, {"threshold", g.threshold}, {"few_before", g.fewBefore}, {"units", g.units}, {"share", numberJson(g.share)}, {"usual", numberJson(g.usual)},
                          {"left_out", g.leftOut}, {"now", numberJson(g.now)}, {"limit", numberJson(g.limit)}});
    return {{"plan", p.plan.name},
            {"model", p.model.text()},
            {"state", toString(p.state)},
            {"pause", p.pause == CanaryPause::None ? ordered_json() : ordered_json(toString(p.pause))},
            {"preparing", snapshot.canary->preparing},
            {"since_ms", toMs(p.since)},
            {"step", p.step + 1},
            {"steps", p.plan.steps.size()},
            {"by", p.by},
            {"stations", stations},
            {"evidence", {{"log", snapshot.canary->evidence.log}, {"threshold", snapshot.canary->evidence.threshold}, {"guards", guards}}},
            {"rejects_waiting", snapshot.canary->rejectsWaiting},
            {"harm", harmJson(p.harm)}};
}

void canaryCommand(Engine &engine, const json &request, std::optional<ElectronicSignature> signature, Waits waits, Reply reply, QObject *context)
{
    const std::string deed = request.at("do").get<std::string>();
    if (deed == "start")
        return start(engine, request, std::move(signature), std::move(waits), reply, context);
    if (deed == "save" || deed == "remove")
        return change(engine, request, reply);
    if (deed == "list") {
        ordered_json plans = ordered_json::array();
        const EngineSnapshotPtr now = engine.snapshot();
        for (const CanaryPlan &plan : now->canaryPlans)
            plans.push_back(planJson(plan));
        return reply(ordered_json{{"plans", plans}, {"canary", canaryJson(*now)}});
    }
    for (const CanaryHand hand : {CanaryHand::Approve, CanaryHand::Pause, CanaryHand::Resume, CanaryHand::Abort}) {
        if (deed == toString(hand))
            return engine.steerCanary(hand, answering(engine, reply), {request.value("by", std::string()), {}});
    }
    reply(commandError(Error{ErrorCode::Unsupported, "unknown command canary " + deed}));
}

}  // namespace lineside
