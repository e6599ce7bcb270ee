// SPDX-License-Identifier: GPL-3.0-or-later
// A model goes on air step by step, by a plan: `nextStep` says what comes next, this does it.
#include "base/localminute.h"
#include "canary/canarysteps.h"
#include "canary/planrules.h"
#include "core/localengine.h"
#include "core/promotionlack.h"
#include "model/vetting.h"
#include "parts/judgedpart.h"
#include "record/recordfile.h"
#include "store/canaryjson.h"
#include "store/checksum.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lineside {
namespace {

constexpr std::chrono::seconds kSaveEvery{10};  // so many parts at most does the guard not know after a power cut

CanaryMoment momentOf(WallTime at)
{
    const LocalMinute local = localMinute(at);
    return {at, local.weekday, local.minute};
}

std::string words(const PlanFault &fault)
{
    return toString(fault.kind) + (fault.step < 0 ? std::string() : " in step " + std::to_string(fault.step + 1)) + (fault.detail.empty() ? "" : ": " + fault.detail);
}

}  // namespace

CanaryPlanCheck LocalEngine::checkCanaryPlan(const CanaryPlan &plan) const
{
    std::vector<StationId> stations;
    {
        const std::lock_guard lock(m_mutex);
        for (const StationSnapshot &s : m_structure->stations)
            stations.push_back(s.config.id);
    }
    CanaryPlanCheck check;
    check.faults = checkPlan(plan, stations);
    if (check.mayRun())
        check.steps = resolveSteps(plan, stations);
    for (int step = 0; step < std::ssize(plan.steps) && step < static_cast<int>(kMostCanarySteps); ++step) {
        if (plan.steps[static_cast<std::size_t>(step)].leastLots > 0)
            check.faults.push_back({PlanFaultKind::NoLots, step, {}});
    }
    if (plan.guard.shadow)
        check.faults.push_back({PlanFaultKind::NoShadowGuard, -1, {}});
    if (!m_parts.recordVerdicts && (plan.guard.controls || plan.guard.ownPast || plan.guard.collapse))
        check.faults.push_back({PlanFaultKind::NoRecord, -1, {}});
    return check;
}

void LocalEngine::applyCanaryPlans(std::vector<CanaryPlan> plans, Done done)
{
    post([this, plans = std::move(plans), done = std::move(done)]() mutable {
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
        record({0, {}, EventKind::CanaryPlansChanged, {}, {}, {}, {}, {}, {}, names});
        publish();
        writeConfig(text, std::move(done));
    });
}

// ---- begin

std::optional<Error> LocalEngine::mayNotBegin(const CanaryPlan &plan, const CanaryPlanCheck &check, const ModelId &model, const PromotionNote &note)
{
    const auto stored = m_store.find(model);
    if (!stored)
        return Error{ErrorCode::NotFound, model.text()};
    bool proven = false;
    for (const auto &s : m_stations) {
        const bool covered = plan.covers.empty() || std::ranges::find(plan.covers, s->config.id) != plan.covers.end();
        const auto compared = covered ? s->pipeline->comparisonWith(model) : std::nullopt;
        proven = proven || (compared && compared->proves());
    }
    for (const auto &stations : check.steps) {
        for (const StationId &id : stations) {
            Station *s = station(id);
            if (!s->desired.active || !s->pipeline->active())
                return Error{ErrorCode::NotReady, id + " has no model to go back to"};
            if (s->desired.active == model)
                return Error{ErrorCode::InvalidInput, id + " has " + model.text() + " already"};
            if (s->pause)
                return Error{ErrorCode::Busy, id + " waits for a model that is being loaded"};
            if (const auto lack = lackOf(note, id, asked(s->config.promotion, true, proven)))
                return lack;
            if (const auto refusal = checkSignatureOf(model, *s))
                return refused(id, model, *refusal);
            if (const auto refusal = checkContract(networkOf(*stored), s->config.contract))
                return refused(id, model, *refusal);
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
        const StationId first = check.steps.front().front();
        const auto number = ++m_canaryNumber;
        const auto wanted = [this, number] { return m_canaryNumber == number; };
        m_startingCanary = true;
        withModel(model, LoadCause::Library, station(first), {wanted, [this, number, progress = std::move(progress), note = std::move(note), done](Result<ModelHandle, Refusal> handle) mutable {
            if (!handle) {
                m_startingCanary = false;
                return done(refused(progress.stations.front().station, progress.model, handle.error()));
            }
            std::map<StationId, ModelId> judges;
            for (const CanaryStation &seat : progress.stations)
                judges[seat.station] = seat.before;
            const bool looksBack = m_parts.recordVerdicts && (progress.plan.guard.controls || progress.plan.guard.ownPast || progress.plan.guard.collapse);
            m_reader->post([this, number, judges = std::move(judges), looksBack, handle = *handle, progress = std::move(progress), note = std::move(note), done]() mutable {
                const Result<void> known = looksBack ? checkPasts(recordFileOf(m_parts.dataDir), judges) : Result<void>();
                post([this, number, known, handle = std::move(handle), progress = std::move(progress), note = std::move(note), done]() mutable {
                    m_startingCanary = false;
                    done(m_canaryNumber != number ? Error{ErrorCode::Cancelled, progress.model.text()} : !known ? known : beginCanaryRun(std::move(progress), std::move(handle), std::move(note)));
                });
            });
        }});
    });
}

