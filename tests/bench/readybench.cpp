// SPDX-License-Identifier: GPL-3.0-or-later
// How long a file takes from the drop until it may go on air, on a machine that has nothing else to do.
#include "benches.h"
#include "idleline.h"
#include "milliseconds.h"
#include "openvino/modelbuilder.h"
#include "openvino/openvinoruntime.h"
#include "weights/weightfile.h"

#include <openvino/openvino.hpp>

namespace lineside::bench {
namespace {

constexpr double kAllowedMs = 500;
constexpr double kAllowedKnownMs = 250;  // where the same bytes were tried out before

}  // namespace

Figures benchReady(const Options &options)
{
    auto idle = IdleLine::start();
    if (!idle)
        return idle.error();
    const auto read = readWeightFile(idle->file());
    if (!read)
        return Error{ErrorCode::InvalidInput, idle->file().string() + ": " + read.error().detail};
    const auto graph = buildOpenVinoModel(*read->network);
    auto runtime = OpenVinoRuntime::create();
    if (!graph || !runtime)
        return graph ? runtime.error() : graph.error();
    const QTemporaryDir folder;
    const std::string xml = folder.filePath(QStringLiteral("model.xml")).toStdString(), bin = folder.filePath(QStringLiteral("model.bin")).toStdString();
    ov::serialize(*graph, xml, bin);
    ov::Core &core = (*runtime)->core();

    std::vector<double> ratios, shares, ready, bare, known, knownShares;
    ExecutorChoice choice;
    for (int round = -1; round < (options.quick ? 1 : 11); ++round) {
        const double alone = millisecondsOf([&] {
            ov::CompiledModel model = core.compile_model(core.read_model(xml), "CPU", ov::hint::performance_mode(ov::hint::PerformanceMode::LATENCY));
            model.create_infer_request();
        });
        ModelId model;
        const auto ms = idle->drop(model);
        if (!ms)
            return ms.error();
        const EngineSnapshotPtr now = idle->engine().snapshot();
        for (const ModelSnapshot &m : now->models)
            choice = m.executor;
        // The same bytes again are found in the library, but not in memory.
        const auto released = idle->release(model);
        if (!released)
            return released.error();
        ModelId same;
        const auto again = idle->drop(same);
        if (!again)
            return again.error();
        if (same != model)
            return Error{ErrorCode::Internal, "the same bytes became " + same.text()};
        // New ones next time.
        const auto withdrawn = idle->withdraw();
        const auto removed = withdrawn ? idle->remove(model) : withdrawn;
        if (!removed)
            return removed.error();
        if (round < 0)
            continue;  // the libraries and the file come from the disk
        ready.push_back(*ms);
        bare.push_back(alone);
        ratios.push_back(*ms / alone);
        shares.push_back(*ms / kAllowedMs);
        known.push_back(*again);
        knownShares.push_back(*again / kAllowedKnownMs);
    }
    const std::string name = idle->file().filename().string();
    Figure ratio{"ready", "dropped " + name + " to ready at a station, read without rights, tried out and measured / OpenVINO alone reads its own file of that network and compiles it",
                 Bound::AtMost, 2, Judged::Median, std::move(ratios)};
    ratio.facts = {{"ready ms", medianOf(ready)}, {"OpenVINO alone ms", medianOf(bare)}, {"one picture in f32 ms", choice.exactMs}, {"one in the reduced precision ms", choice.fastMs}};
    ratio.facts.push_back({"boxes compared", double(choice.comparedBoxes)});
    Figure warm{"ready.warm", "the same of bytes that were tried out here before and are not in memory any more / 250 ms", Bound::AtMost, 1, Judged::Median, std::move(knownShares)};
    warm.facts = {{"ready ms", medianOf(known)}};
    return std::vector{std::move(ratio), Figure{"ready.time", "the same time / 500 ms", Bound::AtMost, 1, Judged::Median, std::move(shares)}, std::move(warm)};
}

}  // namespace lineside::bench
