// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/guardedengine.h"

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

/// Of a model that goes on air there as things are now.
Deed deedOf(const EngineSnapshot &snapshot, const StationId &station, const ModelId &model)
{
    const auto s = std::ranges::find(snapshot.stations, station, [](const StationSnapshot &at) { return at.config.id; });
    return s != snapshot.stations.end() && askedFor(*s, model) == PromotionPolicy::Verdict ? Deed::OverrideVerdict : Deed::Promote;
}

}  // namespace

GuardedEngine::GuardedEngine(Engine &engine, std::shared_ptr<LocalDesk> desk, TaskRunner &engineThread)
    : m_engine(engine), m_desk(std::move(desk)), m_engineThread(engineThread)
{
}

template <class Reply>
void GuardedEngine::refuse(Error error, const Reply &done)
{
    m_engineThread.post([done, error = std::move(error)] { done(error); });
}

template <class Reply>
std::optional<Actor> GuardedEngine::admit(Deed deed, const Reply &done, Actor given)
{
    const AccessStatus now = m_desk->status();
    if (!now.may(deed)) {
        refuse({ErrorCode::NotAllowed, toString(needed(deed))}, done);
        return std::nullopt;
    }
    if (!now.asked)
        return given;
    return now.who ? Actor{now.who->name, now.who->role} : Actor{{}, Role::Operator};  // a name that nobody has shown to be his is none
}

std::optional<PromotionNote> GuardedEngine::admit(Deed deed, const Done &done, PromotionNote note)
{
    auto actor = admit(deed, done, Actor{note.by, note.role});
    if (!actor)
        return std::nullopt;
    if (note.signature && !m_desk->redeem(*note.signature)) {
        refuse({ErrorCode::SignatureMissing, "this one was not given here just now, or has served already"}, done);
        return std::nullopt;
    }
    note.by = std::move(actor->name);
    note.role = actor->role;
    return note;
}

// ---- models

CandidateId GuardedEngine::offerFile(const std::filesystem::path &file, std::optional<StationId> station, Actor given)
{
    const auto actor = admit(Deed::ImportModel, [](const Result<void> &) {}, std::move(given));
    return actor ? m_engine.offerFile(file, std::move(station), *actor) : CandidateId{0};
}

void GuardedEngine::cancelCandidate(CandidateId id)
{
    if (may(Deed::ImportModel))
        m_engine.cancelCandidate(id);
}

void GuardedEngine::dismissCandidate(CandidateId id)
{
    if (may(Deed::Acknowledge))
        m_engine.dismissCandidate(id);
}

void GuardedEngine::offerModel(const StationId &station, const ModelId &model, Done done, Actor given)
{
    if (auto actor = admit(Deed::ImportModel, done, std::move(given)))
        m_engine.offerModel(station, model, std::move(done), std::move(*actor));
}

void GuardedEngine::withdrawOffer(const StationId &station, Done done)
{
    if (admit(Deed::ImportModel, done))
        m_engine.withdrawOffer(station, std::move(done));
}

void GuardedEngine::promote(const StationId &station, const ModelId &model, Done done, PromotionNote note)
{
    if (auto by = admit(deedOf(*m_engine.snapshot(), station, model), done, std::move(note)))
        m_engine.promote(station, model, std::move(done), std::move(*by));
}

void GuardedEngine::rollBack(const StationId &station, Done done, Actor given)
{
    if (auto actor = admit(Deed::RollBack, done, std::move(given)))
        m_engine.rollBack(station, std::move(done), std::move(*actor));
}

void GuardedEngine::removeModel(const ModelId &model, Done done, Actor given)
{
    if (auto actor = admit(Deed::RemoveModel, done, std::move(given)))
        m_engine.removeModel(model, std::move(done), std::move(*actor));
}

void GuardedEngine::loadNow(LoadId load, std::string reason, Done done, Actor given)
{
    if (auto actor = admit(Deed::LoadNow, done, std::move(given)))
        m_engine.loadNow(load, std::move(reason), std::move(done), std::move(*actor));
}

void GuardedEngine::leaveSafeMode(Done done, Actor given)
{
    if (auto actor = admit(Deed::LeaveSafeMode, done, std::move(given)))
        m_engine.leaveSafeMode(std::move(done), std::move(*actor));
}

// ---- comparisons

void GuardedEngine::setShadow(const StationId &station, std::optional<ModelId> model, Done done, Actor given)
{
    if (auto actor = admit(Deed::Compare, done, std::move(given)))
        m_engine.setShadow(station, std::move(model), std::move(done), std::move(*actor));
}

void GuardedEngine::review(const StationId &station, std::uint64_t part, Truth truth, Done done, std::string by)
{
    // Two who have to say the same are two: a name that was only typed would let one person be both.
    if (auto actor = admit(Deed::ReviewParts, done, Actor{std::move(by), {}}))
        m_engine.review(station, part, truth, std::move(done), std::move(actor->name));
}

// What is kept decides which models are offered from then on: more than to say what a part is.
void GuardedEngine::keepGolden(const StationId &station, std::uint64_t part, Done done, Actor given)
{
    if (auto actor = admit(Deed::Compare, done, std::move(given)))
        m_engine.keepGolden(station, part, std::move(done), std::move(*actor));
}

void GuardedEngine::dropGolden(const StationId &station, std::uint64_t id, Done done, Actor given)
{
    if (auto actor = admit(Deed::Compare, done, std::move(given)))
        m_engine.dropGolden(station, id, std::move(done), std::move(*actor));
}

void GuardedEngine::compareOffline(OfflineRequest request, Done done)
{
    if (admit(Deed::Compare, done))
        m_engine.compareOffline(std::move(request), std::move(done));
}