Result<void> LocalEngine::beginCanaryRun(CanaryProgress progress, ModelHandle model, PromotionNote note)
{
    for (const CanaryStation &seat : progress.stations) {
        const Station *s = station(seat.station);
        if (!s || s->desired.active != seat.before)
            return Error{ErrorCode::Cancelled, seat.station + " has changed meanwhile"};
        if (const auto refusal = checkLoaded(*model, s->config.contract))
            return refused(seat.station, progress.model, *refusal);
    }
    CanaryGuard guard(progress.plan.guard, seatsOf(progress));
    m_canary.emplace(CanaryRun{std::move(progress), std::move(guard), std::move(model), false, {}, {}});
    m_canaryNote = std::move(note);
    tellCanary(EventKind::CanaryBegun, m_canaryNote.by, m_canaryNote.reason);
    saveCanary(Recorder::CanaryWord::CarriedOut);
    lookAtCanary();
    publish();
    return {};
}

// ---- a look, and what follows

void LocalEngine::lookAtCanary()
{
    if (!m_canary || m_canary->preparing || !m_canary->watches())
        return;
    for (const CanaryStation &seat : m_canary->progress.stations) {
        const Station *s = canaryAt(seat.station) ? station(seat.station) : nullptr;
        if (!s)
            continue;
        StationSnapshot now;
        s->pipeline->fill(now);
        if (const auto limit = m_canary->flows[seat.station].look({m_parts.clock->now(), now.counters.captured, now.counters.judged, now.p50Ms, s->config.contract.maxLatencyMs}))
            m_canary->guard.missed(*limit, seat.station);
    }
    turnCanary(CanaryHand::None, {});
    if (m_canary->watches() && m_parts.clock->now() - m_canary->saved >= kSaveEvery)
        saveCanary(Recorder::CanaryWord::CarriedOut);
    showCanary();
}

void LocalEngine::turnCanary(CanaryHand hand, const std::string &by, const std::string &why)
{
    CanaryRun &run = *m_canary;
    CanaryObservation seen;
    for (const CanaryStation &seat : run.progress.stations)
        seen.parts.push_back({seat.station, run.guard.partsOf(seat.station)});
    seen.lots = run.guard.coverage().lots;
    seen.hours = run.guard.coverage().hours;
    seen.harm = run.guard.harm();
    seen.hand = hand;
    seen.by = by;
    const CanaryState before = run.progress.state;
    CanaryTurn turn = nextStep(run.progress, seen, momentOf(m_parts.clock->wallNow()));
    if (turn.action.deed == CanaryDeed::Promote)
        return prepareStep(std::move(turn), by);
    run.progress = std::move(turn.progress);
    if (run.progress.state == before && turn.action.deed == CanaryDeed::Nothing)
        return;
    switch (run.progress.state) {
    case CanaryState::Asking:
        if (turn.action.deed == CanaryDeed::Ask)
            tellCanary(EventKind::CanaryAsks, {}, {});
        else
            tellCanary(EventKind::CanaryResumed, by, why);
        break;
    case CanaryState::Paused: tellCanary(EventKind::CanaryPaused, by, why); break;
    case CanaryState::Done:
        run.guard.watchLongRun();
        tellCanary(EventKind::CanaryDone, by, why);
        break;
    case CanaryState::RolledBack:
    case CanaryState::Aborted: takeCanaryBack(turn.action.stations, by, why); break;
    case CanaryState::Waiting:
    case CanaryState::Running:
        if (turn.action.deed == CanaryDeed::Resume || hand == CanaryHand::Approve)
            tellCanary(EventKind::CanaryResumed, by, why);
        break;
    }
    if (!run.watches())
        run.model.reset();
    saveCanary(canaryIsCarriedOut() ? Recorder::CanaryWord::CarriedOut : Recorder::CanaryWord::ToBeCarriedOut);
    publish();
}

