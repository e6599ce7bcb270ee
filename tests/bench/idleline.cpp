// SPDX-License-Identifier: GPL-3.0-or-later
#include "idleline.h"

#include "engine/weights/modelzoo.h"
#include "premadesource.h"

#include <algorithm>
#include <chrono>
#include <fstream>

namespace lineside::bench {

Result<IdleLine> IdleLine::start()
{
    IdleLine idle;
    idle.m_file = LINESIDE_SOURCE_DIR "/../shared/data/reference/weights/coco-v8n.pt";
    std::error_code ignored;
    if (!std::filesystem::exists(idle.m_file, ignored)) {
        idle.m_file = idle.m_dir->filePath(QStringLiteral("yolov8n.pt")).toStdString();
        if (!(std::ofstream(idle.m_file, std::ios::binary) << test::zooCheckpoint("yolov8n", 640, test::Filled::Halves)).flush())
            return Error{ErrorCode::Io, idle.m_file.string() + ": cannot be written"};
    }
    BenchLine::Parts parts;
    parts.stations = 0;
    parts.sources = [pictures = drawPictures(DemoLine({}))](const FrameSourceFactory &) -> FrameSourceFactory {
        return [pictures](const SourceConfig &) -> Result<std::unique_ptr<FrameSource>> { return makePremadeSource(pictures, 5); };
    };
    auto line = BenchLine::start(parts);
    if (!line)
        return line.error();
    idle.m_line = std::move(*line);
    StationConfig station;
    station.id = station.name = idle.kStation;
    station.source.kind = SourceKind::DemoLine;
    const auto applied = idle.m_line->carryOut([&](Engine::Done done) { idle.engine().applyStations({station}, done); });
    if (!applied)
        return applied.error();
    return idle;
}

Result<double> IdleLine::drop(ModelId &ready)
{
    const SteadyTime begin = std::chrono::steady_clock::now();
    const CandidateId id = engine().offerFile(m_file, kStation);
    CandidateSnapshot seen;
    waitUntil([&] {
        const EngineSnapshotPtr now = engine().snapshot();
        const auto it = std::ranges::find(now->candidates, id, &CandidateSnapshot::id);
        if (it != now->candidates.end())
            seen = *it;
        return seen.finished;
    }, kPatience, 1);
    const double ms = 1000 * secondsSince(begin);
    engine().dismissCandidate(id);
    if (!seen.finished || seen.refusal || !seen.model)
        return Error{ErrorCode::Busy, m_file.string() + " did not become ready: "
                         + (seen.refusal ? std::string(toString(seen.refusal->reason)) + " " + seen.refusal->detail : std::string("no answer"))};
    ready = *seen.model;
    return ms;
}

Result<void> IdleLine::load(const ModelId &model)
{
    return m_line->carryOut([&](Engine::Done done) { engine().offerModel(kStation, model, done); });
}

Result<void> IdleLine::withdraw()
{
    return m_line->carryOut([&](Engine::Done done) { engine().withdrawOffer(kStation, done); });
}

Result<void> IdleLine::release(const ModelId &model)
{
    if (const auto withdrawn = withdraw(); !withdrawn)
        return withdrawn;
    const auto offline = [&] {
        const EngineSnapshotPtr now = engine().snapshot();
        const auto it = std::ranges::find(now->models, model, &ModelSnapshot::id);
        return it != now->models.end() && it->state == ModelState::Offline;
    };
    if (!waitUntil(offline, kPatience, 1))
        return Error{ErrorCode::Busy, model.text() + " stays in memory"};
    runFor(0.1);  // nobody holds it: now it is freed
    return {};
}

Result<void> IdleLine::remove(const ModelId &model)
{
    return m_line->carryOut([&](Engine::Done done) { engine().removeModel(model, done); });
}

}  // namespace lineside::bench
