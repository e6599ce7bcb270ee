// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/audit.h"
#include "lineside/canary.h"
#include "lineside/loading.h"
#include "lineside/modelid.h"
#include "lineside/recording.h"
#include "lineside/refusal.h"
#include "lineside/result.h"
#include "lineside/signature.h"
#include "lineside/station.h"
#include "lineside/verdict.h"
#include "lineside/vetting.h"
#include "lineside/watchedfolder.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

using WallTime = std::chrono::system_clock::time_point;

enum class SourceState {
    Connecting,  ///< opened, no picture yet
    Running,
    Stalled,     ///< open, but pictures stopped
    Frozen,      ///< the same picture over and over
    Ended,       ///< the file or stream came to its end and is not repeated
    Offline,     ///< could not be opened or was disconnected; retried
    Busy,        ///< somebody else uses the device; retried
};
const char *toString(SourceState state) noexcept;

struct SourceStatus {
    SourceState state = SourceState::Connecting;
    std::string detail;      ///< words of the driver, untranslated; may be empty
    WallTime since;          ///< when this state began
    SteadyTime nextTry;      ///< meant while Offline, Busy or Ended; default-constructed: none
    int width = 0;           ///< pixels; 0 before the first picture
    int height = 0;
    std::uint64_t samePictures = 0;  ///< meant while Frozen: equal pictures in a row
};

/// Which executor runs a model and why. Texts are data ("openvino", "CPU", "bf16").
struct ExecutorChoice {
    std::string backend;
    std::string device;
    std::string precision;
    bool fastAgrees = false;  ///< the reduced precision agreed with f32 on trial frames, these or, where nothing was on them, earlier ones
    double fastMs = 0;        ///< measured; 0: not tried
    double exactMs = 0;
    int comparedBoxes = 0;    ///< on the trial frames, when they were compared

    /// The reduced precision judges only where it agrees and is quicker.
    bool usesFast() const { return fastAgrees && fastMs > 0 && fastMs < exactMs; }
    double usedMs() const { return usesFast() ? fastMs : exactMs; }  ///< of one frame, as it runs here; 0: not measured
};

enum class ModelState {
    Offline,   ///< in the library, not in memory
    Loading,
    Ready,     ///< in memory and warm
    Damaged,   ///< the stored file no longer has its hash
};
const char *toString(ModelState state) noexcept;

/// What the look at a new model in the first seconds after a change came to.
enum class Health {
    Healthy,       ///< pictures are judged, in time, and something was found in them
    NotProven,     ///< nothing spoke against it, and nothing for it: an empty belt, say
    NoVerdicts,    ///< pictures came and none was judged
    TooSlow,       ///< verdicts came later than they may, and with the model before they would not
    FindsNothing,  ///< the model before clearly saw something in the same pictures, this one nothing in any
};
const char *toString(Health health) noexcept;
/// The model before was put back for it.
constexpr bool takesBack(Health health) noexcept
{
    return health != Health::Healthy && health != Health::NotProven;
}

/// That look, measured. Value type.
struct HealthRecord {
    Health health = Health::NotProven;
    double afterMs = 0;          ///< from the first verdict by the new model; where there was none, from the first picture that waited for it
    std::uint64_t judged = 0;    ///< frames by the new model
    std::uint64_t waiting = 0;   ///< pictures that came since the last verdict
    double latencyMs = 0;        ///< picture complete → verdict, median
    double allowedMs = 0;        ///< what that may be
    double skippedShare = 0;     ///< of the pictures that came
    std::uint64_t compared = 0;  ///< frames that the model before judged too
    std::uint64_t missed = 0;    ///< those of them where it clearly saw something and the new one nothing
};

/// A model that the engine took off a station by itself. Value type.
struct TakenBack {
    StationId station;
    WallTime at;
    HealthRecord health;
};

