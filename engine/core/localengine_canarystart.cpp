// SPDX-License-Identifier: GPL-3.0-or-later
// Plans by which a model goes on air step by step, what they come to on this line, and how one begins.
#include "canary/planrules.h"
#include "canary/provedfewer.h"
#include "core/localengine.h"
#include "core/promotionlack.h"
#include "model/vetting.h"
#include "record/recordfile.h"
#include "store/configfile.h"

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

std::string words(const PlanFault &fault)
{
    return toString(fault.kind) + (fault.step < 0 ? std::string() : " in step " + std::to_string(fault.step + 1)) + (fault.detail.empty() ? "" : ": " + fault.detail);
}

}  // namespace

CanaryPlanCheck LocalEngine::checkCanaryPlan(const CanaryPlan &plan) const
{
    std::vector<StationId> stations;
    bool lots = false;
    {
        const std::lock_guard lock(m_mutex);
        for (const StationSnapshot &s : m_structure->stations) {
            stations.push_back(s.config.id);
            const bool covered = plan.covers.empty() || std::ranges::find(plan.covers, s.config.id) != plan.covers.end();
            lots = lots || (covered && !s.lot.empty());
        }
    }
    CanaryPlanCheck check;
    check.faults = checkPlan(plan, stations);
    if (check.mayRun())
        check.steps = resolveSteps(plan, stations);
    for (int step = 0; step < std::ssize(plan.steps) && step < static_cast<int>(kMostCanarySteps); ++step) {
        if (plan.steps[static_cast<std::size_t>(step)].leastLots > 0 && !lots)
            check.faults.push_back({PlanFaultKind::NoLots, step, {}});
    }
    if (!m_parts.recordVerdicts && (plan.guard.controls || plan.guard.ownPast || plan.guard.collapse))
        check.faults.push_back({PlanFaultKind::NoRecord, -1, {}});
    return check;
}

void LocalEngine::applyCanaryPlans(std::vector<CanaryPlan> plans, Done done, Actor actor)
{
    post([this, plans = std::move(plans), done = std::move(done), actor = std::move(actor)]() mutable {
        Config wanted = currentConfig();
        wanted.plans = plans;
        const std::string text = formatConfig(wanted);
        if (const auto check = parseConfig(text); !check)
            return done(check.error());
        for (const CanaryPlan &plan : plans) {
            const CanaryPlanCheck check = checkCanaryPlan(plan);
            const auto fault = std::ranges::find_if(check.faults, &PlanFault::forbids);
            if (fault != check.faults.end())
                return done(Error{ErrorCode::InvalidInput, plan.name + ": " + words(*fault)});
        }
        m_canaryPlans = std::move(plans);
        m_configError.reset();
        std::string names;
        for (const CanaryPlan &plan : m_canaryPlans)
            names += (names.empty() ? "" : ", ") + plan.name;
        record({0, {}, EventKind::CanaryPlansChanged, {}, {}, {}, {}, {}, {}, names}, actor);
        publish();
        writeConfig(text, std::move(done));
    });
}

// A verdict is on two models: it says nothing of a station where another one is on air.
std::optional<ComparisonSnapshot> LocalEngine::comparedFor(const Station &at, const CanaryPlan &plan, const ModelId &model) const
{
    auto best = comparedAt(at, model);
    for (const auto &s : m_stations) {
        const bool covered = plan.covers.empty() || std::ranges::find(plan.covers, s->config.id) != plan.covers.end();
        if ((best && best->proves()) || !covered || s->desired.active != at.desired.active)
            continue;
        if (auto compared = comparedAt(*s, model); compared && (!best || compared->proves()))
            best = std::move(compared);
    }
    return best;
}

std::optional<Error> LocalEngine::mayNotBegin(const CanaryPlan &plan, const CanaryPlanCheck &check, const ModelId &model, const PromotionNote &note)
{
    const auto stored = m_store.find(model);
    if (!stored)
        return Error{ErrorCode::NotFound, model.text()};
    for (const auto &stations : check.steps) {
        for (const StationId &id : stations) {
            Station *s = station(id);
            if (!s->desired.active || !s->pipeline->active())
                return Error{ErrorCode::NotReady, id + " has no model to go back to"};
            if (s->desired.active == model)
                return Error{ErrorCode::InvalidInput, id + " has " + model.text() + " already"};
            if (s->pause)
                return Error{ErrorCode::Busy, id + " waits for a model that is being loaded"};
            const auto compared = comparedFor(*s, plan, model);
            if (const auto lack = lackOf(note, id, {asked(s->config.promotion, true, compared && compared->proves()), s->config.signPromotion}))
                return lack;
            if (const auto refusal = checkSignatureOf(model, *s))
                return refused(id, model, *refusal, {note.by, note.role});
            if (const auto refusal = checkContract(networkOf(*stored), s->config.contract))
                return refused(id, model, *refusal, {note.by, note.role});
        }
    }
    return std::nullopt;
}

