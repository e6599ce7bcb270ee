// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/access.h"
#include "lineside/audit.h"
#include "lineside/golden.h"
#include "lineside/offline.h"
#include "lineside/promotion.h"
#include "lineside/recordquestion.h"
#include "lineside/result.h"
#include "lineside/review.h"
#include "lineside/snapshot.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// The newest pictures of one station, for painting. Polled once a display tick; costs a pointer copy. Thread-safe.
class FrameFeed {
public:
    virtual ~FrameFeed() = default;

    virtual FramePtr newestFrame() const = 0;          ///< null before the first picture
    virtual JudgedFramePtr newestJudged() const = 0;   ///< null before the first verdict
    virtual ComparedFramePtr newestCompared() const = 0;  ///< null without a shadow model
    /// Frames where active and shadow differ, one of each part that has passed: most telling first, at most 60.
    virtual std::vector<ComparedFramePtr> differing() const = 0;
    /// Parts on which they differ, for a person to say which is right: those that wait and those that were answered, the oldest first, at most 60.
    virtual std::vector<ReviewPart> reviews() const = 0;
};
using FrameFeedPtr = std::shared_ptr<const FrameFeed>;

/// Outcome of "Test source".
struct SourceTest {
    FramePtr picture;
    double firstFrameMs = 0;
    double measuredFps = 0;
};

/// All that a screen or a command line can ask of Lineside. Commands return at once, are carried out on the engine's
/// thread in the order given, and answer through `done`, which is called on that thread (never before the command
/// returned). Queries may be called from any thread. Thread-safe.
class Engine {
public:
    using Done = std::function<void(Result<void>)>;

    virtual ~Engine() = default;

    /// Offers a weight file; its way is visible as a CandidateSnapshot. Nothing changes on the line.
    virtual CandidateId offerFile(const std::filesystem::path &file, std::optional<StationId> station, Actor actor = {}) = 0;
    virtual void cancelCandidate(CandidateId id) = 0;
    /// Forgets a finished candidate (takes its card off the screen).
    virtual void dismissCandidate(CandidateId id) = 0;

    /// Puts a library model into a station's preview, checked against the contract and loaded; goes live only by `promote`. Cancelled: another word came while it was loaded.
    virtual void offerModel(const StationId &station, const ModelId &model, Done done, Actor actor = {}) = 0;
    virtual void withdrawOffer(const StationId &station, Done done) = 0;
    /// Makes `model` active at the station. It must be ready there (offered) and fit the station's contract as it is now; otherwise
    /// nothing changes and `done` says why.
    /// ReasonMissing, VerdictMissing: the station's policy asks for more than `note` says. InvalidInput: a note that is too long.
    virtual void promote(const StationId &station, const ModelId &model, Done done, PromotionNote note = {}) = 0;
    /// Returns to the model before; again: forward. The contract is not asked: it is the way out, and this model has judged here. Cancelled: as above.
    virtual void rollBack(const StationId &station, Done done, Actor actor = {}) = 0;
    /// Runs `model` on the same frames as the active one; empty: stops. Cancelled: as above.
    virtual void setShadow(const StationId &station, std::optional<ModelId> model, Done done, Actor actor = {}) = 0;
    /// What a person says of a part of the station's comparison, or that he takes it back (Unknown). Where the station wants two of them, `by` tells them apart: the part counts once both
    /// say the same. NotFound: the comparison has ended, or there is no picture of that part any more. ReasonMissing: the station wants two, and `by` is empty.
    virtual void review(const StationId &station, std::uint64_t part, Truth truth, Done done, std::string by = {}) = 0;
    /// Keeps the picture of a reviewed part (Good or Defective) of the station's comparison as a golden frame: from now on a model that judges it otherwise is not offered there.
    /// NotFound: as `review`; NotReady: nobody has said what it is; Busy: there are kMostGoldenFrames; InvalidInput: it is one already, or neither model judges that single picture so.
    virtual void keepGolden(const StationId &station, std::uint64_t part, Done done, Actor actor = {}) = 0;
    virtual void dropGolden(const StationId &station, std::uint64_t id, Done done, Actor actor = {}) = 0;  ///< NotFound
    virtual std::vector<GoldenFrame> goldenFrames(const StationId &station) const = 0;  ///< the oldest first
    /// Reads the picture of one from the disk. NotFound, Io, or InvalidInput: it is damaged.
    virtual void goldenPicture(const StationId &station, std::uint64_t id, std::function<void(Result<FramePtr>)> done) = 0;
    /// What is made at the station from now on belongs to this lot; empty: to none that is known. At most kMaxLot bytes of text that can be shown, else InvalidInput. Kept over a restart.
    virtual void setLot(const StationId &station, std::string lot, Done done, Actor actor = {}) = 0;
    static constexpr std::size_t kMaxLot = 64;
    /// Takes a version out of the library. Refused while in use.
    virtual void removeModel(const ModelId &model, Done done, Actor actor = {}) = 0;

