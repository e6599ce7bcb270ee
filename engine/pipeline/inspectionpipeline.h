// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/latestslot.h"
#include "base/sharedpool.h"
#include "lineside/engine.h"
#include "model/loadedmodel.h"
#include "pipeline/classsums.h"
#include "pipeline/difference.h"
#include "pipeline/differingframes.h"
#include "pipeline/latencywindow.h"
#include "pipeline/livecomparison.h"
#include "parts/parttally.h"
#include "pipeline/swapwatch.h"
#include "pipeline/turn.h"
#include "pipeline/waitingframes.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// What two models said of a part. Value type.
struct ComparedPart {
    ModelId active, shadow;
    bool activeFails = false, shadowFails = false;
};

/// The lot that runs at a station, for the threads that finish its parts; null: none is known. Thread-safe.
using LotSlot = LatestSlot<std::string>;

/// What a pipeline tells the engine, on an inference thread or the capture thread. All return quickly.
struct PipelineEvents {
    std::function<void(const SwapRecord &)> onFirstVerdict;       ///< the model set by `setActive` has judged its first frame
    std::function<void(const ModelId &, const Error &)> onModelFailed;  ///< three frames in a row could not be judged
    std::function<void(std::uint64_t number, const HealthRecord &)> onHealth = {};  ///< what `watchHealth` came to, once for each
    /// A part has passed; one after the other. `picture`: of the frame that decided, where it is one of those whose picture is kept; else null. `reject`: that frame itself, where the part does
    /// not pass and rejects are kept; else null.
    std::function<void(const FinishedPart &, const FramePtr &picture, const JudgedFramePtr &reject)> onPart = {};
    std::function<void(const ComparedPart &)> onCompared = {};  ///< a part has passed that the shadow model judged too
};

/// What went before a model that was made active after the ones before it had been released. Value type.
struct AfterPause {
    ModelId from;
    SteadyTime commanded;
    double announcedMs = 0;
};

/// One station: next frame → active model → rule → result, and the same frame → shadow model. Frames come in on the
/// capture thread, are judged on an inference thread, models are changed on the engine thread; nobody waits for another
/// longer than a pointer exchange. A frame in flight finishes on the model that it began with. Thread-safe.
class InspectionPipeline final : public FrameFeed {
public:
    /// `wake` tells the inference threads that there is a new frame. `lot`: null where no lots are told.
    InspectionPipeline(StationConfig config, std::function<void()> wake, PipelineEvents events, std::shared_ptr<const LotSlot> lot = {});

    // capture thread
    void onFrame(FramePtr frame);
    /// The camera repeats one picture, which is not passed on: how many equal ones came in a row.
    void pictureRepeated(std::uint64_t times) { m_samePictures = times; }

    // inference threads, one at a time
    bool hasWork() const;
    /// What the inference thread `lane` can do here: a model may have fewer detectors than there are threads.
    StationWork work(std::size_t lane) const;
    /// Judges the next frame that waits, if there is one. `othersWait`: another station has a frame; the shadow then waits its turn.
    void judgeNext(std::size_t lane, const std::function<bool()> &othersWait);

    // engine thread
    /// `pause`: nothing was active meanwhile, on purpose; the first verdict says how long nothing was judged.
    void setActive(ModelHandle model, bool rollBack, const std::optional<AfterPause> &pause = {});
    /// `goesOn`: what a comparison of this model with the active one had been told before a restart.
    void setShadow(ModelHandle model, std::optional<LiveComparison::Memory> goesOn = {});
    /// Watches the model that was just made active, beside `reference`, the one before (null: not in memory), until it is known how it does, or
    /// the next `setActive`. `contractMs`: its latency limit; 0: none.
    void watchHealth(std::uint64_t number, double contractMs, ModelHandle reference);
    /// Takes over rule, thresholds, what a comparison must have seen and the limit of the reject rate.
    void setRule(const StationConfig &config);
    /// From now on `onPart` is told the frame of each part that does not pass, or no more: frames that are held take memory.
    void setKeepsRejects(bool keeps);
    ModelHandle active() const;
    ModelHandle shadow() const;
    /// What is known of `model` against the active one; empty: it is not the shadow here.
    std::optional<ComparisonSnapshot> comparisonWith(const ModelId &model) const;
    /// The one that runs, or null. It ends where another model, rule or limit begins another one.
    std::shared_ptr<LiveComparison> comparison() const;
    /// As LiveComparison::review. False: no comparison runs, or it does not know the part.
    bool review(std::uint64_t part, ReviewOpinion opinion, int reviewers);
    std::uint64_t judged() const;  ///< pictures, since the station started
    double slowestMs(std::uint64_t last) const;  ///< latency of the slowest of so many verdicts, of the last some hundred at most
    /// Fills counters, rates, latencies, verdict and swap of a snapshot.
    void fill(StationSnapshot &snapshot) const;
    /// The newest frames, at most four, as frames for a trial run.
    std::vector<FramePtr> recentFrames() const;
    /// The picture is not live (any more): the verdict becomes Unknown until the next judged frame.
    void pictureLost();

