// SPDX-License-Identifier: GPL-3.0-or-later
// A model goes on air step by step, by a plan: `nextStep` says what comes next, this does it.
#include "core/localengine.h"
#include "parts/judgedpart.h"
#include "record/recordfile.h"
#include "store/canaryjson.h"
#include "store/checksum.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace lineside {
namespace {

constexpr std::chrono::seconds kSaveEvery{10};  // so many parts at most does the guard not know after a power cut

}  // namespace

// ---- a look, and what follows

void LocalEngine::lookAtCanary()
{
    if (!m_canary || !m_canary->watches() || (m_canary->preparing && !m_canary->model))
        return;
    for (const CanaryStation &seat : m_canary->progress.stations) {
        const Station *s = canaryAt(seat.station) ? station(seat.station) : nullptr;
        if (!s)
            continue;
        if (const auto missed = m_canary->flows[seat.station].look(flowOf(*s)))
            m_canary->guard.missed(*missed, seat.station);
    }
    if (m_canary->preparing && !m_canary->guard.harm())
        return;  // what comes next is on its way already
    dropPreparation();
    turnCanary(CanaryHand::None, {});
    if (m_canary->watches() && m_parts.clock->now() - m_canary->saved >= kSaveEvery)
        saveCanary(Recorder::CanaryWord::CarriedOut);
    showCanary();
}

void LocalEngine::turnCanary(CanaryHand hand, const Actor &by, const std::string &why)
{
    CanaryRun &run = *m_canary;
    CanaryObservation seen;
    for (const CanaryStation &seat : run.progress.stations)
        seen.parts.push_back({seat.station, run.guard.partsOf(seat.station)});
    seen.still = run.still;
    seen.lots = run.guard.coverage().lots;
    seen.hours = run.guard.coverage().hours;
    seen.harm = run.guard.harm();
    seen.hand = hand;
    seen.by = by.name;
    seen.unsaved = m_saveTrouble.has_value();
    const CanaryState before = run.progress.state;
    CanaryTurn turn = nextStep(run.progress, seen, momentOf(m_parts.clock->wallNow()));
    if (turn.action.deed == CanaryDeed::Promote)
        return prepareStep(std::move(turn), by);
    run.progress = std::move(turn.progress);
    run.still = std::move(turn.still);
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
        std::ranges::for_each(run.progress.stations, [this](const CanaryStation &seat) { stopOldShadow(seat); });
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
    if (!run.underWay())
        keepRejects();
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

// Golden frames may have been kept since the plan began, or the rule have changed: who is to come is asked about those that the model has not passed yet.
void LocalEngine::prepareStep(CanaryTurn turn, Actor by)
{
    m_canary->preparing = true;
    const auto number = ++m_canaryNumber;
    std::vector<StationId> coming = turn.action.stations;
    withGoldenAt(std::move(coming), m_canary->model, [this, number, turn = std::move(turn), by = std::move(by)](const std::optional<std::pair<StationId, Refusal>> &refusal) {
        if (m_canaryNumber != number || !m_canary)
            return;  // aborted meanwhile
        if (!refusal)
            return readPastsOf(turn, by, number);
        m_canary->preparing = false;
        if (refusal->second.reason != RefusalReason::Cancelled)  // the engine ends, and asks again after the next start
            holdStep(turn, by, refusal->first, refusal->second);
    });
}

// The stations that have the model passed theirs, so that nothing is taken back; whether a frame is wrong or the model is for a person to say.
void LocalEngine::holdStep(const CanaryTurn &turn, const Actor &by, const StationId &id, const Refusal &refusal)
{
    CanaryProgress &at = m_canary->progress;
    if (at.state == CanaryState::Asking) {
        at.by = by.name;
        tellCanary(EventKind::CanaryResumed, by, {});  // somebody has said so, which holds
    }
    at.step = turn.progress.step;
    at.state = CanaryState::Waiting;  // as one that waits for its hours: whoever resumes it has the frames asked again
    refused(id, at.model, refusal);
    turnCanary(CanaryHand::Pause, {}, "golden frames at " + id + ": " + refusal.detail);
    showCanary();
}

// The past of the stations that are to come is read first, so that not a part of theirs passes unguarded.
void LocalEngine::readPastsOf(CanaryTurn turn, Actor by, std::uint64_t number)
{
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
            beginStep(std::move(turn), by, std::move(*pasts));
        });
    });
}