    /// Replaces the stations; those that stay equal are not disturbed. Written to the configuration file.
    virtual void applyStations(std::vector<StationConfig> stations, Done done, Actor actor = {}) = 0;
    /// Replaces the keys that vouch for weight files; in force for what is offered or goes on air from now on, and nothing on air
    /// changes. Refused as a whole: a text that is no public key, a name that is missing (InvalidInput), a key that is there twice
    /// (Busy; the detail is the name that it has). Written to the configuration file.
    virtual void applySigningKeys(SigningKeys keys, Done done, Actor actor = {}) = 0;
    /// Replaces how offered files are read; in force from the next file that is read on. Written to the configuration file.
    virtual void applyVetting(VettingPolicy policy, Done done, Actor actor = {}) = 0;
    /// Replaces the folder whose weight files are offered as if they were dropped; at once, and what lies in it already is offered too.
    /// Nothing goes on air by it. InvalidInput: the path is not absolute, or a number is out of its range. Whether the folder is there
    /// says the snapshot. Written to the configuration file.
    virtual void applyWatchedFolder(WatchedFolder folder, Done done, Actor actor = {}) = 0;
    /// Replaces when models may be loaded; for those that wait too. Written to the configuration file.
    virtual void applyLoading(LoadingPolicy policy, Done done, Actor actor = {}) = 0;
    /// Lets a load that waits begin as soon as the one in hand has ended. ReasonMissing: `reason`, which goes into the history, is empty;
    /// NotFound: it does not wait any more.
    virtual void loadNow(LoadId load, std::string reason, Done done, Actor actor = {}) = 0;
    /// Replaces how much of what was judged is kept; in force at once. InvalidInput: a number out of its range. Written to the configuration file.
    virtual void applyRecording(RecordingPolicy policy, Done done, Actor actor = {}) = 0;
    /// Replaces the plans by which models go on air step by step; one that is under way keeps its own. InvalidInput: a plan that must not run, or two of a name. Written to the configuration file.
    virtual void applyCanaryPlans(std::vector<CanaryPlan> plans, Done done, Actor actor = {}) = 0;
    /// What a plan comes to on the line as it is now, saved or not. Any thread.
    virtual CanaryPlanCheck checkCanaryPlan(const CanaryPlan &plan) const = 0;
    /// Begins to put `model` on air by a plan; the last one's end is forgotten. Until it is over no model goes on air at its stations by any other way, and a way back at one of them is one at all of them.
    /// Busy: one is under way. InvalidInput: the plan must not run. NotReady: a station has no model to go back to. ReasonMissing, VerdictMissing: as `promote`, by the strictest of its stations; a comparison
    /// that proves the model at one of those that the plan covers serves for each that has the same model on air. Else as `offerModel`.
    virtual void startCanary(CanaryPlan plan, const ModelId &model, PromotionNote note, Done done) = 0;
    /// What a person says to the plan that is under way. NotFound: there is none. Busy: its stations are being got ready, which a pause ends. InvalidInput: it is not where this means anything.
    virtual void steerCanary(CanaryHand hand, Done done, Actor actor = {}) = 0;
    /// Rejected parts of the canary that is under way, where its plan asks people about them: those that wait and those that were answered, the oldest first, at most kMostRejectReviews. Any thread.
    virtual std::vector<RejectReview> canaryRejects() const = 0;
    /// What a person says of one of them (Good or Defective), or that he takes it back (Unknown); Even: nobody can tell, and it is not asked about any more. NotFound: there is no picture of it any more.
    virtual void reviewReject(std::uint64_t number, Truth truth, Done done, Actor actor = {}) = 0;
    /// Ends safe mode: loads what the start left out and forgets the starts that led to it. Done at once where there is none.
    virtual void leaveSafeMode(Done done, Actor actor = {}) = 0;
    virtual void retrySource(const StationId &station) = 0;
    /// Opens a source beside the running ones, waiting up to 10 s for it, for up to 3 s of pictures.
    virtual void testSource(const SourceConfig &source, std::function<void(Result<SourceTest>)> done) = 0;
    /// Stores user name and password of a camera in the system's keychain under `credential`; empty user: removes them.
    virtual void storeCredential(const std::string &credential, const std::string &user, const std::string &password,
                                 Done done) = 0;

    /// Compares two models over recorded pictures, beside the line and giving way to it. Done once it is taken up; the rest says `offlineJob`.
    /// Busy: one runs; NotFound: a model or the station; InvalidInput: no input is named.
    virtual void compareOffline(OfflineRequest request, Done done) = 0;
    /// Ends it within one picture; what was compared until then is summed up. Nothing where none runs.
    virtual void cancelOffline() = 0;
    virtual OfflineJobPtr offlineJob() const = 0;  ///< null: there was none yet
    /// What a person says of `OfflineReport::disagreements[index]` of job `number`, or that he takes it back (Unknown). The job is shown anew, with the verdict that follows; places stay as they are.
    /// NotFound: it is not the last one, or has no such disagreement. NotReady: it runs. InvalidInput: the labels say what the part is.
    virtual void reviewOffline(std::uint64_t number, std::size_t index, Truth truth, Done done, Actor actor = {}) = 0;

    virtual EngineSnapshotPtr snapshot() const = 0;
    virtual FrameFeedPtr feed(const StationId &station) const = 0;  ///< null for an unknown station
    virtual std::vector<MemorySample> memoryHistory() const = 0;     ///< one a second, newest last, at most 3600
    /// Reads the whole history as it is on the disk and checks that nothing in it was changed; some seconds where it is long. Cancelled: the engine ends. Else an error only where it cannot be read.
    virtual void verifyHistory(std::function<void(Result<AuditReport>)> done) = 0;
    /// Newest first.
    virtual std::vector<HistoryEvent> history(std::size_t limit) const = 0;
    /// Looks into the record of parts on the disk. NotFound: none is kept yet. Cancelled: the engine ends. InvalidInput: it is damaged; else of the disk.
    virtual void askRecord(RecordQuestion question, std::function<void(Result<RecordAnswer>)> done) = 0;
    /// Events as JSON, an object a line, as they are in the history. Any thread.
    virtual std::string historyJson(const std::vector<HistoryEvent> &events) const = 0;
};

}  // namespace lineside
