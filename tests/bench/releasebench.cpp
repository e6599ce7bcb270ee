// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the memory of a model comes back when it is not needed any more.
#include "benches.h"
#include "idleline.h"
#include "modelmemory.h"

#include <algorithm>

namespace lineside::bench {
namespace {

constexpr double kWaitSeconds = 5;  // freeing runs on a thread of low priority

}  // namespace

Figures benchRelease(const Options &options)
{
    auto idle = IdleLine::start();
    if (!idle)
        return idle.error();
    ModelId model;
    if (const auto dropped = idle->drop(model); !dropped)
        return dropped.error();
    std::vector<double> shares, taken, kept;
    if (const auto withdrawn = idle->withdraw(); !withdrawn)
        return withdrawn.error();
    for (int round = options.quick ? 0 : -2; round < (options.quick ? 1 : 10); ++round) {
        runFor(options.quick ? 0.3 : 1);
        const double before = memoryWithModels();
        if (const auto loaded = idle->load(model); !loaded)
            return loaded.error();
        runFor(options.quick ? 0.1 : 0.5);
        const double with = memoryWithModels();
        if (const auto withdrawn = idle->withdraw(); !withdrawn)
            return withdrawn.error();
        double after = with;
        waitUntil([&] {
            after = std::min(after, memoryWithModels());
            return with - after >= 0.99 * (with - before);
        }, options.quick ? 1 : kWaitSeconds, 50);
        if (round < 0)
            continue;  // what brings in libraries and fills heaps for the first time
        shares.push_back((with - after) / (with - before));
        taken.push_back(with - before);
        kept.push_back(after - before);
    }
    Figure figure{"release", "memory that came back when YOLOv8n was released / that loading it took; resident, or of the accelerator that it ran on", Bound::AtLeast, 0.95, Judged::Median, std::move(shares)};
    figure.facts = {{"taken by a load, MB", medianOf(taken)}, {"kept afterwards, MB", medianOf(kept)}};
    return std::vector{std::move(figure)};
}

}  // namespace lineside::bench
