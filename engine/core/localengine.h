// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bootmoment.h"
#include "base/clock.h"
#include "base/cpuload.h"
#include "base/memoryinfo.h"
#include "base/taskrunner.h"
#include "canary/canarysteps.h"
#include "core/canarypast.h"
#include "core/canaryrun.h"
#include "core/enginestate.h"
#include "core/enginethreads.h"
#include "core/goldencheck.h"
#include "core/recorder.h"
#include "lineside/engine.h"
#include "model/loadqueue.h"
#include "model/modelloader.h"
#include "offline/offlinerun.h"
#include "pipeline/framesource.h"
#include "record/picturekeeper.h"
#include "record/verdictwriter.h"
#include "signature/signaturecheck.h"
#include "store/comparisonsjson.h"
#include "store/modelstore.h"
#include "store/offlineanswers.h"
#include "store/reviewstore.h"
#include "store/starts.h"
#include "vet/vetprocess.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <stop_token>
#include <thread>
#include <tuple>

namespace lineside {

/// What the engine is made of. The factories come from the one wiring file; tests give their own.
struct EngineParts {
    std::filesystem::path dataDir;      ///< models, state and history
    std::filesystem::path configFile;   ///< stations
    std::vector<StationConfig> defaultStations;  ///< where there is no configuration file yet
    std::filesystem::path starterModel;  ///< imported and made active on the very first start; empty: none
    FrameSourceFactory sources;
    /// Reads a weight file, offered or of the store, in a process of its own. Loader thread.
    std::function<Result<VettedFile, Refusal>(const std::filesystem::path &, const VetOptions &)> vetFile;
    ExecutorMaker executors;
    ResizeFn resize = nullptr;
    PictureVisit visitPictures;  ///< reads recorded pictures for a comparison; empty: there is none
    /// A picture as a file without loss, and back where it is one of that size: of golden frames. Any thread; empty: none are kept here.
    std::function<Result<std::string>(ImageView)> encodePng;
    std::function<Result<Image>(std::span<const std::uint8_t>, int width, int height)> decodePng;
    const Clock *clock = nullptr;
    /// Keeps a camera's user name and password; empty: this installation has no keychain.
    std::function<void(const std::string &credential, const std::string &user, const std::string &password, Engine::Done)> storeSecret;
    std::string computeDevice;
    LoadingPolicy loading;  ///< where the configuration file says nothing of it
    /// Share of the device that is in use, by whomever, since the last call; 0…1, empty where there is no figure. Memory thread; may be empty.
    std::function<std::optional<double>()> busy;
    int cpuThreads = 0;  ///< 0: models run on the accelerator
    Acceleration acceleration = Acceleration::NoDevice;
    std::function<MemoryInfo()> memory = readMemoryInfo;
    std::function<std::vector<DeviceMemory>()> deviceMemory;  ///< may be empty
    std::function<void()> returnMemory = returnFreeMemory;  ///< gives what was freed back to the system for others, on the accelerator too. Memory thread
    std::function<BootMoment()> moment = bootMomentNow;
    PictureKeeper::Encode encodeJpeg;  ///< as a JPEG file, of parts whose picture is kept; empty: none is
    bool recordVerdicts = false;  ///< of each part, into verdicts.db of the data folder
    RecordingPolicy recording;  ///< where the configuration file says nothing of it
    SafeModeRule safeMode;  ///< who kills an engine again and again on purpose says here what that means
    std::shared_ptr<EngineThreads> threads = realThreads();  ///< all but the engine's own
};

/// The engine in this process. Owns the stations, the inference threads, the loader, the recorder. Decisions are made on the given
/// engine thread; nothing there waits for a disk, a model or a camera. Thread-safe.
class LocalEngine final : public Engine {
public:
    /// `engineThread` must outlive the engine and run its tasks on one thread.
    LocalEngine(EngineParts parts, TaskRunner &engineThread);
    /// Ends all threads. Call it while the engine thread still runs, from another thread.
    ~LocalEngine() override;