void GuardedEngine::cancelOffline()
{
    if (may(Deed::Compare))
        m_engine.cancelOffline();
}

// ---- canary

void GuardedEngine::startCanary(CanaryPlan plan, const ModelId &model, PromotionNote note, Done done)
{
    if (auto by = admit(Deed::RunCanary, done, std::move(note)))
        m_engine.startCanary(std::move(plan), model, std::move(*by), std::move(done));
}

void GuardedEngine::steerCanary(CanaryHand hand, Done done, Actor given)
{
    const bool stops = hand == CanaryHand::Pause || hand == CanaryHand::Abort;
    if (auto actor = admit(stops ? Deed::StopCanary : Deed::RunCanary, done, std::move(given)))
        m_engine.steerCanary(hand, std::move(done), std::move(*actor));
}

void GuardedEngine::reviewReject(std::uint64_t number, Truth truth, Done done, Actor given)
{
    if (auto actor = admit(Deed::ReviewParts, done, std::move(given)))
        m_engine.reviewReject(number, truth, std::move(done), std::move(*actor));
}

void GuardedEngine::reviewOffline(std::uint64_t number, std::size_t index, Truth truth, Done done, Actor given)
{
    if (auto actor = admit(Deed::ReviewParts, done, std::move(given)))
        m_engine.reviewOffline(number, index, truth, std::move(done), std::move(*actor));
}

void GuardedEngine::applyCanaryPlans(std::vector<CanaryPlan> plans, Done done, Actor given)
{
    if (auto actor = admit(Deed::ChangePlans, done, std::move(given)))
        m_engine.applyCanaryPlans(std::move(plans), std::move(done), std::move(*actor));
}

// ---- the line and how it is set up

// Whoever runs the line says what is made there.
void GuardedEngine::setLot(const StationId &station, std::string lot, Done done, Actor given)
{
    if (auto actor = admit(Deed::Acknowledge, done, std::move(given)))
        m_engine.setLot(station, std::move(lot), std::move(done), std::move(*actor));
}

void GuardedEngine::retrySource(const StationId &station)
{
    if (may(Deed::RetrySource))
        m_engine.retrySource(station);
}

void GuardedEngine::applyStations(std::vector<StationConfig> stations, Done done, Actor given)
{
    if (auto actor = admit(Deed::ChangeSettings, done, std::move(given)))
        m_engine.applyStations(std::move(stations), std::move(done), std::move(*actor));
}

void GuardedEngine::applySigningKeys(SigningKeys keys, Done done, Actor given)
{
    if (auto actor = admit(Deed::ChangeKeys, done, std::move(given)))
        m_engine.applySigningKeys(std::move(keys), std::move(done), std::move(*actor));
}

void GuardedEngine::applyVetting(VettingPolicy policy, Done done, Actor given)
{
    if (auto actor = admit(Deed::ChangeKeys, done, std::move(given)))
        m_engine.applyVetting(policy, std::move(done), std::move(*actor));
}

void GuardedEngine::applyWatchedFolder(WatchedFolder folder, Done done, Actor given)
{
    if (auto actor = admit(Deed::ChangeSettings, done, std::move(given)))
        m_engine.applyWatchedFolder(std::move(folder), std::move(done), std::move(*actor));
}

void GuardedEngine::applyLoading(LoadingPolicy policy, Done done, Actor given)
{
    if (auto actor = admit(Deed::ChangeSettings, done, std::move(given)))
        m_engine.applyLoading(policy, std::move(done), std::move(*actor));
}

void GuardedEngine::applyRecording(RecordingPolicy policy, Done done, Actor given)
{
    if (auto actor = admit(Deed::ChangeSettings, done, std::move(given)))
        m_engine.applyRecording(policy, std::move(done), std::move(*actor));
}

// It opens whatever address it is given, with the login that is kept for it.
void GuardedEngine::testSource(const SourceConfig &source, std::function<void(Result<SourceTest>)> done)
{
    if (admit(Deed::ChangeSettings, done))
        m_engine.testSource(source, std::move(done));
}

void GuardedEngine::storeCredential(const std::string &credential, const std::string &user, const std::string &password, Done done)
{
    if (admit(Deed::ChangeSettings, done))
        m_engine.storeCredential(credential, user, password, std::move(done));
}

// ---- to look

std::vector<GoldenFrame> GuardedEngine::goldenFrames(const StationId &station) const
{
    return m_engine.goldenFrames(station);
}

void GuardedEngine::goldenPicture(const StationId &station, std::uint64_t id, std::function<void(Result<FramePtr>)> done)
{
    m_engine.goldenPicture(station, id, std::move(done));
}

CanaryPlanCheck GuardedEngine::checkCanaryPlan(const CanaryPlan &plan) const
{
    return m_engine.checkCanaryPlan(plan);
}

OfflineJobPtr GuardedEngine::offlineJob() const
{
    return m_engine.offlineJob();
}

EngineSnapshotPtr GuardedEngine::snapshot() const
{
    return m_engine.snapshot();
}

FrameFeedPtr GuardedEngine::feed(const StationId &station) const
{
    return m_engine.feed(station);
}

std::vector<MemorySample> GuardedEngine::memoryHistory() const
{
    return m_engine.memoryHistory();
}

void GuardedEngine::verifyHistory(std::function<void(Result<AuditReport>)> done)
{
    m_engine.verifyHistory(std::move(done));
}

std::vector<HistoryEvent> GuardedEngine::history(std::size_t limit) const
{
    return m_engine.history(limit);
}

}  // namespace lineside
