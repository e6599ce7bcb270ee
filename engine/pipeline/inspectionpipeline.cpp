// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/inspectionpipeline.h"

#include "lineside/recordinglimits.h"
#include "parts/inspectionrule.h"
#include "parts/judgedpart.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lineside {
namespace {

constexpr std::size_t kRecentFrames = 4;
constexpr std::size_t kSpareResults = 8;  // what a screen holds while it shows a station
constexpr auto kRecentEvery = std::chrono::milliseconds(500);
constexpr auto kLooksOnWithin = std::chrono::seconds(1);  // a display that shows the station asks far more often
constexpr int kFailuresBeforeAlarm = 3;
constexpr int kShadowAtLeastEvery = 4;  // frames; the line goes first, but the comparison must not starve

double msBetween(SteadyTime from, SteadyTime to)
{
    return std::chrono::duration<double, std::milli>(to - from).count();
}

// An unused one must not keep a picture from its source, or a model's labels alive.
void letGo(JudgedFrame &judged) noexcept
{
    judged.frame = nullptr;
    judged.detections.labels = nullptr;
}

void letGo(ComparedFrame &compared) noexcept
{
    compared.active = compared.shadow = nullptr;
}

}  // namespace

InspectionPipeline::InspectionPipeline(StationConfig config, std::function<void()> wake, PipelineEvents events, std::shared_ptr<const LotSlot> lot)
    : m_station(config.id), m_wake(std::move(wake)), m_events(std::move(events)), m_lot(std::move(lot)),
      m_judgedFrames(kSpareResults, letGo), m_comparedFrames(kSpareResults, letGo),
      m_settings(std::make_shared<const Settings>(Settings{config.rule, config.detect, config.comparison}))
{
    m_recent.reserve(kRecentFrames + 1);
    m_lastSince = std::chrono::system_clock::now();
    m_tally.setLimit(config.rejectRateLimit);
    m_sampleEvery = config.sampleEvery;
    m_coverage = config.coverage;
}

void InspectionPipeline::onFrame(FramePtr frame)
{
    const SteadyTime now = std::chrono::steady_clock::now();
    bool inspect = false;
    Told told;
    {
        FramePtr oldest;  // released outside the lock
        const std::lock_guard lock(m_mutex);
        ++m_counters.captured;
        m_camera.tick(now);
        m_lastCaptured = now;
        inspect = m_active != nullptr;
        if (m_watch) {
            m_watch->captured(now);
            told = concludeWatch(now);
        }
        if (now - m_recentTaken >= kRecentEvery) {
            m_recentTaken = now;
            m_recent.push_back(frame);
            if (m_recent.size() > kRecentFrames) {
                oldest = std::move(m_recent.front());
                m_recent.erase(m_recent.begin());
            }
        }
    }
    if (m_toDisplay.put(frame))
        ++m_unseen;
    if (inspect) {
        m_toInspect.put(std::move(frame));
        m_wake();
    }
    tell(told);
}

bool InspectionPipeline::hasWork() const
{
    return !m_toInspect.empty();
}

StationWork InspectionPipeline::work(std::size_t lane) const
{
    StationWork work{hasWork(), {}};
    const std::lock_guard lock(m_mutex);
    work.hasFrame = work.hasFrame && m_active && lane < m_active->detectors.size();
    if (m_pendingSwap && m_failuresInRow == 0) {  // a model that fails has no claim to go first
        const double fps = m_camera.perSecond(std::chrono::steady_clock::now());
        const std::chrono::duration<double> interval(fps > 0 ? 1 / fps : 0);
        work.firstVerdictDue = m_lastCaptured + std::chrono::duration_cast<std::chrono::steady_clock::duration>(interval);
    }
    return work;
}

void InspectionPipeline::judgeNext(std::size_t lane, const std::function<bool()> &othersWait)
{
    ModelHandle model;
    std::shared_ptr<const Settings> settings;
    FramePtr frame;
    {
        // Frame and model are taken together: from here on this frame belongs to this model, whatever is promoted meanwhile.
        const std::lock_guard lock(m_mutex);
        if (!m_active || lane >= m_active->detectors.size())
            return;
        frame = m_toInspect.take();
        if (!frame)
            return;
        model = m_active;
        settings = m_settings;
        ++m_counters.accepted;
    }
    Error error;
    const JudgedFramePtr judged = run(*model, lane, frame, *settings, &error);
    if (!judged) {
        modelFailed(model->id, error);
        return;
    }
    publish(judged, *model);

    ++m_framesSinceShadow;
    if (const ModelHandle other = shadow()) {
        if (lane < other->detectors.size() && (m_framesSinceShadow >= kShadowAtLeastEvery || !othersWait())) {
            m_framesSinceShadow = 0;
            runShadow(other, lane, judged, *settings);
        } else {
            const std::lock_guard lock(m_mutex);
            m_shadowStats.notCompared += m_shadow == other && m_active == model;  // else it is of another comparison
        }
    }
    askReference(lane, judged, model->id, *settings, othersWait);
}