    /// Reads what is on disk and starts the stations with the models that they had. Blocks shortly.
    Result<void> start();

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
    CanaryPlanCheck checkCanaryPlan(const CanaryPlan &plan) const override;
    void startCanary(CanaryPlan plan, const ModelId &model, PromotionNote note, Done done) override;
    void steerCanary(CanaryHand hand, Done done, Actor actor = {}) override;
    std::vector<RejectReview> canaryRejects() const override;
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
    void askRecord(RecordQuestion question, std::function<void(Result<RecordAnswer>)> done) override;
    std::string historyJson(const std::vector<HistoryEvent> &events) const override;

    /// Calls `answer` on the engine's thread, if that gets so far, and unless an inference thread has been at one frame, or at one trial run,
    /// for longer than `patience`. For whoever watches over the program: no answer, no life.
    void whenAlive(std::chrono::milliseconds patience, std::function<void()> answer);

    /// Who may do what has changed, as `detail` says: for the history. The engine itself asks nobody who he is.
    void notePeople(std::string detail);

private:
    void post(std::function<void()> task);  ///< to the engine thread, unless the engine has ended meanwhile

    // Each part has a file of its own, localengine_PART.cpp; on the engine thread, except where said.

    // stations
    Station *station(const StationId &id);
    void openStation(const StationConfig &config);
    static void showLotToParts(Station &s);
    void keepPictures(const RecordingPolicy &kept);
    void pipelinesChanged();
    void watchSource(Station &s);
    void closeSource(std::unique_ptr<StationSource> source);
    void onSourceStatus(const StationId &id, const SourceStatus &status);

    // roles
    /// What goes into the history of a promotion besides the models.
    struct Promotion {
        PromotionNote note;
        std::optional<PromotionEvidence> evidence;
        std::optional<CanaryNote> canary;  ///< where a plan did it
    };
    static PromotionEvidence evidenceOf(const ComparisonSnapshot &compared);
    /// What is known of `model` against the one on air at that station, now: by the comparison there, with those of other stations that belong to it. Empty: none runs there.
    std::optional<ComparisonSnapshot> comparedAt(const Station &at, const ModelId &model) const;
    static Promotion byHand(const Actor &actor) { return {{{}, actor.name, actor.role, {}}, {}, {}}; }
    /// Those that they had: first what judges, at each of them; in safe mode nothing else.
    void restoreModels(std::span<const std::unique_ptr<Station>> stations);
    void restoreOthers(Station &s);
    void restore(Station &s, std::optional<ModelId> DesiredModels::*part, std::function<void(Station &, ModelHandle)> place);
    static NetworkInfo networkOf(const StoredModel &stored);  ///< what its card says of it
    void offerLoaded(Station &s, const std::shared_ptr<Candidate> &candidate, ModelHandle handle, const Actor &actor);
    void switchTo(Station &s, ModelHandle handle, bool rollBack, Done done = {}, Promotion promotion = {}, std::optional<HealthRecord> health = {});
    void onFirstVerdict(const StationId &id, const SwapRecord &swap);
    void onModelFailed(const StationId &id, const ModelId &model, const Error &error);
    void watchHealth(Station &s);
    /// Puts the model before on air, and leaves no way back to what was taken. `done` once it is so, or cannot be.
    void takeBack(Station &s, std::optional<HealthRecord> health, Promotion promotion = {}, std::function<void()> done = {});
    void forgetPrevious(Station &s);
    void onHealth(const StationId &id, std::uint64_t watch, const HealthRecord &health);
    bool completeChange(const StationId &id, const std::optional<ModelId> &from, const std::optional<ModelId> &to,
                        const std::function<bool(HistoryEvent &)> &complete);  ///< the newest such change; false: not there, or `complete` says so
    void stopShadow(Station &s, const Actor &actor = {});