/// One version in the library.
struct ModelSnapshot {
    ModelId id;
    ModelState state = ModelState::Offline;
    WallTime stateSince;
    std::string format;  ///< "pt", "torchscript", "onnx"
    std::string family;  ///< "yolov8"
    Labels labels;
    ModelLayout layout = ModelLayout::Auto;  ///< as a contract names it; Auto: one that none has a word for
    int inputWidth = 0;
    int inputHeight = 0;
    std::int64_t parameters = 0;
    std::uint64_t fileBytes = 0;
    std::string sha256;        ///< 64 hexadecimal digits
    std::string originalName;  ///< file name it was offered under
    SignatureInfo signature;   ///< as the keys of now have it; UnknownKey also where the key was trusted only after the import
    WallTime importedAt;
    ExecutorChoice executor;         ///< meant while Ready
    std::uint64_t memoryBytes = 0;   ///< measured on loading; 0: not loaded
    std::vector<StationId> activeAt, shadowAt, previousAt, offeredAt;
    std::optional<TakenBack> takenBack;  ///< the last time, until it proves healthy
};

/// The steps of an offered file, in order.
enum class CandidateStep { Copy, Read, Check, Load, WarmUp, Done };
const char *toString(CandidateStep step) noexcept;

/// One offered file on its way into the library, or refused.
struct CandidateSnapshot {
    CandidateId id = 0;
    std::string fileName;
    std::uint64_t fileBytes = 0;
    std::optional<StationId> station;  ///< offered to it; empty: import only
    CandidateStep step = CandidateStep::Copy;
    double progress = 0;               ///< of the step, 0…1
    bool cancelling = false;           ///< cancel was asked for; it ends at the loader's next step
    bool finished = false;
    std::optional<ModelId> model;      ///< once known
    bool duplicate = false;            ///< the library had these bytes already, as `model`
    SignatureInfo signature;           ///< once known
    bool signatureMissing = false;     ///< taken without a trusted one by a station that wants this to be told
    std::optional<Refusal> refusal;    ///< finished and not taken
};

/// Counts since the station started. accepted = judged + lost + in flight.
struct StationCounters {
    std::uint64_t captured = 0;  ///< pictures that the source delivered
    std::uint64_t dropped = 0;   ///< pictures that a display of this station came too late for
    std::uint64_t accepted = 0;  ///< pictures that a detector took
    std::uint64_t judged = 0;
    std::uint64_t skipped = 0;   ///< pictures that no detector took because it was busy; not lost
    std::uint64_t lost = 0;      ///< accepted and never judged; the promise is 0
    std::uint64_t passed = 0, failed = 0, unsure = 0;  ///< parts by verdict (frames where the rule has no part label)
};

/// One change of the active model, measured.
struct SwapRecord {
    ModelId from, to;
    bool rollBack = false;
    WallTime at;
    double firstVerdictMs = 0;      ///< from the command to the first frame judged by the new model; 0: not yet
    std::uint64_t framesDuring = 0; ///< frames accepted between the command and that first verdict
    std::uint64_t framesLost = 0;
    double pauseMs = 0;      ///< the station judged nothing for so long, because its models were released first; 0: it never stopped
    double announcedMs = 0;  ///< what was said before about that; 0: that nothing is known
};

/// A change for which the station's models would have to be released first, because there is no room for both. Value type.
struct PausedChange {
    std::uint64_t neededBytes = 0;  ///< about
    std::uint64_t freeBytes = 0;
    double expectedMs = 0;  ///< how long the station would judge nothing, by how long the last load took here; 0: not known
};

/// Boxes of one class on the frames that both models judged; a box of both is one of each at the same place, IoU at least 0.5. Value type.
struct ShadowClass {
    std::string name;
    std::uint64_t active = 0, shadow = 0, both = 0;
    double activeScore = 0, shadowScore = 0;  ///< means; 0 where there is none

    /// Share of the things that either saw that both saw; empty where neither saw any.
    std::optional<double> agreement() const noexcept
    {
        const std::uint64_t either = active + shadow - both;
        return either > 0 ? std::optional(static_cast<double>(both) / static_cast<double>(either)) : std::nullopt;
    }
};

