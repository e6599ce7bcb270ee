// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/detector.h"
#include "lineside/modelid.h"
#include "lineside/snapshot.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lineside {

/// One version in memory, warm and able to judge. Made by the loader; only the inference threads run it; freed on the
/// loader thread when the last handle is gone. `detectors`: inference threads only. The rest does not change any more once it is
/// handed over; any thread reads it.
struct LoadedModel {
    ModelId id;
    /// One for each inference thread that can run it beside the others: the first thread uses the first. Never empty.
    std::vector<std::unique_ptr<Detector>> detectors;
    NetworkInfo network;
    std::shared_ptr<const std::string> sha256;  ///< of the weight file, for the record of verdicts; null: not known
    ExecutorChoice choice;
    std::uint64_t memoryBytes = 0;  ///< what the load took: on the accelerator, if it runs on one, else of the process's resident memory
};

/// Keeps one version alive while held; an inference thread holds it for one frame. Thread-safe.
using ModelHandle = std::shared_ptr<LoadedModel>;

}  // namespace lineside