    // golden frames
    void openGoldens(const std::vector<StationConfig> &stations);  ///< in `start`
    void openGolden(const StationId &id);
    std::shared_ptr<GoldenStore> makeGolden(const StationId &id);  ///< any thread; that of the station, a new one where it never was
    std::shared_ptr<GoldenStore> goldenOf(const StationId &id) const;  ///< any thread; null for a station that never was
    std::optional<GoldenQuestion> goldenQuestion(const Station *s) const;
    GoldenAnswer askGoldenOf(const GoldenQuestion &question, LoadedModel &model, bool fresh, std::function<bool()> cancelled, std::function<void(double)> onShare);  ///< loader thread; `fresh`: nobody else has it yet
    bool passedGolden(const Station &s, const ModelId &model) const;
    /// Asks a model that is in memory about the golden frames of a station, unless it has been asked; `then` with why it is refused there. Where the station is gone, with nothing.
    void withGolden(const StationId &id, ModelHandle model, std::shared_ptr<const std::atomic<bool>> cancelled, std::function<void(double)> onShare, std::function<void(std::optional<Refusal>)> then);
    /// The same at several stations; `then` with the first that refuses it.
    void withGoldenAt(std::vector<StationId> ids, ModelHandle model, std::function<void(std::optional<std::pair<StationId, Refusal>>)> then);
    void tellUnread(const StationId &id, const std::vector<Error> &unread);

    // canary
    std::optional<Error> mayNotBegin(const CanaryPlan &plan, const CanaryPlanCheck &check, const ModelId &model, const PromotionNote &note);
    /// What is known of `model` against the one on air at that station: by its own comparison, or by that of one that the plan covers and that has the same on air; one that proves it first.
    std::optional<ComparisonSnapshot> comparedFor(const Station &at, const CanaryPlan &plan, const ModelId &model) const;
    void beginFromPast(std::uint64_t number, ModelHandle handle, CanaryProgress progress, CanaryGrounds grounds, Done done);
    Result<void> beginCanaryRun(CanaryProgress progress, ModelHandle model, CanaryGrounds grounds);
    std::optional<PromotionEvidence> evidenceAt(const StationId &id) const;  ///< what was known of the canary's model there when it began
    void lookAtCanary();
    void turnCanary(CanaryHand hand, const Actor &by, const std::string &why = {});
    void prepareStep(CanaryTurn turn, Actor by);
    void holdStep(const CanaryTurn &turn, const Actor &by, const StationId &id, const Refusal &refusal);
    void holdUntilSaved(const CanaryTurn &turn, const Actor &by);
    FlowLook flowOf(const Station &s) const;
    void noteLatencyBefore(const Station &s);          ///< of the model that is about to be replaced there
    std::vector<GuardEvidence> limitsOfCanary() const; ///< as they were at the last look
    void readPastsOf(CanaryTurn turn, Actor by, std::uint64_t number);
    void beginStep(CanaryTurn turn, const Actor &by, StationPasts pasts);
    void takeCanaryBack(const std::vector<StationId> &stations, const Actor &by, const std::string &why);
    void dropPreparation();  ///< what is being got ready for it is not wanted any more
    void abortCanary(const Actor &by, const std::string &why);
    void canaryHarmed(const HeldLimit &missed, const StationId &id);  ///< at once, of the model on air at a station where it has begun
    void changedBesideCanary(const StationId &id);
    bool canaryAt(const StationId &id) const;  ///< a plan that is under way has put its model on air there
    std::optional<Error> heldByCanary(const StationId &id) const;
    bool canaryIsCarriedOut() const;
    void onCanaryPart(const StationId &id, const CanaryPart &part, const ModelId &judgedBy, const JudgedFramePtr &reject);
    void onCanaryPair(const StationId &id, const ComparedPart &part);
    void canarySeesHarm();
    void keepRejects();  ///< at the stations where people are asked about them, and at no other; after whatever may change that
    void askAbout(const CanaryPart &part, const JudgedFramePtr &reject);
    std::function<void(const FinishedPart &, const FramePtr &picture, const JudgedFramePtr &reject)> partListener(const StationId &id, std::shared_ptr<const LotSlot> lot);
    std::function<void(const ComparedPart &)> comparedListener(const StationId &id);
    void shadowOld(Station &s);                 ///< the old model goes on judging beside the new one, where the plan wants that
    void stopOldShadow(const CanaryStation &seat);
    void saveCanary(Recorder::CanaryWord word);
    void showCanary();
    void tellCanary(EventKind kind, const Actor &by, const std::string &why);
    void readCanary(DesiredState &state);
    void carryOutAgain(DesiredState &state);
    void resumeCanary();