bool LocalEngine::canaryIsCarriedOut() const
{
    const CanaryProgress &p = m_canary->progress;
    const bool back = p.state == CanaryState::RolledBack || p.state == CanaryState::Aborted;
    return !back || std::ranges::none_of(p.stations, [&](const CanaryStation &seat) {
        const auto at = std::ranges::find_if(m_stations, [&](const auto &s) { return s->config.id == seat.station; });
        return seat.step < p.begun && at != m_stations.end() && (*at)->desired.active == p.model;
    });
}

// The past of the stations that are to come is read first, so that not a part of theirs passes unguarded.
void LocalEngine::prepareStep(CanaryTurn turn, std::string by)
{
    CanaryRun &run = *m_canary;
    run.preparing = true;
    const auto number = ++m_canaryNumber;
    std::vector<StationId> controls;
    std::map<StationId, ModelId> judges;
    for (const StationId &id : turn.progress.plan.covers) {
        const Station *s = station(id);
        const auto seat = std::ranges::find(turn.progress.stations, id, &CanaryStation::station);
        const bool coming = std::ranges::find(turn.action.stations, id) != turn.action.stations.end();
        const bool keeps = seat == turn.progress.stations.end() || seat->step >= turn.progress.begun;
        if (!s || !s->desired.active || s->desired.active == turn.progress.model || !(coming || keeps))
            continue;
        judges[id] = *s->desired.active;
        if (!coming)
            controls.push_back(id);
    }
    m_reader->post([this, number, turn = std::move(turn), by = std::move(by), controls = std::move(controls), judges = std::move(judges), recorded = m_parts.recordVerdicts]() mutable {
        auto pasts = recorded ? readPasts(recordFileOf(m_parts.dataDir), turn.action.stations, controls, judges)
                              : Result<StationPasts>(Error{ErrorCode::Unsupported, "no record of verdicts"});
        post([this, number, turn = std::move(turn), by = std::move(by), pasts = std::move(pasts), recorded]() mutable {
            if (m_canaryNumber != number || !m_canary)
                return;  // aborted meanwhile
            m_canary->preparing = false;
            if (!pasts && recorded)
                return abortCanary({}, "the record of verdicts cannot be read: " + pasts.error().detail);
            if (!pasts) {  // guarded by flow and latency alone
                pasts = StationPasts();
                for (const StationId &id : turn.action.stations)
                    pasts->emplace_back(id, StationPast{});
            }
            beginStep(std::move(turn), by, *pasts);
        });
    });
}

void LocalEngine::beginStep(CanaryTurn turn, const std::string &by, const StationPasts &pasts)
{
    CanaryRun &run = *m_canary;
    run.progress = std::move(turn.progress);
    run.guard.begin(pasts);
    saveCanary(Recorder::CanaryWord::ToBeCarriedOut);
    tellCanary(EventKind::CanaryStepBegun, by, {});
    for (const StationId &id : turn.action.stations)
        switchTo(*station(id), run.model, false, {}, {m_canaryNote, {}, run.note()});
    saveCanary(Recorder::CanaryWord::CarriedOut);
    showCanary();
    publish();
}

void LocalEngine::takeCanaryBack(const std::vector<StationId> &stations, const std::string &by, const std::string &why)
{
    CanaryRun &run = *m_canary;
    saveCanary(Recorder::CanaryWord::ToBeCarriedOut);
    tellCanary(run.progress.state == CanaryState::RolledBack ? EventKind::CanaryRolledBack : EventKind::CanaryAborted, by, why);
    for (const StationId &id : stations) {
        // Only where nobody else has put something on air, as he may once a plan is done.
        if (Station *s = station(id); s && s->desired.active == run.progress.model && s->desired.previous)
            takeBack(*s, {}, {{}, {}, run.note()}, [this] {
                if (m_canary && !m_canary->underWay() && canaryIsCarriedOut())
                    saveCanary(Recorder::CanaryWord::CarriedOut);
            });
    }
}