struct ShadowStats {
    std::uint64_t compared = 0;
    std::uint64_t differing = 0;
    std::uint64_t activeBoxes = 0, shadowBoxes = 0;
    std::vector<ShadowClass> classes;  ///< those of the active model, then those that the shadow has beside them; compared by name
    double p50Ms = 0, p99Ms = 0;  ///< latency of the shadow model
    std::uint64_t notCompared = 0;  ///< frames that the active model judged meanwhile and the shadow model had no time for
};

/// The comparisons of the same two models at several stations, taken together: evidence of independent streams against the same null hypothesis multiplies. As it is now: it may be decided and open again,
/// and only what it says at the moment counts. Value type.
struct JointComparison {
    std::vector<StationId> stations;  ///< as configured, at least two
    AbState state = AbState::Open;    ///< Worse or WorseWithinMargin also where one station alone says so
    bool contradicted = false;        ///< at one of them
    AbLimits limits;                  ///< the same at each
    std::int64_t parts = 0, discordant = 0, pending = 0;
    double logNotWorse = 0, logWorse = 0;  ///< as in AbPoint
    std::optional<MoreParts> more;         ///< of all of them together, as in AbStatus
    CoverageSeen seen;   ///< the most that one of them has seen: the same lot may run at all
    bool covered = false;  ///< as each of them asks for

    bool proves() const noexcept { return state == AbState::AtLeastAsGood && !contradicted && covered; }
};

/// What is known of the shadow model against the active one. Value type.
struct ComparisonSnapshot {
    AbStatus verdict;
    bool countsObjects = false;  ///< instead of parts: the station's rule says nothing
    std::int64_t waiting = 0;    ///< parts that a person can be asked about, those included whose pictures are being read after a start
    bool countsPictures = false; ///< instead of parts, and nobody said that each picture shows another one: forty pictures of one part would count forty times, so that nothing is proved
    CoverageSeen seen = {};
    CoverageLimits coverage = {};  ///< that is asked for
    std::optional<JointComparison> joint = {};  ///< with other stations that have the same two models, rule and limits; empty: there is none
    std::int64_t differing = 0;    ///< parts on which people do not say the same, so that nobody is asked any more. Of those that are pending beyond these and `waiting` there is no picture

    bool isCovered() const noexcept { return lineside::isCovered(seen, coverage); }
    /// Whether the shadow model may go on air by this alone.
    bool provesAlone() const noexcept { return verdict.state == AbState::AtLeastAsGood && !verdict.contradicted && !countsPictures && isCovered(); }
    /// By this, or by all of them together, where nothing here says otherwise.
    bool proves() const noexcept { return provesAlone() || (joint && joint->proves() && !countsPictures); }
};

struct StationSnapshot {
    StationConfig config;
    SourceStatus source;
    std::optional<ModelId> active, previous, shadow;
    std::optional<ModelId> proven;           ///< known to work here: the last that judged for a minute in one go
    std::optional<ModelId> offered;          ///< ready, waits for the operator: the preview; empty: `previous` is
    std::optional<PausedChange> offeredPauses, previousPauses;  ///< going on air, the one or the other would pause the inspection
    bool pausing = false;                    ///< nothing is judged until a model is loaded for which the ones before were released
    std::optional<CandidateId> candidate;    ///< being checked for this station
    WallTime activeSince;  ///< default-constructed: not loaded yet, after a start
    StationCounters counters;
    double cameraFps = 0, judgedFps = 0;
    double p50Ms = 0, p99Ms = 0;             ///< picture complete → verdict, over the last some hundred frames
    Judgement last;                          ///< of the last part, held until the next; Unknown while nobody judges
    WallTime verdictSince;
    double rejectRate = 0;                   ///< share of failed parts, last hour
    bool rejectsHigh = false;                ///< that share is above its limit, and by more than chance
    std::optional<SwapRecord> lastSwap;
    ShadowStats shadowStats;
    std::string lot;         ///< that runs; empty: not told
    int goldenFrames = 0;    ///< that a model must judge as a person did, before it is offered here
    std::optional<ComparisonSnapshot> comparison;  ///< while there is a shadow model; from the newest change of either model, the rule or the limits on
};