    // comparisons
    void readComparisons();
    /// What the station's comparison had been told before the restart; empty: nothing, or of other models, or by another rule.
    std::optional<LiveComparison::Memory> toldBefore(const Station &s, const ModelId &shadow);
    void lookAtComparisons();
    void saveComparisons();
    /// Asks people again about the parts that waited before the restart, as soon as their pictures are read.
    void recallReviews(const Station &s, const AbMemory &told);
    ReviewOrigin originOf(const LoadedModel &active, const LoadedModel &shadow) const;
    EndingTaskRunner &reviewThread();

    // pause
    std::uint64_t freeMemory() const;  ///< bytes, of the device that models run on, and of this computer
    /// What putting `model` on the station, whose load was refused, would mean; empty: it is refused.
    std::optional<PausedChange> pauseFor(const Station &s, const ModelId &model, const Refusal &refusal) const;
    std::optional<PausedChange> pauseFor(const Station &s, std::uint64_t needed, const Refusal &refusal) const;
    std::uint64_t releasable(const Station &s) const;  ///< bytes that only this station's models take
    void offerPaused(Station &s, const ModelId &model, const PausedChange &pause, const Actor &actor);
    void keepForPause(const std::shared_ptr<Candidate> &candidate, const Checked &checked, const PausedChange &pause);
    void changeAfterRelease(Station &s, const ModelId &to, double announcedMs, bool rollBack, Done done, Promotion promotion = {});
    void loadAfterRelease(const StationId &id, const ModelId &to, bool rollBack, Done done, Promotion promotion);
    void returnAfterPause(const StationId &id, const ModelId &to, Refusal why, Done done);

    // safe mode
    void noteStart();  ///< in `start`, before anything else can go wrong
    void noteOrderlyEnd();
    void writeStarts(Starts starts);
    void tellSafeMode();
    void setBack(Station &s);
    void forgetProven(const ModelId &model);  ///< it left the library
    void lookAtProofs();

    // folder
    void watchFolder(const WatchedFolder &folder);
    void watchFolderAtStart(const WatchedFolder &folder);
    void offerFromFolder(const std::filesystem::path &file, FolderOffer offer);
    bool finishFromFolder(const Candidate &candidate, const std::optional<Refusal> &refusal);  ///< whether anybody is to be told
    void onFolderTrouble(std::uint64_t watch, const std::optional<Error> &error);

    // offers
    std::shared_ptr<Candidate> newCandidate(const std::filesystem::path &file, std::optional<StationId> station, Actor actor = {});  ///< any thread
    void startCandidate(const std::shared_ptr<Candidate> &candidate);
    void importStarter();
    void postLoad(const std::shared_ptr<Candidate> &candidate, std::function<void()> load);
    void finish(const std::shared_ptr<Candidate> &candidate, std::optional<Refusal> refusal);
    void stopCandidate(const std::shared_ptr<Candidate> &candidate);  ///< at once where it waits, else at the loader's next step
    void stopCandidatesOf(const StationId &gone);