void LocalEngine::startCanary(CanaryPlan plan, const ModelId &model, PromotionNote note, Done done)
{
    post([this, plan = std::move(plan), model, note = std::move(note), done = std::move(done)]() mutable {
        if (m_safeMode)
            return done(Error{ErrorCode::Busy, "no canary begins in safe mode"});
        if (m_startingCanary || (m_canary && m_canary->underWay()))
            return done(Error{ErrorCode::Busy, m_startingCanary ? "a canary is about to begin" : "a canary is under way: " + m_canary->progress.plan.name});
        const CanaryPlanCheck check = checkCanaryPlan(plan);
        if (const auto fault = std::ranges::find_if(check.faults, &PlanFault::forbids); fault != check.faults.end())
            return done(Error{ErrorCode::InvalidInput, words(*fault)});
        if (const auto error = mayNotBegin(plan, check, model, note))
            return done(*error);
        std::vector<std::pair<StationId, ModelId>> before;
        std::vector<StationId> all;
        for (const auto &s : m_stations) {
            before.emplace_back(s->config.id, s->desired.active.value_or(ModelId{}));
            all.push_back(s->config.id);
        }
        plan.covers = coveredBy(plan, all);  // stations that are added later are not of it
        CanaryProgress progress = beginCanary(plan, model, before, momentOf(m_parts.clock->wallNow()));
        progress.by = note.by;
        CanaryGrounds grounds{std::move(note), {}, {}};
        for (const CanaryStation &seat : progress.stations) {
            if (const auto compared = comparedFor(*station(seat.station), plan, model)) {
                grounds.evidence[seat.station] = evidenceOf(*compared);
                if (const double proved = compared->proves() ? provedFewer(compared->verdict) : 0; proved > 0)
                    grounds.provedFewer[seat.station] = proved;
            }
        }
        const StationId first = check.steps.front().front();
        const auto number = ++m_canaryNumber;
        const auto wanted = [this, number] { return m_canaryNumber == number; };
        m_startingCanary = true;
        withModel(model, LoadCause::Library, station(first), {wanted, [this, number, progress = std::move(progress), grounds = std::move(grounds), done](Result<ModelHandle, Refusal> handle) mutable {
            if (!handle) {
                m_startingCanary = false;
                return done(refused(progress.stations.front().station, progress.model, handle.error(), {grounds.note.by, grounds.note.role}));
            }
            std::vector<StationId> seats;
            for (const CanaryStation &seat : progress.stations)
                seats.push_back(seat.station);
            withGoldenAt(std::move(seats), *handle, [this, number, handle = *handle, progress = std::move(progress), grounds = std::move(grounds), done](const std::optional<std::pair<StationId, Refusal>> &refusal) mutable {
                if (refusal) {
                    m_startingCanary = false;
                    return done(refused(refusal->first, progress.model, refusal->second));
                }
                beginFromPast(number, std::move(handle), std::move(progress), std::move(grounds), std::move(done));
            });
        }});
    });
}

// Stations whose past has to be known are looked up in the record first, on a thread of its own.
void LocalEngine::beginFromPast(std::uint64_t number, ModelHandle handle, CanaryProgress progress, CanaryGrounds grounds, Done done)
{
    std::map<StationId, ModelId> judges;
    for (const CanaryStation &seat : progress.stations)
        judges[seat.station] = seat.before;
    const bool looksBack = m_parts.recordVerdicts && (progress.plan.guard.controls || progress.plan.guard.ownPast || progress.plan.guard.collapse);
    m_reader->post([this, number, judges = std::move(judges), looksBack, handle = std::move(handle), progress = std::move(progress), grounds = std::move(grounds), done = std::move(done)]() mutable {
        const Result<void> known = looksBack ? checkPasts(recordFileOf(m_parts.dataDir), judges) : Result<void>();
        post([this, number, known, handle = std::move(handle), progress = std::move(progress), grounds = std::move(grounds), done]() mutable {
            m_startingCanary = false;
            done(m_canaryNumber != number ? Error{ErrorCode::Cancelled, progress.model.text()} : !known ? known : beginCanaryRun(std::move(progress), std::move(handle), std::move(grounds)));
        });
    });
}

Result<void> LocalEngine::beginCanaryRun(CanaryProgress progress, ModelHandle model, CanaryGrounds grounds)
{
    for (const CanaryStation &seat : progress.stations) {
        const Station *s = station(seat.station);
        if (!s || s->desired.active != seat.before)
            return Error{ErrorCode::Cancelled, seat.station + " has changed meanwhile"};
        if (const auto refusal = checkLoaded(*model, s->config.contract))
            return refused(seat.station, progress.model, *refusal, {grounds.note.by, grounds.note.role});
    }
    CanaryGuard guard(progress.plan.guard, seatsOf(progress));
    m_canary.emplace(CanaryRun{std::move(progress), std::move(guard), std::move(model), false, {}, {}, {}, std::move(grounds)});
    const PromotionNote &note = m_canary->grounds.note;
    tellCanary(EventKind::CanaryBegun, {note.by, note.role}, note.reason);
    saveCanary(Recorder::CanaryWord::CarriedOut);
    lookAtCanary();
    publish();
    return {};
}

}  // namespace lineside