/// What has to be asked before `model` goes on air at the station now.
inline PromotionPolicy askedFor(const StationSnapshot &s, const ModelId &model) noexcept
{
    return asked(s.config.promotion, s.active.has_value(), s.shadow == model && s.comparison && s.comparison->proves());
}

struct ModelMemory {
    ModelId id;
    std::uint64_t bytes = 0;
    std::string device;
};
struct DeviceMemory {
    std::string name;
    std::optional<std::uint64_t> total, used, reserved, allocated;  ///< bytes; empty where the driver gives no figure
};
/// Memory at one moment. Nothing is estimated where no figure is available.
struct MemorySample {
    WallTime at;
    std::uint64_t processResident = 0;
    std::uint64_t systemAvailable = 0;
    std::uint64_t systemTotal = 0;
    std::vector<ModelMemory> models;
    std::vector<DeviceMemory> devices;  ///< accelerators; empty: none usable
};

enum class EventKind {
    Started, Imported, Refused, Offered, Promoted, RolledBack, Removed, ShadowStarted, ShadowStopped,
    SourceLost, SourceBack, StationsChanged, ConfigRejected, ModelFailed,
    KeysChanged, ///< the signing keys, as `detail` names them
    VettingChanged,  ///< how offered files are read, as `detail` says it
    NotRead,     ///< a file of the data folder (`file`) is damaged and was left out
    NotSaved,    ///< what runs where or the history cannot be written; tried again until it can
    SavedAgain,  ///< everything that waited is written
    Unfinished,  ///< the program ended in the middle of a change to `to`; after the start `from` runs, as before it
    FolderChanged,  ///< the watched folder, which is `file` now; empty: none
    FolderLost,     ///< the watched folder `file` cannot be looked at, as `detail` says; tried again until it can
    FolderBack,     ///< it can again
    LoadingChanged, ///< when models may be loaded, as `detail` says it
    LoadedNow,      ///< `to`, or `file`, is loaded at once instead of later; `detail`: why
    SafeModeBegun,  ///< the program ended again and again right after its start; `detail`: how often, in what time
    SetBack,        ///< in safe mode `to`, known to work at the station, was put in the place of `from`
    SafeModeEnded,  ///< somebody let the rest be loaded again
    RecordGap,      ///< verdicts do not reach the record, as `detail` says; what cannot wait is counted as missing
    RecordAgain,    ///< they do again, and how many are missing is in the record
    CanaryPlansChanged,  ///< how models go on air step by step
    // `canary` has the plan and the step, `to` the new model; of each station that changes over there is a line of its own
    CanaryBegun,
    CanaryStepBegun,   ///< its stations get the model
    CanaryAsks,        ///< the step has seen what it must, and a person decides
    CanaryPaused,
    CanaryResumed,
    CanaryRolledBack,  ///< a guard found harm: its stations have their models of before
    CanaryAborted,     ///< a person ended it, or, by nobody, the engine, as `detail` says: they have them too
    CanaryDone,
    LotChanged,        ///< what runs at `station` from now on is of the lot that `detail` names; empty: of none that is known
    GoldenKept,        ///< a golden frame of `station`, as `detail` says
    GoldenDropped,     ///< it is none any more
    PeopleChanged,     ///< who may do what, as `detail` says
    RecordingChanged,  ///< how much of the verdicts is kept, as `detail` says
    RecordSealed,      ///< the history vouches for parts of the record, as `seal` says
    NotSealed,         ///< parts of the record could not be sealed, as `detail` says; tried again with each hour, and the next seal has them too
};
inline constexpr int kEventKinds = static_cast<int>(EventKind::NotSealed) + 1;
const char *toString(EventKind kind) noexcept;