    // import
    void vet(const std::shared_ptr<Candidate> &candidate);            ///< loader thread
    void examine(const std::shared_ptr<Candidate> &candidate, std::filesystem::path &staged);  ///< what `vet` does while there is memory
    /// Loader thread: runs `work`, given as a reference, which takes no memory; where that runs out on the way, the copy (empty: none) goes and
    /// the candidate is refused.
    void orRefuse(const std::shared_ptr<Candidate> &candidate, const std::filesystem::path &staged, const std::function<void()> &work);
    /// Loader thread. `candidate`, `stored`: either may be null.
    Result<WeightFile, Refusal> readFile(const std::filesystem::path &file, const Candidate *candidate, const StoredModel *stored, const std::atomic<bool> &cancelled);
    VettingPolicy vetting() const;  ///< any thread

    // admission
    void vetted(const std::shared_ptr<Candidate> &candidate, const StoredModel &model, const WeightFile &file);
    bool settled(const std::shared_ptr<Candidate> &candidate, const Checked &checked);  ///< refused, or in memory already
    void refuseStaged(const std::shared_ptr<Candidate> &candidate, const Checked &checked, Refusal refusal);
    void loadChecked(const std::shared_ptr<Candidate> &candidate, const Checked &checked, LoadTurn turn);
    void tryOut(const std::shared_ptr<Candidate> &candidate, const Checked &checked, LoadTurn turn, LoadRequest request, std::optional<GoldenQuestion> golden);  ///< loader thread
    /// A version of the library now. `fresh`: it was not one before, and is none where it is refused. `fits`: what its station says of it;
    /// `place`: with the station that it is offered to, null where there is none or it is refused there.
    void takeIn(const std::shared_ptr<Candidate> &candidate, const StoredModel &version, bool fresh, std::uint64_t needed,
                const std::function<std::optional<Refusal>(const Station &)> &fits, const std::function<void(Station *)> &place);
    void forget(const std::shared_ptr<Candidate> &candidate, const ModelId &version, Refusal why);  ///< not taken when it was in the store already

    // signatures
    SigningKeys signingKeys() const;  ///< any thread
    Result<CheckedSignature, Refusal> examineSignature(Candidate &candidate, const std::filesystem::path &copy, const CopiedFile &copied);  ///< loader thread
    Result<StoredModel, Refusal> signedAgain(StoredModel known, const CheckedSignature &signature);  ///< loader thread
    std::optional<Refusal> checkSignatureOf(const SignatureInfo &found, const Station *s, Candidate *candidate = nullptr);
    std::optional<Refusal> checkSignatureOf(const ModelId &model, const Station &s);

    // trials; on the loader thread
    TrialConditions trialConditions(const StoredModel &stored, const DetectSettings &settings) const;
    void recallTrial(const StoredModel &stored, LoadRequest &request) const;  ///< into the request
    void noteTrial(const ModelId &id, const LoadRequest &request, const ExecutorChoice &choice);
    void noteAgreement(const ModelId &id, const LoadedModel &model);

    // library
    void withModel(const ModelId &id, LoadCause cause, const Station *forStation, ModelWaiter waiter);
    void loadStored(const ModelId &id, const StationId &forStation, LoadCause cause, LoadTurn turn);
    /// Loader thread: a version as it was imported, while there is memory for it.
    Result<WeightFile, Refusal> readStored(const StoredModel &stored, const std::atomic<bool> &cancelled);
    ModelHandle keepOne(const ModelId &id, const ModelHandle &fresh);  ///< what is used: one version is in memory once
    void onFreed(const ModelId &id);
    void answerWaiting(const ModelId &id, const Result<ModelHandle, Refusal> &outcome);  ///< whoever waits for it, however it came
    void dropUnwanted();  ///< after everything that may end somebody's wait for a model
    /// Any thread; to the loader thread, at the priority that it may have. Left out where it is cancelled before its turn.
    void postLoad(LoadCause cause, std::shared_ptr<const std::atomic<bool>> cancelled, std::function<void()> load);
    bool inUse(const ModelId &id, const Candidate *except = nullptr) const;
    bool beingOffered(const ModelId &id, const Candidate *except = nullptr) const;  ///< any thread
    Error refused(const StationId &station, const ModelId &model, const Refusal &refusal, const Actor &actor = {});  ///< into the history, and the answer to a command
    bool runOnInference(const std::function<void()> &job);  ///< loader thread; waits