void LocalEngine::dropPreparation()
{
    if (std::exchange(m_canary->preparing, false))
        ++m_canaryNumber;
}

void LocalEngine::abortCanary(const std::string &by, const std::string &why)
{
    dropPreparation();
    turnCanary(CanaryHand::Abort, by, why);
    showCanary();
}

void LocalEngine::canaryHarmed(CanaryGuardKind limit, const StationId &id)
{
    m_canary->guard.missed(limit, id);
    if (!m_canary->guard.harm())
        return abortCanary({}, "the model failed at " + id);  // health is not guarded by the plan, and it cannot judge all the same
    dropPreparation();
    turnCanary(CanaryHand::None, {});
    showCanary();
}

bool LocalEngine::canaryAt(const StationId &id) const
{
    return m_canary && m_canary->underWay() && m_canary->hasBegunAt(id);
}

void LocalEngine::changedBesideCanary(const StationId &id)
{
    if (!m_canary || !m_canary->underWay() || !m_canary->covers(id) || m_canary->hasBegunAt(id))
        return;
    if (std::ranges::find(m_canary->progress.stations, id, &CanaryStation::station) != m_canary->progress.stations.end())
        abortCanary({}, "another model was put on air at " + id);
    else
        m_canary->guard.leaveOut(id);
}

std::optional<Error> LocalEngine::heldByCanary(const StationId &id) const
{
    if (!m_canary || !m_canary->underWay() || !m_canary->covers(id))
        return std::nullopt;
    return Error{ErrorCode::Busy, id + " is part of the canary " + m_canary->progress.plan.name + ", which is under way"};
}

void LocalEngine::steerCanary(CanaryHand hand, std::string by, Done done)
{
    post([this, hand, by = std::move(by), done = std::move(done)] {
        if (!m_canary || !m_canary->underWay())
            return done(Error{ErrorCode::NotFound, "no canary is under way"});
        if (by.size() > PromotionNote::kMaxBy)
            return done(Error{ErrorCode::InvalidInput, "a name takes " + std::to_string(PromotionNote::kMaxBy) + " bytes at most"});
        if (hand == CanaryHand::Abort) {
            abortCanary(by, {});
            return done({});
        }
        if (m_canary->preparing)
            return done(Error{ErrorCode::Busy, "the next stations are being got ready"});
        const CanaryState state = m_canary->progress.state;
        const bool means = (hand == CanaryHand::Approve && state == CanaryState::Asking) || (hand == CanaryHand::Resume && state == CanaryState::Paused)
                        || (hand == CanaryHand::Pause && !(state == CanaryState::Paused && m_canary->progress.pause == CanaryPause::ByHand));
        if (!means)
            return done(Error{ErrorCode::InvalidInput, std::string("the canary is ") + toString(state) + ": there is nothing to " + toString(hand)});
        turnCanary(hand, by);
        showCanary();
        done({});
    });
}

// ---- parts

void LocalEngine::onCanaryPart(const StationId &id, const CanaryPart &part, const ModelId &judgedBy)
{
    if (!m_canary || !m_canary->watches() || !m_canary->covers(id))
        return;
    // Of the model that was on air before the change some are still on their way.
    if ((judgedBy == m_canary->progress.model) != m_canary->hasBegunAt(id))
        return;
    m_canary->guard.add(part);
    if (!m_canary->guard.harm() || m_canary->progress.harm)
        return;
    dropPreparation();  // no further station gets it
    lookAtCanary();     // now, not in a second
}

std::function<void(const FinishedPart &)> LocalEngine::partListener(const StationId &id)
{
    return [this, id](const FinishedPart &part) {
        if (m_record)
            m_record->add(id, part);
        if (!m_canaryWatches.load(std::memory_order_relaxed) || part.judgement.verdict == Verdict::Unknown)
            return;
        post([this, id, model = part.judgement.model, seen = CanaryPart{id, part.at, JudgedPart::fails(part.judgement.verdict), part.boxes.empty(), {}, {}}] { onCanaryPart(id, seen, model); });
    };
}

// ---- what is kept and shown