JudgedFramePtr InspectionPipeline::run(LoadedModel &model, std::size_t lane, const FramePtr &frame, const Settings &settings, Error *error)
{
    const std::shared_ptr<JudgedFrame> judged = m_judgedFrames.take();
    if (const auto detected = model.detectors[lane]->detect(frame->image.view(), settings.detect, judged->detections); !detected) {
        *error = detected.error();
        return nullptr;
    }
    judged->frame = frame;
    judge(judged->detections, settings.rule, frame->image.width(), model.id, judged->judgement);
    judged->judgedAt = std::chrono::steady_clock::now();
    return judged;
}

void InspectionPipeline::publish(const JudgedFramePtr &judged, const LoadedModel &model)
{
    bool partDone = false;
    FramePtr picture;
    JudgedFramePtr reject;
    std::optional<SwapRecord> firstVerdict;
    Told told;
    {
        const std::lock_guard lock(m_mutex);
        ++m_counters.judged;
        m_failuresInRow = 0;
        m_inspected.tick(judged->judgedAt);
        m_latency.add(msBetween(judged->frame->capturedAt, judged->judgedAt));
        const bool wholeFrame = m_settings->rule.partLabel.empty();
        const bool live = judged->frame->capturedAt > m_pictureLostAt;
        const bool sampled = m_sampleEvery > 0 && m_sinceSample + 1 >= m_sampleEvery;
        const bool rejected = m_keepsRejects && JudgedPart::fails(judged->judgement.verdict);
        const PartTally::Seen seen{judged->detections.items, judged->detections.labels, model.sha256};
        // A picture from before the loss has no vote on the part after it.
        if (const Judgement *part = live || wholeFrame ? m_tally.add(judged->judgement, wholeFrame, judged->judgedAt, seen, sampled ? judged->frame : nullptr, rejected ? judged : nullptr)
                                                        : nullptr) {
            m_parts += !wholeFrame;
            m_counters.passed += part->verdict == Verdict::Pass;
            m_counters.failed += part->verdict == Verdict::Fail;
            m_counters.unsure += part->verdict == Verdict::Unsure;
            // A frame that was in flight when the camera was lost is counted, but no longer says what passes now.
            if (live) {
                if (part->verdict != m_last.verdict)
                    m_lastSince = std::chrono::system_clock::now();
                m_last = *part;
            }
            partDone = m_events.onPart != nullptr;
            if (partDone)
                std::swap(m_part, m_tally.finished());
            picture = m_tally.takePicture();
            reject = m_tally.takeWhole();
            m_sinceSample = picture ? 0 : std::min(m_sinceSample + 1, kMaxSampleEvery);
        }
        if (m_pendingSwap && m_pendingSwap->record.to == model.id) {
            Swap &swap = *m_pendingSwap;
            swap.record.firstVerdictMs = msBetween(swap.commanded, judged->judgedAt);
            swap.record.framesDuring = m_counters.accepted - swap.acceptedBefore;
            swap.record.framesLost = m_counters.lost - swap.lostBefore;
            swap.record.pauseMs = swap.pausedSince ? msBetween(*swap.pausedSince, judged->judgedAt) : 0;
            firstVerdict = m_lastSwap = swap.record;
            m_pendingSwap.reset();
        }
        m_judgedAt = judged->judgedAt;
        if (m_watch && m_active->id == model.id) {  // not a frame of the model before that was in flight
            m_watch->judged(*judged);
            told = concludeWatch(judged->judgedAt);
        }
    }
    m_judged.put(judged);
    if (partDone) {
        m_part.at = std::chrono::system_clock::now();
        m_events.onPart(m_part, picture, reject);
        m_part.labels = nullptr;  // of a model that may leave the memory
        m_part.modelSha256 = nullptr;
    }
    if (firstVerdict && m_events.onFirstVerdict)
        m_events.onFirstVerdict(*firstVerdict);
    tell(told);
}