    // loading
    /// `begin` runs when its turn has come, and has the turn until it lets go of it, on any thread. False: it waits.
    bool queueLoad(LoadCause cause, WaitingLoad shown, std::function<bool(LoadCause, LoadTurn)> begin);
    void lookAtLoads();
    void lookAtDevice();  ///< memory thread, once a second
    LoadConditions loadConditions() const;

    // offline
    void lookOffline(const std::shared_ptr<OfflineRun> &run, const Labels &names);  ///< its thread
    void queueOffline(const std::shared_ptr<OfflineRun> &run);
    void loadOffline(const std::shared_ptr<OfflineRun> &run, LoadTurn turn);
    struct OfflinePair;
    Result<std::shared_ptr<OfflinePair>, Refusal> loadPair(const OfflineRun &run);  ///< loader thread
    void runOffline(const std::shared_ptr<OfflineRun> &run, std::shared_ptr<OfflinePair> pair);  ///< its thread
    void recallOffline(OfflineRun &run, OfflineReport &report);  ///< its thread
    void keepOfflineAnswers();
    void stopOffline();  ///< at the end
    bool usedOffline(const ModelId &model) const;

    // records
    DesiredState readDesired(bool *firstStart);
    void tellUnfinished(const DesiredState &state);  ///< changes that the history knows and what runs where does not
    void saveDesired(Done done = {});  ///< `done` after the attempt; a failure is shown by itself and tried again
    void onSaveTrouble(const std::optional<Error> &error, std::uint64_t givenUp);
    void onRecordTrouble(const std::optional<RecordTrouble> &trouble);
    void onSealTrouble(const std::optional<RecordTrouble> &trouble);
    void readHistory();
    void noteSeals();  ///< those that are new; also in the destructor, when the engine thread does nothing any more
    void record(HistoryEvent event);
    void record(HistoryEvent event, const Actor &actor);  ///< who does it
    void noteHealth(const HistoryEvent &event);
    Config currentConfig() const;
    void writeConfig(const std::string &text, Done done);
    void publish();  ///< makes the structure that `snapshot` completes
    void sampleMemory();

    EngineParts m_parts;
    TaskRunner &m_engineThread;
    std::shared_ptr<std::atomic<bool>> m_alive = std::make_shared<std::atomic<bool>>(true);
    ModelStore m_store;

    // engine thread only
    std::vector<std::unique_ptr<Station>> m_stations;
    std::map<ModelId, std::weak_ptr<LoadedModel>> m_resident;
    std::map<ModelId, Loading> m_loading;
    std::map<ModelId, WallTime> m_stateSince;
    std::map<ModelId, std::uint64_t> m_needs;  ///< bytes that a version takes about, once it was read
    double m_loadMs = 0;  ///< the last load
    std::map<CandidateId, std::shared_ptr<Candidate>> m_candidates;
    std::uint64_t m_nextEvent = 1;
    std::uint64_t m_revision = 0;
    std::optional<Error> m_configError;
    std::optional<RecordTrouble> m_saveTrouble;
    std::optional<RecordTrouble> m_recordTrouble;
    std::optional<RecordTrouble> m_sealTrouble;
    Watched m_watched;
    LoadQueue m_loads;
    std::vector<WaitingLoad> m_waitingLoads;        ///< as they were published
    std::optional<LoadingPolicy> m_loadingPolicy;   ///< as the configuration has it
    std::optional<RecordingPolicy> m_recording;     ///< the same
    std::uint64_t m_watches = 0;
    std::optional<BootMoment> m_started;   ///< empty: not started, or not noted
    Starts m_loop;                         ///< the starts before this one that count
    std::optional<SafeMode> m_safeMode;
    bool m_starterLeftOut = false;
    std::map<ModelId, TakenBack> m_takenBack;
    std::set<ModelId> m_damaged;  ///< the stored file was found to be another than the one that was imported
    std::vector<SavedComparison> m_oldComparisons;  ///< of before the restart, whose models are not back yet
    std::vector<SavedComparison> m_savedComparisons;  ///< as they were last given to be written
    SteadyTime m_comparisonsSaved{};
    /// What single persons said of parts that wait, as it is on the disk.
    std::vector<std::tuple<StationId, std::uint64_t, std::vector<ReviewOpinion>>> m_savedOpinions;
    bool m_comparisonsUnsaved = false;  ///< that did not succeed
    std::shared_ptr<ReviewStore> m_reviewStore;  ///< on m_reviewThread alone
    std::shared_ptr<EndingTaskRunner> m_reviewThread;  ///< writes comparisons and the parts that wait; null until there is something to write or to read
    std::vector<CanaryPlan> m_canaryPlans;
    std::optional<CanaryRun> m_canary;  ///< the last one also when it is over
    std::uint64_t m_canaryNumber = 0;   ///< of what is being prepared for it: of another number it is not wanted any more
    bool m_startingCanary = false;
    std::uint64_t m_offlineRuns = 0;
    DesiredState m_absent;  ///< of stations that were removed from the configuration file by hand, for when they come back; not of those removed in the editor

