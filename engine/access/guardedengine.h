// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/localdesk.h"
#include "base/taskrunner.h"
#include "lineside/engine.h"

#include <memory>

namespace lineside {

/// Another engine, for whoever is at one desk: it does what he may and is told who does it, whatever name was given along. What he may not is refused
/// with NotAllowed, its detail the word of the role that it takes, and does not reach that engine. Where nobody is asked for, everything is passed on as it was given.
/// A signature counts where this desk gave it, once, and is refused else (SignatureMissing). Of the commands without an answer those that he may not do are
/// left out, and `offerFile` gives no candidate: 0. To look is everybody's. Thread-safe.
class GuardedEngine final : public Engine {
public:
    /// The engine and `engineThread`, on which it answers, outlive this.
    GuardedEngine(Engine &engine, std::shared_ptr<LocalDesk> desk, TaskRunner &engineThread);

    CandidateId offerFile(const std::filesystem::path &file, std::optional<StationId> station, Actor actor = {}) override;
    void cancelCandidate(CandidateId id) override;
    void dismissCandidate(CandidateId id) override;
    void offerModel(const StationId &station, const ModelId &model, Done done, Actor actor = {}) override;
    void withdrawOffer(const StationId &station, Done done) override;
    void promote(const StationId &station, const ModelId &model, Done done, PromotionNote note = {}) override;
    void rollBack(const StationId &station, Done done, Actor actor = {}) override;
    void setShadow(const StationId &station, std::optional<ModelId> model, Done done, Actor actor = {}) override;
    void review(const StationId &station, std::uint64_t part, Truth truth, Done done, std::string by = {}) override;
    void keepGolden(const StationId &station, std::uint64_t part, Done done, Actor actor = {}) override;
    void dropGolden(const StationId &station, std::uint64_t id, Done done, Actor actor = {}) override;
    std::vector<GoldenFrame> goldenFrames(const StationId &station) const override;
    std::vector<RejectReview> canaryRejects() const override { return m_engine.canaryRejects(); }
    void goldenPicture(const StationId &station, std::uint64_t id, std::function<void(Result<FramePtr>)> done) override;
    void setLot(const StationId &station, std::string lot, Done done, Actor actor = {}) override;
    void applyRecording(RecordingPolicy policy, Done done, Actor actor = {}) override;
    void removeModel(const ModelId &model, Done done, Actor actor = {}) override;
    void applyStations(std::vector<StationConfig> stations, Done done, Actor actor = {}) override;
    void applySigningKeys(SigningKeys keys, Done done, Actor actor = {}) override;
    void applyVetting(VettingPolicy policy, Done done, Actor actor = {}) override;
    void applyWatchedFolder(WatchedFolder folder, Done done, Actor actor = {}) override;
    void applyLoading(LoadingPolicy policy, Done done, Actor actor = {}) override;
    void loadNow(LoadId load, std::string reason, Done done, Actor actor = {}) override;
    void applyCanaryPlans(std::vector<CanaryPlan> plans, Done done, Actor actor = {}) override;
    CanaryPlanCheck checkCanaryPlan(const CanaryPlan &plan) const override;
    void startCanary(CanaryPlan plan, const ModelId &model, PromotionNote note, Done done) override;
    void steerCanary(CanaryHand hand, Done done, Actor actor = {}) override;
    void reviewReject(std::uint64_t number, Truth truth, Done done, Actor actor = {}) override;
    void leaveSafeMode(Done done, Actor actor = {}) override;
    void retrySource(const StationId &station) override;
    void testSource(const SourceConfig &source, std::function<void(Result<SourceTest>)> done) override;
    void storeCredential(const std::string &credential, const std::string &user, const std::string &password, Done done) override;
    void compareOffline(OfflineRequest request, Done done) override;
    void cancelOffline() override;
    void reviewOffline(std::uint64_t number, std::size_t index, Truth truth, Done done, Actor actor = {}) override;
    OfflineJobPtr offlineJob() const override;
    EngineSnapshotPtr snapshot() const override;
    FrameFeedPtr feed(const StationId &station) const override;
    std::vector<MemorySample> memoryHistory() const override;
    void verifyHistory(std::function<void(Result<AuditReport>)> done) override;
    std::vector<HistoryEvent> history(std::size_t limit) const override;
    void askRecord(RecordQuestion question, std::function<void(Result<RecordAnswer>)> done) override { m_engine.askRecord(std::move(question), std::move(done)); }
    std::string historyJson(const std::vector<HistoryEvent> &events) const override { return m_engine.historyJson(events); }

private:
    bool may(Deed deed) const { return m_desk->status().may(deed); }
    /// Who does it, where he may: as he was given where nobody is asked for. Else `done` is told that he may not.
    template <class Reply>
    std::optional<Actor> admit(Deed deed, const Reply &done, Actor given = {});
    template <class Reply>
    void refuse(Error error, const Reply &done);
    /// The same for a note, with its signature.
    std::optional<PromotionNote> admit(Deed deed, const Done &done, PromotionNote note);

    Engine &m_engine;
    const std::shared_ptr<LocalDesk> m_desk;
    TaskRunner &m_engineThread;
};

}  // namespace lineside