InspectionPipeline::Told InspectionPipeline::concludeWatch(SteadyTime now)
{
    auto record = m_watch->outcome(now);
    return record ? Told{std::move(m_watch), std::move(record)} : Told{};
}

void InspectionPipeline::tell(const Told &told) const
{
    if (told.record && m_events.onHealth)
        m_events.onHealth(told.watch->number(), *told.record);
}

// After the frame's own verdict is out. The model before was on air until now: a thread that runs this one has run that one too.
void InspectionPipeline::askReference(std::size_t lane, const JudgedFramePtr &active, const ModelId &model, const Settings &settings, const std::function<bool()> &othersWait)
{
    ModelHandle reference;
    std::uint64_t number = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_watch || m_active->id != model || !m_watch->wantsReference(*active, false))
            return;
        reference = m_watch->reference();
        number = m_watch->number();
        if (lane >= reference->detectors.size())
            return;
    }
    if (othersWait()) {
        const std::lock_guard lock(m_mutex);
        if (!m_watch || !m_watch->wantsReference(*active, true))
            return;
    }
    Error error;
    const JudgedFramePtr judged = run(*reference, lane, active->frame, settings, &error);
    Told told;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_watch || m_watch->number() != number)
            return;  // changed over meanwhile
        if (!judged) {
            m_watch->referenceFailed();
        } else {
            m_watch->referenceJudged(*active, judged->detections, judged->judgedAt);
            told = concludeWatch(judged->judgedAt);
        }
    }
    tell(told);
}

void InspectionPipeline::watchHealth(std::uint64_t number, double contractMs, ModelHandle reference)
{
    const SteadyTime now = std::chrono::steady_clock::now();
    std::unique_ptr<SwapWatch> old;  // released outside the lock
    const std::lock_guard lock(m_mutex);
    const auto limits = HealthLimits::of(contractMs, m_camera.perSecond(now), m_inspected.perSecond(now), m_latency.percentile(0.50));
    old = std::exchange(m_watch, std::make_unique<SwapWatch>(number, limits, std::move(reference), m_settings->detect.confidence));
}

void InspectionPipeline::runShadow(const ModelHandle &model, std::size_t lane, const JudgedFramePtr &active, const Settings &settings)
{
    Error error;
    const JudgedFramePtr judged = run(*model, lane, active->frame, settings, &error);
    if (!judged) {
        std::shared_ptr<LiveComparison> ended;  // released outside the lock
        {
            const std::lock_guard lock(m_mutex);
            if (m_shadow == model) {
                m_shadow.reset();  // the comparison ends; the line does not notice
                ended = compareAnew();
                sumAnew();
            }
        }
        if (m_events.onModelFailed)
            m_events.onModelFailed(model->id, error);
        return;
    }
    const std::shared_ptr<ComparedFrame> compared = m_comparedFrames.take();
    compared->active = active;
    compared->shadow = judged;
    const FoundDifference found = differenceBetween(*active, *judged, m_comparing);
    compared->difference = found.kind;
    compared->scoreGap = found.scoreGap;
    ComparedFramePtr fallen;  // released outside the lock
    std::shared_ptr<LiveComparison> comparison;
    {
        const std::lock_guard lock(m_mutex);
        if (m_shadow != model)
            return;  // stopped meanwhile: its numbers belong to nobody
        const bool ofBoth = m_active && m_active->id == active->judgement.model;  // else the active model was another one when this frame came
        if (ofBoth && m_settings.get() == &settings)
            comparison = m_comparison;  // else this frame is of a comparison that has ended
        m_shadowLatency.add(judged->detections.times.totalMs());
        if (ofBoth) {
            ++m_shadowStats.compared;
            m_shadowStats.activeBoxes += active->detections.items.size();
            m_shadowStats.shadowBoxes += judged->detections.items.size();
            m_shadowStats.differing += compared->differs();
            m_classSums.add(active->detections, judged->detections, m_comparing.onlyA);
        }
        fallen = m_differing.add(compared, m_parts);
        m_compared.put(compared);  // under the lock, else it could come after the end of its shadow
    }
    if (!comparison)
        return;
    const auto lot = m_lot ? m_lot->peek() : nullptr;  // held for as long as it is copied
    for (const JudgedPart &part : comparison->add(compared, lot ? std::string_view(*lot) : std::string_view())) {
        if (m_events.onCompared)
            m_events.onCompared({active->judgement.model, judged->judgement.model, JudgedPart::fails(part.a), JudgedPart::fails(part.b)});
    }
}