    // FrameFeed
    FramePtr newestFrame() const override;
    JudgedFramePtr newestJudged() const override;
    ComparedFramePtr newestCompared() const override;
    std::vector<ComparedFramePtr> differing() const override;
    std::vector<ReviewPart> reviews() const override;

private:
    struct Settings {
        RuleConfig rule;
        DetectSettings detect;
        AbLimits comparison;

        bool operator==(const Settings &) const = default;
    };
    struct Swap {
        SwapRecord record;
        SteadyTime commanded;
        std::optional<SteadyTime> pausedSince;  ///< the last verdict before a pause
        std::uint64_t acceptedBefore = 0;
        std::uint64_t lostBefore = 0;
    };

    JudgedFramePtr run(LoadedModel &model, std::size_t lane, const FramePtr &frame, const Settings &settings, Error *error);
    void publish(const JudgedFramePtr &judged, const LoadedModel &model);
    void runShadow(const ModelHandle &model, std::size_t lane, const JudgedFramePtr &active, const Settings &settings);
    void modelFailed(const ModelId &model, const Error &error);
    void askReference(std::size_t lane, const JudgedFramePtr &active, const ModelId &model, const Settings &settings, const std::function<bool()> &othersWait);

    /// A watch that came to its end, to be told outside the lock.
    struct Told {
        std::unique_ptr<SwapWatch> watch;
        std::optional<HealthRecord> record;
    };
    Told concludeWatch(SteadyTime now);  ///< under the lock
    std::shared_ptr<LiveComparison> compareAnew();  ///< under the lock; returns what ends with that
    void sumAnew();  ///< under the lock: what was counted of both models is of other ones
    void tell(const Told &told) const;

    const StationId m_station;
    const std::function<void()> m_wake;
    const PipelineEvents m_events;
    const std::shared_ptr<const LotSlot> m_lot;

    std::atomic<std::uint64_t> m_samePictures = 0;
    WaitingFrames m_toInspect;
    mutable LatestSlot<Frame> m_toDisplay;
    mutable std::atomic<SteadyTime::rep> m_lookedAt = 0;  ///< when a display last asked for a picture
    mutable std::atomic<std::uint64_t> m_unseen = 0, m_dropped = 0;  ///< pictures replaced since it asked; those that it missed
    LatestSlot<JudgedFrame> m_judged;
    LatestSlot<ComparedFrame> m_compared;

    SharedPool<JudgedFrame> m_judgedFrames;
    SharedPool<ComparedFrame> m_comparedFrames;

    mutable std::mutex m_mutex;  ///< everything below
    ModelHandle m_active;
    ModelHandle m_shadow;
    std::shared_ptr<const Settings> m_settings;
    DifferingFrames m_differing;
    std::uint64_t m_parts = 0;  ///< that have passed
    std::vector<FramePtr> m_recent;  ///< the oldest first
    SteadyTime m_recentTaken{}, m_lastCaptured{};
    StationCounters m_counters;
    LatencyWindow m_latency, m_shadowLatency;
    RateMeter m_camera, m_inspected;
    PartTally m_tally;
    int m_sampleEvery = 0;   ///< as StationConfig has it
    bool m_keepsRejects = false;
    int m_sinceSample = 0;   ///< parts since the last whose picture was kept
    Judgement m_last;
    WallTime m_lastSince{};
    SteadyTime m_judgedAt{};  ///< the newest verdict
    SteadyTime m_pictureLostAt{};
    std::optional<Swap> m_pendingSwap;
    std::optional<SwapRecord> m_lastSwap;
    ShadowStats m_shadowStats;  ///< but for its classes
    ClassSums m_classSums;
    std::shared_ptr<LiveComparison> m_comparison;  ///< null without a shadow
    CoverageLimits m_coverage;  ///< asked for; not of the settings, since another one begins no comparison anew
    Runs m_clumps;  ///< of the comparisons before
    std::unique_ptr<SwapWatch> m_watch;
    int m_failuresInRow = 0;
    int m_framesSinceShadow = 0;  ///< inference threads only
    ComparisonMemory m_comparing;  ///< inference threads only
    FinishedPart m_part;           ///< inference threads only: the one that is told
};

}  // namespace lineside