    std::map<StationId, std::map<ModelId, GoldenTerms>> m_goldenPassed;  ///< which model passed what, where
    std::multiset<ModelId> m_goldenAsked;  ///< that are asked now: they stay in the library

    // shared
    mutable std::mutex m_mutex;
    VettingPolicy m_vetting;    ///< written on the engine thread only
    SigningKeys m_signingKeys;  ///< normalised; written on the engine thread only
    std::shared_ptr<const EngineSnapshot> m_structure;
    std::map<StationId, std::shared_ptr<InspectionPipeline>> m_feeds;
    std::map<StationId, std::shared_ptr<GoldenStore>> m_golden;  ///< of each station that was here
    std::vector<std::shared_ptr<Candidate>> m_shownCandidates;
    std::vector<MemorySample> m_memory;
    BusyWindow m_busy;
    std::vector<HistoryEvent> m_events;  ///< newest last
    std::vector<StationSeal> m_newSeals;  ///< that are not in the history yet
    std::shared_ptr<const CanarySnapshot> m_shownCanary;
    std::shared_ptr<const std::vector<RejectReview>> m_shownRejects;
    std::atomic<bool> m_canaryWatches = false;  ///< it wants to know of finished parts
    std::shared_ptr<OfflineAnswerFile> m_offlineAnswers;  ///< null before the first comparison over recorded pictures
    std::shared_ptr<std::atomic<std::uint64_t>> m_offlineAnswered;  ///< how often somebody answered there, so that only the newest is written
    std::string m_offlineKey;  ///< of the one that runs, or of the last one; engine thread
    std::shared_ptr<OfflineRun> m_offline;  ///< that runs, or the last one; written on the engine thread only
    std::atomic<CandidateId> m_nextCandidate{1};

    std::unique_ptr<Inference> m_inference;
    std::shared_ptr<EndingTaskRunner> m_loaderThread;
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<PictureKeeper> m_pictures;  ///< of parts; null: none are kept
    std::unique_ptr<VerdictWriter> m_record;  ///< of verdicts; null: none is kept
    std::shared_ptr<EndingTaskRunner> m_tests, m_closing;  ///< of sources
    std::shared_ptr<EndingTaskRunner> m_reader;            ///< of the record, for a canary and for who asks, and of golden frames, which it writes too
    std::shared_ptr<EndingTaskRunner> m_checker;           ///< of history and record as a whole, which takes long: nobody who asks waits for it
    std::stop_source m_endTests;  ///< so that the end need not wait for a test in hand
    std::shared_ptr<EndingTaskRunner> m_offlineThread;  ///< from the first comparison over recorded pictures on
    std::unique_ptr<ModelLoader> m_loader;
    std::shared_ptr<MemoryReturn> m_memoryThread;
};

}  // namespace lineside