std::shared_ptr<LiveComparison> InspectionPipeline::compareAnew()
{
    if (m_comparison)
        m_clumps = m_comparison->runs();
    return std::exchange(m_comparison, m_shadow && m_active ? std::make_shared<LiveComparison>(m_settings->rule, m_settings->comparison, m_clumps) : nullptr);
}

void InspectionPipeline::sumAnew()
{
    m_classSums = m_shadow && m_active ? ClassSums(*m_active->detectors.front()->labels(), *m_shadow->detectors.front()->labels()) : ClassSums();
}

std::shared_ptr<LiveComparison> InspectionPipeline::comparison() const
{
    const std::lock_guard lock(m_mutex);
    return m_comparison;
}

bool InspectionPipeline::review(std::uint64_t part, ReviewOpinion opinion, int reviewers)
{
    const auto running = comparison();
    return running && running->review(part, std::move(opinion), reviewers);
}

void InspectionPipeline::modelFailed(const ModelId &model, const Error &error)
{
    bool alarm = false;
    {
        const std::lock_guard lock(m_mutex);
        ++m_counters.lost;
        alarm = ++m_failuresInRow == kFailuresBeforeAlarm;
        if (alarm) {  // nobody judges now: the last verdict must not stand for the parts that pass
            m_tally.dropPart();
            m_last = Judgement{Verdict::Unknown, VerdictReason::NoModel, {}, model};
            m_lastSince = std::chrono::system_clock::now();
        }
    }
    if (alarm && m_events.onModelFailed)
        m_events.onModelFailed(model, error);
}

void InspectionPipeline::setActive(ModelHandle model, bool rollBack, const std::optional<AfterPause> &pause)
{
    ModelHandle old;  // released outside the lock
    std::unique_ptr<SwapWatch> watch;
    std::shared_ptr<LiveComparison> ended;
    const std::lock_guard lock(m_mutex);
    old = std::exchange(m_active, std::move(model));
    if (old != m_active) {
        ended = compareAnew();
        m_shadowStats = {};
        sumAnew();
    }
    watch = std::move(m_watch);
    m_failuresInRow = 0;
    if (!old)
        m_toInspect.clear();
    m_pendingSwap.reset();
    const std::optional<ModelId> from = old ? std::optional(old->id) : pause && !pause->from.name.empty() ? std::optional(pause->from) : std::nullopt;
    if (from && m_active && *from != m_active->id) {
        m_pendingSwap = Swap{{}, pause ? pause->commanded : std::chrono::steady_clock::now(), {}, m_counters.accepted, m_counters.lost};
        if (pause && m_judgedAt != SteadyTime())
            m_pendingSwap->pausedSince = m_judgedAt;
        m_pendingSwap->record.announcedMs = pause ? pause->announcedMs : 0;
        m_pendingSwap->record.from = *from;
        m_pendingSwap->record.to = m_active->id;
        m_pendingSwap->record.rollBack = rollBack;
        m_pendingSwap->record.at = std::chrono::system_clock::now();
    }
    if (!m_active) {
        m_last = Judgement{};
        m_lastSince = std::chrono::system_clock::now();
    }
}

void InspectionPipeline::setShadow(ModelHandle model, std::optional<LiveComparison::Memory> goesOn)
{
    ModelHandle old;
    DifferingFrames oldFrames;
    std::shared_ptr<LiveComparison> ended;
    {
        const std::lock_guard lock(m_mutex);
        old = std::exchange(m_shadow, std::move(model));
        ended = compareAnew();
        if (m_comparison && goesOn)
            m_comparison->recall(std::move(goesOn->told), std::move(goesOn->coverage));
        oldFrames = std::exchange(m_differing, {});
        m_shadowStats = {};
        sumAnew();
        m_shadowLatency.clear();
        m_compared.clear();
    }
}

void InspectionPipeline::setRule(const StationConfig &config)
{
    auto settings = std::make_shared<const Settings>(Settings{config.rule, config.detect, config.comparison});
    std::shared_ptr<LiveComparison> ended;  // released outside the lock
    const std::lock_guard lock(m_mutex);
    m_tally.setLimit(config.rejectRateLimit);
    m_sampleEvery = config.sampleEvery;
    m_coverage = config.coverage;
    if (*settings == *m_settings)
        return;
    m_settings = std::move(settings);
    ended = compareAnew();
}

