// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/engine.h"

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace lineside::test {

/// The newest pictures of a fake station, put there by the test. Thread-safe.
class FakeFeed : public FrameFeed {
public:
    FramePtr newestFrame() const override { return read(m_newest); }
    JudgedFramePtr newestJudged() const override { return read(m_judged); }
    ComparedFramePtr newestCompared() const override { return read(m_compared); }
    std::vector<ComparedFramePtr> differing() const override { return read(m_differing); }
    std::vector<ReviewPart> reviews() const override { return read(m_reviews); }

    void setNewest(FramePtr frame) { write(m_newest, std::move(frame)); }
    void setJudged(JudgedFramePtr judged) { write(m_judged, std::move(judged)); }
    void setCompared(ComparedFramePtr compared) { write(m_compared, std::move(compared)); }
    void setDiffering(std::vector<ComparedFramePtr> frames) { write(m_differing, std::move(frames)); }
    void setReviews(std::vector<ReviewPart> parts) { write(m_reviews, std::move(parts)); }
    bool answer(std::uint64_t part, Truth truth, const std::string &by = {}, std::size_t reviewers = 1)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::ranges::find(m_reviews, part, &ReviewPart::number);
        if (found == m_reviews.end())
            return false;
        auto &opinions = found->opinions;
        std::erase_if(opinions, [&](const ReviewOpinion &o) { return o.by == by; });
        if (truth != Truth::Unknown)
            opinions.push_back({by, truth});
        const bool agreed = opinions.size() >= reviewers && std::ranges::all_of(opinions, [&](const ReviewOpinion &o) { return o.truth == opinions.front().truth; });
        found->truth = agreed ? opinions.front().truth : Truth::Unknown;
        return true;
    }

private:
    template <class T>
    T read(const T &value) const
    {
        const std::lock_guard lock(m_mutex);
        return value;
    }
    template <class T>
    void write(T &target, T value)
    {
        const std::lock_guard lock(m_mutex);
        target = std::move(value);
    }

    mutable std::mutex m_mutex;
    FramePtr m_newest;
    JudgedFramePtr m_judged;
    ComparedFramePtr m_compared;
    std::vector<ComparedFramePtr> m_differing;
    std::vector<ReviewPart> m_reviews;
};

/// A scripted engine for tests of the screens: tests write the state, commands are recorded and have the effect that the
/// real ones have on the snapshot, at once. Answers go out through `deliver`. Thread-safe, except `state` and `calls`,
/// which belong to the thread of the test.
class FakeEngine : public Engine {
public:
    FakeEngine();
    ~FakeEngine() override;

    EngineSnapshot state;            ///< edit, then publish()
    std::vector<std::string> calls;  ///< every command: "promote station-2 line-v3"
    std::vector<Actor> actors;       ///< of each command that says who gave it, as it came
    std::vector<std::pair<std::string, std::string>> offers;  ///< file, station ("" for none)
    std::vector<StationConfig> appliedStations;
    std::vector<OfflineRequest> offlineRequests;
    std::vector<MemorySample> memory;
    std::vector<HistoryEvent> events;  ///< oldest first
    std::optional<Error> refuseWith;   ///< commands with an answer are not carried out, and say this
    SourceTest sourceTest;
    Result<AuditReport> auditReport = AuditReport{};
    Result<RecordAnswer> recordAnswer = Error{ErrorCode::NotFound, {}};
    std::vector<RecordQuestion> asked;  ///< of the record
    std::map<std::string, std::vector<GoldenFrame>> golden;  ///< by station; their pictures are grey, those whose hash is "damaged" cannot be read
    CanaryPlanCheck planCheck;         ///< of any plan
    std::vector<RejectReview> rejects;  ///< of the canary

    /// How an answer reaches the caller; default: through the event loop of the application's thread.
    std::function<void(std::function<void()>)> deliver;

    /// Makes `state` the snapshot; `structural`: with a new revision.
    void publish(bool structural = true);

    StationSnapshot &addStation(const std::string &id, const std::string &name);
    ModelSnapshot &addModel(const ModelId &id, const Labels &labels = {"Bottle", "Cap", "Label"});
    StationSnapshot &station(const std::string &id);
    CandidateSnapshot &candidate(CandidateId id);
    FakeFeed &feedOf(const std::string &id);
    void addEvent(HistoryEvent event);
    /// Moves every unfinished candidate on by a share of a step; a finished one becomes a model, offered to its station.
    void advanceCandidates(double share);
    std::size_t callsStartingWith(const std::string &prefix) const;

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
    CanaryPlanCheck checkCanaryPlan(const CanaryPlan &) const override { return planCheck; }
    void startCanary(CanaryPlan plan, const ModelId &model, PromotionNote note, Done done) override;
    void steerCanary(CanaryHand hand, Done done, Actor actor = {}) override;
    std::vector<RejectReview> canaryRejects() const override { return rejects; }
    void reviewReject(std::uint64_t number, Truth truth, Done done, Actor actor = {}) override;
    void verifyHistory(std::function<void(Result<AuditReport>)> done) override { deliver([done = std::move(done), report = auditReport] { done(report); }); }
    void leaveSafeMode(Done done, Actor actor = {}) override;
    void retrySource(const StationId &station) override;
    void testSource(const SourceConfig &source, std::function<void(Result<SourceTest>)> done) override;
    void storeCredential(const std::string &credential, const std::string &user, const std::string &password,
                         Done done) override;
    void compareOffline(OfflineRequest request, Done done) override;
    void cancelOffline() override;
    void reviewOffline(std::uint64_t number, std::size_t index, Truth truth, Done done, Actor actor = {}) override;
    OfflineJobPtr offlineJob() const override;
    /// The comparison over recorded pictures as it is from now on; null: none yet.
    void setOffline(OfflineJobPtr job);

    EngineSnapshotPtr snapshot() const override;
    FrameFeedPtr feed(const StationId &station) const override;
    std::vector<MemorySample> memoryHistory() const override { return memory; }
    std::vector<HistoryEvent> history(std::size_t limit) const override;
    void askRecord(RecordQuestion question, std::function<void(Result<RecordAnswer>)> done) override
    {
        asked.push_back(std::move(question));
        deliver([done = std::move(done), answer = recordAnswer] { done(answer); });
    }
    /// Of each the sequence alone.
    std::string historyJson(const std::vector<HistoryEvent> &events) const override
    {
        std::string lines;
        for (const HistoryEvent &e : events)
            lines += "{\"seq\":" + std::to_string(e.sequence) + "}\n";
        return lines;
    }

private:
    bool knows(const StationId &id) const;
    void answer(Done done, Result<void> result);
    void swap(StationSnapshot &station, const ModelId &to, bool rollBack);
    void refreshUses();

    mutable std::mutex m_mutex;
    EngineSnapshotPtr m_published;
    OfflineJobPtr m_offline;
    std::map<std::string, std::shared_ptr<FakeFeed>> m_feeds;
    std::uint64_t m_revision = 0;
    CandidateId m_nextCandidate = 1;
    int m_nextVersion = 10;
    std::uint64_t m_lastGolden = 0;
};

/// A plain picture of one colour (0xRRGGBB).
FramePtr makeFrame(std::uint64_t sequence, int width, int height, std::uint32_t rgb, SteadyTime capturedAt);

/// A verdict on a frame; boxes as text, one a line: "Cap 0.91 @10,20 30x40".
JudgedFramePtr makeJudged(FramePtr frame, const std::string &boxes, const ModelId &model, Verdict verdict = Verdict::Pass);

}  // namespace lineside::test
