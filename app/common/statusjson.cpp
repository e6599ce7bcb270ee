// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/statusjson.h"

#include "common/canarycommands.h"
#include "common/commanderror.h"
#include "store/recordjson.h"

#include <algorithm>
#include <optional>

namespace lineside {
namespace {

using nlohmann::ordered_json;

ordered_json nameOrNull(const std::optional<ModelId> &model)
{
    return model ? ordered_json(model->text()) : ordered_json();
}

ordered_json toJson(const CommandError &error)
{
    return {{"code", error.code}, {"detail", error.detail}};
}

ordered_json errorOrNull(const std::optional<Error> &error)
{
    return error ? toJson(commandError(*error)) : ordered_json();
}

ordered_json safeModeOrNull(const std::optional<SafeMode> &safe)
{
    return safe ? ordered_json{{"starts", safe->starts}, {"seconds", safe->seconds}} : ordered_json();
}

ordered_json candidateJson(const CandidateSnapshot &c)
{
    ordered_json j{{"file", c.fileName},
                   {"station", c.station ? ordered_json(*c.station) : ordered_json()},
                   {"step", toString(c.step)},
                   {"progress", c.progress},
                   {"finished", c.finished},
                   {"model", nameOrNull(c.model)},
                   {"signature", toJson(c.signature)},
                   {"signature_missing", c.signatureMissing},
                   {"error", nullptr}};
    if (c.refusal)
        j["error"] = toJson(commandError(*c.refusal));
    return j;
}

ordered_json timeOrNull(WallTime at)
{
    return at == WallTime() ? ordered_json() : ordered_json(toMs(at));
}

ordered_json troubleOrNull(const std::optional<RecordTrouble> &trouble)
{
    return trouble ? ordered_json{{"since", toMs(trouble->since)}, {"error", toJson(commandError(trouble->error))}} : ordered_json();
}

ordered_json loadingJson(const EngineSnapshot &snapshot)
{
    const LoadingSnapshot &l = snapshot.loading;
    ordered_json waiting = ordered_json::array(), begun = ordered_json::object();
    for (const WaitingLoad &w : l.waiting)
        waiting.push_back(waitingJson(w, snapshot));
    for (int cause = 0; cause < kLoadCauses; ++cause)
        begun[toString(static_cast<LoadCause>(cause))] = l.lastHour[static_cast<std::size_t>(cause)];
    return {{"busy", l.busy ? ordered_json(*l.busy) : ordered_json()},
            {"busy_percent", l.policy.busyPercent},
            {"per_minute", l.policy.perMinute},
            {"memory", toString(l.policy.memory)},
            {"waiting", waiting},
            {"last_hour", begun}};
}

/// What is known of the shadow model against the active one, or null.
ordered_json comparisonJson(const StationSnapshot &s)
{
    if (!s.comparison)
        return {};
    const ComparisonSnapshot &c = *s.comparison;
    return {{"state", toString(c.verdict.state)},
            {"contradicted", c.verdict.contradicted},
            {"counts", c.countsObjects ? "objects" : c.countsPictures ? "pictures" : "parts"},
            {"parts", c.verdict.parts},
            {"discordant", c.verdict.discordant},
            {"pending", c.verdict.pending},
            {"people_differ", c.differing},
            {"lots", c.seen.lots},
            {"hours", c.seen.hours},
            {"least_lots", c.coverage.leastLots},
            {"least_hours", c.coverage.leastHours},
            {"proves", c.proves()}};
}

/// What is known of the shadow model at several stations together, or null.
ordered_json jointJson(const StationSnapshot &s)
{
    if (!s.comparison || !s.comparison->joint)
        return {};
    const JointComparison &j = *s.comparison->joint;
    return {{"stations", j.stations},
            {"state", toString(j.state)},
            {"contradicted", j.contradicted},
            {"parts", j.parts},
            {"discordant", j.discordant},
            {"pending", j.pending},
            {"log_not_worse", j.logNotWorse},
            {"log_worse", j.logWorse},
            {"more_parts", j.more ? ordered_json(j.more->parts) : ordered_json()},
            {"covered", j.covered},
            {"proves", j.proves()}};
}

}  // namespace

ordered_json waitingJson(const WaitingLoad &w, const EngineSnapshot &snapshot)
{
    const auto candidate = std::ranges::find(snapshot.candidates, w.candidate, &CandidateSnapshot::id);
    return {{"load", w.id},
            {"cause", toString(w.cause)},
            {"waits_for", toString(w.why)},
            {"model", nameOrNull(w.model)},
            {"file", candidate == snapshot.candidates.end() ? ordered_json() : ordered_json(candidate->fileName)},
            {"station", w.station.empty() ? ordered_json() : ordered_json(w.station)},
            {"since_ms", timeOrNull(w.since)},
            {"until_ms", timeOrNull(w.until)}};
}

ordered_json stationJson(const StationSnapshot &s)
{
    const StationCounters &c = s.counters;
    return {{"id", s.config.id},
            {"name", s.config.name},
            {"source", toString(s.source.state)},
            {"model", nameOrNull(s.active)},
            {"previous", nameOrNull(s.previous)},
            {"offered", nameOrNull(s.offered)},
            {"shadow", nameOrNull(s.shadow)},
            {"shadow_frames", s.shadow ? ordered_json{{"compared", s.shadowStats.compared}, {"not_compared", s.shadowStats.notCompared}} : ordered_json()},
            {"proven", nameOrNull(s.proven)},
            {"joint", jointJson(s)},
            {"lot", s.lot.empty() ? ordered_json() : ordered_json(s.lot)},
            {"offered_pauses_ms", s.offeredPauses ? ordered_json(s.offeredPauses->expectedMs) : ordered_json()},
            {"previous_pauses_ms", s.previousPauses ? ordered_json(s.previousPauses->expectedMs) : ordered_json()},
            {"pausing", s.pausing},
            {"camera_fps", s.cameraFps},
            {"judged_fps", s.judgedFps},
            {"p50_ms", s.p50Ms},
            {"p99_ms", s.p99Ms},
            {"captured", c.captured},
            {"dropped", c.dropped},
            {"accepted", c.accepted},
            {"judged", c.judged},
            {"in_flight", c.accepted - c.judged - c.lost},
            {"skipped", c.skipped},
            {"lost", c.lost},
            {"passed", c.passed},
            {"failed", c.failed},
            {"unsure", c.unsure},
            {"verdict", toString(s.last.verdict)},
            {"comparison", comparisonJson(s)}};
}

ordered_json statusJson(const EngineSnapshot &snapshot)
{
    ordered_json stations = ordered_json::array(), models = ordered_json::array(), candidates = ordered_json::array();
    for (const StationSnapshot &s : snapshot.stations)
        stations.push_back(stationJson(s));
    for (const ModelSnapshot &m : snapshot.models)
        models.push_back({{"model", m.id.text()}, {"state", toString(m.state)}, {"format", m.format}, {"family", m.family},
                          {"labels", m.labels}, {"file", m.originalName}, {"bytes", m.fileBytes}, {"sha256", m.sha256},
                          {"signature", toJson(m.signature)}});
    for (const CandidateSnapshot &c : snapshot.candidates)
        candidates.push_back(candidateJson(c));
    return {{"device", snapshot.computeDevice},
            {"threads", snapshot.cpuThreads},
            {"stations", stations},
            {"models", models},
            {"candidates", candidates},
            {"loading", loadingJson(snapshot)},
            {"watched_folder", {{"path", snapshot.watchedFolder.path}, {"station", snapshot.watchedFolder.station}, {"error", errorOrNull(snapshot.watchError)}}},
            {"canary", canaryJson(snapshot)},
            {"safe_mode", safeModeOrNull(snapshot.safeMode)},
            {"config_error", errorOrNull(snapshot.configError)},
            {"save_error", snapshot.saveTrouble ? toJson(commandError(snapshot.saveTrouble->error)) : ordered_json()},
            {"unsaved_since", snapshot.saveTrouble ? ordered_json(toMs(snapshot.saveTrouble->since)) : ordered_json()},
            {"record_gap", troubleOrNull(snapshot.recordTrouble)},
            {"not_sealed", troubleOrNull(snapshot.sealTrouble)}};
}

}  // namespace lineside