void InspectionPipeline::setKeepsRejects(bool keeps)
{
    const std::lock_guard lock(m_mutex);
    m_keepsRejects = keeps;
}

ModelHandle InspectionPipeline::active() const
{
    const std::lock_guard lock(m_mutex);
    return m_active;
}

ModelHandle InspectionPipeline::shadow() const
{
    const std::lock_guard lock(m_mutex);
    return m_shadow;
}

std::optional<ComparisonSnapshot> InspectionPipeline::comparisonWith(const ModelId &model) const
{
    std::shared_ptr<LiveComparison> running;
    CoverageLimits coverage;
    {
        const std::lock_guard lock(m_mutex);
        if (m_shadow && m_shadow->id == model)
            running = m_comparison;
        coverage = m_coverage;
    }
    return running ? std::optional(running->snapshot(coverage)) : std::nullopt;
}

std::uint64_t InspectionPipeline::judged() const
{
    const std::lock_guard lock(m_mutex);
    return m_counters.judged;
}

double InspectionPipeline::slowestMs(std::uint64_t last) const
{
    const std::lock_guard lock(m_mutex);
    return m_latency.greatestOf(last);
}

void InspectionPipeline::fill(StationSnapshot &snapshot) const
{
    const SteadyTime now = std::chrono::steady_clock::now();
    std::shared_ptr<LiveComparison> running;
    CoverageLimits coverage;
    {
        const std::lock_guard lock(m_mutex);
        running = m_comparison;
        coverage = m_coverage;
    }
    if (running)
        snapshot.comparison = running->snapshot(coverage);
    const std::lock_guard lock(m_mutex);
    snapshot.counters = m_counters;
    snapshot.counters.skipped = m_toInspect.skipped();
    snapshot.counters.dropped = m_dropped;
    snapshot.cameraFps = m_camera.perSecond(now);
    snapshot.judgedFps = m_inspected.perSecond(now);
    snapshot.p50Ms = m_latency.percentile(0.50);
    snapshot.p99Ms = m_latency.percentile(0.99);
    snapshot.last = m_last;
    snapshot.verdictSince = m_lastSince;
    snapshot.rejectRate = m_tally.rejectRate(now);
    snapshot.rejectsHigh = m_tally.rejectsHigh(now);
    snapshot.source.samePictures = m_samePictures;
    snapshot.lastSwap = m_lastSwap;
    snapshot.shadowStats = m_shadowStats;
    snapshot.shadowStats.classes = m_classSums.classes();
    snapshot.shadowStats.p50Ms = m_shadowLatency.percentile(0.50);
    snapshot.shadowStats.p99Ms = m_shadowLatency.percentile(0.99);
}

std::vector<FramePtr> InspectionPipeline::recentFrames() const
{
    const std::lock_guard lock(m_mutex);
    return m_recent;
}

void InspectionPipeline::pictureLost()
{
    const std::lock_guard lock(m_mutex);
    m_pictureLostAt = std::chrono::steady_clock::now();
    m_tally.dropPart();
    if (m_last.verdict != Verdict::Unknown)
        m_lastSince = std::chrono::system_clock::now();
    m_last = Judgement{Verdict::Unknown, VerdictReason::NoPicture, {}, m_active ? m_active->id : ModelId{}};
}

FramePtr InspectionPipeline::newestFrame() const
{
    // What nobody asked for, because another page is shown, was not missed.
    const SteadyTime::rep now = std::chrono::steady_clock::now().time_since_epoch().count();
    const std::uint64_t unseen = m_unseen.exchange(0);
    if (SteadyTime::duration(now - m_lookedAt.exchange(now)) < kLooksOnWithin)
        m_dropped += unseen;
    if (FramePtr fresh = m_toDisplay.take())
        return fresh;
    return m_toDisplay.peek();
}

JudgedFramePtr InspectionPipeline::newestJudged() const
{
    return m_judged.peek();
}

ComparedFramePtr InspectionPipeline::newestCompared() const
{
    return m_compared.peek();
}

std::vector<ReviewPart> InspectionPipeline::reviews() const
{
    const auto running = comparison();
    return running ? running->reviews() : std::vector<ReviewPart>();
}

std::vector<ComparedFramePtr> InspectionPipeline::differing() const
{
    const auto running = comparison();
    const auto told = running ? running->telling() : std::vector<ComparedFramePtr>();
    const std::lock_guard lock(m_mutex);
    return m_differing.frames(told);
}

}  // namespace lineside