void LocalEngine::beginStep(CanaryTurn turn, const Actor &by, StationPasts pasts)
{
    CanaryRun &run = *m_canary;
    if (m_saveTrouble)
        return holdUntilSaved(turn, by);
    for (auto &[id, past] : pasts) {
        const auto proved = run.grounds.provedFewer.find(id);
        past.provedFewer = proved == run.grounds.provedFewer.end() ? 0 : proved->second;
    }
    run.progress = std::move(turn.progress);
    run.still = std::move(turn.still);
    run.progress.lastSeen = run.progress.stepBegan = run.progress.since = m_parts.clock->wallNow();  // not when it was looked for
    run.guard.begin(pasts);
    for (const StationId &id : turn.action.stations)
        noteLatencyBefore(*station(id));
    saveCanary(Recorder::CanaryWord::ToBeCarriedOut);
    tellCanary(EventKind::CanaryStepBegun, by, {});
    for (const StationId &id : turn.action.stations) {
        switchTo(*station(id), run.model, false, {}, {run.grounds.note, evidenceAt(id), run.note()});
        shadowOld(*station(id));
    }
    keepRejects();
    saveCanary(Recorder::CanaryWord::CarriedOut);
    showCanary();
    publish();
}

std::optional<PromotionEvidence> LocalEngine::evidenceAt(const StationId &id) const
{
    const auto known = m_canary->grounds.evidence.find(id);
    return known == m_canary->grounds.evidence.end() ? std::nullopt : std::optional(known->second);
}

void LocalEngine::takeCanaryBack(const std::vector<StationId> &stations, const Actor &by, const std::string &why)
{
    CanaryRun &run = *m_canary;
    saveCanary(Recorder::CanaryWord::ToBeCarriedOut);
    for (const StationId &id : stations) {
        // Only where nobody else has put something on air, as he may once a plan is done.
        if (Station *s = station(id); s && s->desired.active == run.progress.model && s->desired.previous)
            takeBack(*s, {}, {{}, {}, run.note()}, [this] {
                if (m_canary && !m_canary->underWay() && canaryIsCarriedOut())
                    saveCanary(Recorder::CanaryWord::CarriedOut);
            });
    }
    // The last word, which screens show: that of the whole, not of one of its stations.
    tellCanary(run.progress.state == CanaryState::RolledBack ? EventKind::CanaryRolledBack : EventKind::CanaryAborted, by, why);
}

void LocalEngine::dropPreparation()
{
    if (std::exchange(m_canary->preparing, false))
        ++m_canaryNumber;
}

void LocalEngine::abortCanary(const Actor &by, const std::string &why)
{
    dropPreparation();
    turnCanary(CanaryHand::Abort, by, why);
    showCanary();
}

void LocalEngine::canaryHarmed(const HeldLimit &limit, const StationId &id)
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

void LocalEngine::steerCanary(CanaryHand hand, Done done, Actor actor)
{
    post([this, hand, by = std::move(actor), done = std::move(done)] {
        if (!m_canary || !m_canary->underWay())
            return done(Error{ErrorCode::NotFound, "no canary is under way"});
        if (by.name.size() > PromotionNote::kMaxBy)
            return done(Error{ErrorCode::InvalidInput, "a name takes " + std::to_string(PromotionNote::kMaxBy) + " bytes at most"});
        if (hand == CanaryHand::Abort) {
            abortCanary(by, {});
            return done({});
        }
        if (m_canary->preparing && hand != CanaryHand::Pause)
            return done(Error{ErrorCode::Busy, "the next stations are being got ready"});
        if (hand == CanaryHand::Resume && m_canary->progress.pause == CanaryPause::NotSaved && m_saveTrouble)
            return done(Error{ErrorCode::Busy, "what changes cannot be saved: " + m_saveTrouble->error.detail});
        const CanaryState state = m_canary->progress.state;
        const bool means = (hand == CanaryHand::Approve && state == CanaryState::Asking) || (hand == CanaryHand::Resume && state == CanaryState::Paused)
                        || (hand == CanaryHand::Pause && !(state == CanaryState::Paused && m_canary->progress.pause == CanaryPause::ByHand));
        if (!means)
            return done(Error{ErrorCode::InvalidInput, std::string("the canary is ") + toString(state) + ": there is nothing to " + toString(hand)});
        if (m_canary->model)  // else it is being loaded after a start, which a pause does not end
            dropPreparation();
        turnCanary(hand, by);
        showCanary();
        done({});
    });
}

// ---- parts

void LocalEngine::onCanaryPart(const StationId &id, const CanaryPart &part, const ModelId &judgedBy, const JudgedFramePtr &reject)
{
    if (!m_canary || !m_canary->watches() || !m_canary->covers(id))
        return;
    // Of the model that was on air before the change some are still on their way.
    if ((judgedBy == m_canary->progress.model) != m_canary->hasBegunAt(id))
        return;
    m_canary->guard.add(part);
    canarySeesHarm();
    askAbout(part, reject);
}