/// One line of the history. `sequence` increases by one; a later line of the same sequence completes the earlier one.
struct HistoryEvent {
    std::uint64_t sequence = 0;
    WallTime at;
    EventKind kind = EventKind::Started;
    StationId station;      ///< may be empty
    std::optional<ModelId> from, to;
    std::string file;       ///< offered file name, where one was
    std::optional<Refusal> refusal;
    std::optional<SwapRecord> swap;
    std::string detail;     ///< untranslated
    SignatureInfo signature = {};  ///< of `to`, as it was then: Imported, Offered, Promoted
    std::optional<HealthRecord> health = {};  ///< Promoted: once it is known; ModelFailed: why the engine took the model back, empty: it could not judge; RolledBack: the same, empty: somebody did it
    std::string by = {};  ///< who did it, or answers for it; empty: nobody said, or the engine by itself
    std::optional<Role> role = {};  ///< of `by`, where people have to say who they are
    std::optional<ElectronicSignature> signedBy = {};  ///< Promoted: where somebody signed for it
    std::optional<PromotionEvidence> evidence = {};  ///< Promoted: what was known of `to` against `from`; empty: they were not compared
    std::optional<CanaryNote> canary = {};  ///< of a plan's way; Promoted and RolledBack: which plan did it
    std::optional<RecordSeal> seal = {};    ///< RecordSealed
};

/// Whether models run on an accelerator (a GPU), and where not, why.
enum class Acceleration {
    Used,
    NotInThisBuild,  ///< built without the libraries of any accelerator
    NoDevice,        ///< the libraries are here and find no device
};

/// The engine came up with the models alone that are known to work, because the starts before did not last. Value type.
struct SafeMode {
    int starts = 0;      ///< that ended without being told to
    double seconds = 0;  ///< the time from the first of them to this one
};

/// That something does not reach the disk; the line runs on. Value type.
struct RecordTrouble {
    WallTime since;  ///< of the first part, or the first change, that is not there
    Error error;     ///< Unsupported: a newer Lineside made it; Busy: parts come quicker than the disk takes them; else of the disk
};

/// Everything the screens show, at one moment. Immutable.
struct EngineSnapshot {
    std::uint64_t revision = 0;  ///< grows when stations, models, candidates or history changed (not with mere counters)
    std::vector<StationSnapshot> stations;
    std::vector<ModelSnapshot> models;
    std::vector<CandidateSnapshot> candidates;
    std::vector<HistoryEvent> recent;  ///< newest last, at most 200
    SigningKeys signingKeys;
    VettingPolicy vetting;
    LoadingSnapshot loading;
    WatchedFolder watchedFolder;
    RecordingPolicy recording;
    bool records = false;  ///< verdicts are kept
    std::vector<CanaryPlan> canaryPlans;
    std::shared_ptr<const CanarySnapshot> canary;  ///< that is under way, else the last one; null: there was none
    /// The watched folder cannot be looked at. NotFound: it is not there; InvalidInput: it is none; Unsupported: too much is in it.
    std::optional<Error> watchError;
    std::string computeDevice;         ///< "CPU", or the accelerator: "CUDA:0"
    int cpuThreads = 0;                ///< that models run on; 0: they run on the accelerator
    Acceleration acceleration = Acceleration::NoDevice;
    std::optional<RecordTrouble> saveTrouble;    ///< what changes is not saved now: a restart would bring back what was saved last
    std::optional<RecordTrouble> recordTrouble;  ///< verdicts are not recorded now
    std::string configFile;            ///< path of the configuration file; empty: there is none
    std::optional<SafeMode> safeMode;  ///< only what stations judge with is loaded by itself, until `leaveSafeMode`
    std::optional<Error> configError;  ///< the configuration file on disk has an error; the last good one is in force
    std::optional<RecordTrouble> sealTrouble;  ///< verdicts are recorded, and the history vouches for none of them since
};
using EngineSnapshotPtr = std::shared_ptr<const EngineSnapshot>;

}  // namespace lineside