void LocalEngine::saveCanary(Recorder::CanaryWord word)
{
    m_canary->saved = m_parts.clock->now();
    m_canaryWatches = m_canary->watches();
    m_recorder->saveCanary(withChecksum(canaryText({m_canary->progress, m_canary->guard.memory(), word == Recorder::CanaryWord::CarriedOut}), ChecksumForm::OneLine), word);
}

void LocalEngine::showCanary()
{
    auto shown = std::make_shared<CanarySnapshot>();
    shown->progress = m_canary->progress;
    shown->evidence = m_canary->guard.evidence();
    shown->preparing = m_canary->preparing;
    const std::lock_guard lock(m_mutex);
    m_shownCanary = std::move(shown);
}

void LocalEngine::tellCanary(EventKind kind, const std::string &by, const std::string &why)
{
    HistoryEvent event;
    event.kind = kind;
    event.to = m_canary->progress.model;
    event.detail = why;
    event.by = by;
    event.canary = m_canary->note();
    if (m_canary->progress.harm)
        event.station = m_canary->progress.harm->station;
    record(std::move(event));
}

// ---- after a restart

void LocalEngine::readCanary(DesiredState &state)
{
    const std::filesystem::path file = m_parts.dataDir / "canary.json";
    const auto text = readSmallFile(file, kMostCanaryBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return;
    Result<SavedCanary> saved = text ? canaryFrom(*text) : Result<SavedCanary>(text.error());
    if (const auto whole = text ? verifyChecksum(*text, ChecksumForm::OneLine) : Result<void>(); !whole)
        saved = whole.error();
    if (!saved) {
        std::error_code ignored;
        std::filesystem::rename(file, m_parts.dataDir / "canary.damaged.json", ignored);
        record({0, {}, EventKind::NotRead, {}, {}, {}, "canary.json", {}, {}, saved.error().detail});
        return;
    }
    m_canary.emplace(CanaryRun{saved->progress, *CanaryGuard::recall(saved->progress.plan.guard, saved->guard), {}, false, {}, {}});
    if (!saved->carriedOut)
        carryOutAgain(state);
}

// The program ended between what was decided and its last station: what was decided holds.
void LocalEngine::carryOutAgain(DesiredState &state)
{
    const CanaryProgress &p = m_canary->progress;
    const bool back = p.state == CanaryState::RolledBack || p.state == CanaryState::Aborted;
    for (const CanaryStation &seat : p.stations) {
        const auto desired = state.find(seat.station);
        if (desired == state.end() || seat.step >= p.begun || desired->second.active != (back ? p.model : seat.before))
            continue;
        DesiredModels &models = desired->second;
        models.active = back ? seat.before : p.model;
        models.previous = back ? std::nullopt : std::optional(seat.before);
        HistoryEvent event;
        event.kind = back ? EventKind::RolledBack : EventKind::Promoted;
        event.station = seat.station;
        event.from = back ? p.model : seat.before;
        event.to = models.active;
        event.canary = m_canary->note();
        record(std::move(event));
    }
}

void LocalEngine::resumeCanary()
{
    if (!m_canary)
        return;
    CanaryRun &run = *m_canary;
    if (run.underWay()) {
        std::string why;
        for (const CanaryStation &seat : run.progress.stations) {
            const Station *s = station(seat.station);
            if (!s || s->desired.active != (seat.step < run.progress.begun ? run.progress.model : seat.before))
                why = seat.station + (s ? " does not have its model any more" : " is not there any more");
        }
        if (m_safeMode)
            why = "safe mode";
        if (!why.empty())
            abortCanary({}, why);
    }
    if (run.watches()) {
        run.preparing = true;
        const auto number = ++m_canaryNumber;
        const auto wanted = [this, number] { return m_canaryNumber == number; };
        withModel(run.progress.model, LoadCause::Start, nullptr, {wanted, [this, number](Result<ModelHandle, Refusal> handle) {
            if (m_canaryNumber != number || !m_canary)
                return;
            m_canary->preparing = false;
            if (handle)
                m_canary->model = *handle;
            else
                abortCanary({}, "the model cannot be loaded any more: " + handle.error().detail);
        }});
    }
    m_canaryWatches = run.watches();
    saveCanary(Recorder::CanaryWord::CarriedOut);
    showCanary();
}

}  // namespace lineside