void LocalEngine::onCanaryPair(const StationId &id, const ComparedPart &part)
{
    if (!m_canary || !m_canary->underWay() || !m_canary->hasBegunAt(id))
        return;
    const auto seat = std::ranges::find(m_canary->progress.stations, id, &CanaryStation::station);
    if (part.active != m_canary->progress.model || part.shadow != seat->before)
        return;
    m_canary->guard.addCompared(id, part.activeFails, part.shadowFails);
    canarySeesHarm();
}

void LocalEngine::canarySeesHarm()
{
    if (!m_canary->guard.harm() || m_canary->progress.harm)
        return;
    dropPreparation();  // no further station gets it
    lookAtCanary();     // now, not in a second
}

std::function<void(const ComparedPart &)> LocalEngine::comparedListener(const StationId &id)
{
    return [this, id](const ComparedPart &part) {
        if (m_canaryWatches.load(std::memory_order_relaxed))
            post([this, id, part] { onCanaryPair(id, part); });
    };
}

void LocalEngine::shadowOld(Station &s)
{
    if (!m_canary->progress.plan.guard.shadow || !s.previous)
        return;
    if (s.desired.shadow)
        stopShadow(s);
    s.desired.shadow = s.askedShadow = s.previous->id;  // one that is still loaded for an earlier word is not wanted
    s.pipeline->setShadow(s.previous);
    record({0, {}, EventKind::ShadowStarted, s.config.id, {}, s.desired.shadow, {}, {}, {}, {}});
    saveDesired();
}

void LocalEngine::stopOldShadow(const CanaryStation &seat)
{
    if (Station *s = station(seat.station); s && m_canary->progress.plan.guard.shadow && s->desired.shadow == seat.before) {
        stopShadow(*s);
        saveDesired();
    }
}

std::function<void(const FinishedPart &, const FramePtr &, const JudgedFramePtr &)> LocalEngine::partListener(const StationId &id, std::shared_ptr<const LotSlot> lot)
{
    return [this, id, lot = std::move(lot)](const FinishedPart &part, const FramePtr &picture, const JudgedFramePtr &reject) {
        const auto made = lot->peek();  // a pointer, held for as long as it is copied
        if (m_record)
            m_record->add(id, part, made ? std::string_view(*made) : std::string_view(), picture && m_pictures ? m_pictures->keep(id, picture, part.at) : std::string());
        if (!m_canaryWatches.load(std::memory_order_relaxed) || part.judgement.verdict == Verdict::Unknown)
            return;
        post([this, id, model = part.judgement.model, seen = CanaryPart{id, part.at, JudgedPart::fails(part.judgement.verdict), part.boxes.empty(), made ? *made : std::string()}, reject] {
            onCanaryPart(id, seen, model, reject);
        });
    };
}

// ---- what is kept and shown

void LocalEngine::saveCanary(Recorder::CanaryWord word)
{
    m_canary->saved = m_parts.clock->now();
    m_canaryWatches = m_canary->watches();
    m_recorder->saveCanary(withChecksum(canaryText({m_canary->progress, m_canary->guard.memory(), word == Recorder::CanaryWord::CarriedOut, m_canary->grounds, m_canary->still, m_canary->latencyBefore}), ChecksumForm::OneLine), word);
}

void LocalEngine::showCanary()
{
    auto shown = std::make_shared<CanarySnapshot>();
    shown->progress = m_canary->progress;
    shown->evidence = m_canary->guard.evidence();
    std::ranges::move(limitsOfCanary(), std::back_inserter(shown->evidence.guards));
    shown->preparing = m_canary->preparing;
    shown->rejectsWaiting = m_canary->rejects.waiting();
    auto rejects = std::make_shared<const std::vector<RejectReview>>(m_canary->rejects.all());
    const std::lock_guard lock(m_mutex);
    m_shownCanary = std::move(shown);
    m_shownRejects.swap(rejects);  // pictures are let go outside the lock
}

void LocalEngine::tellCanary(EventKind kind, const Actor &by, const std::string &why)
{
    HistoryEvent event;
    event.kind = kind;
    event.to = m_canary->progress.model;
    event.detail = why;
    event.by = by.name;
    event.role = by.role;
    if (kind == EventKind::CanaryBegun)
        event.signedBy = m_canary->grounds.note.signature;
    event.canary = m_canary->note();
    if (m_canary->progress.harm)
        event.station = m_canary->progress.harm->station;
    record(std::move(event));
}

}  // namespace lineside
