// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// One promotion or roll back with the memory of the program around it. Value type.
struct SwapMemory {
    HistoryEvent event;
    std::optional<std::uint64_t> before, peak, after;  ///< bytes, measured; empty where no sample was near
};

/// What the memory charts show, computed from samples alone. Thread-safe.
namespace memory {

/// The samples of the last `range`, thinned to about `most` for drawing: of each stretch of time the one with the
/// highest memory, so that a short peak is never lost.
std::vector<MemorySample> thinned(const std::vector<MemorySample> &newestLast, std::chrono::seconds range, std::size_t most);

/// Promotions and roll backs within the samples' time, oldest first.
std::vector<SwapMemory> swaps(const std::vector<MemorySample> &newestLast, const std::vector<HistoryEvent> &events,
                              std::chrono::seconds range);

/// Names of the models that appear in samples; `device` empty: models that are on none of the accelerators.
std::vector<ModelId> modelsOn(const std::vector<MemorySample> &samples, const std::string &device);
std::uint64_t bytesOf(const MemorySample &sample, const ModelId &model, const std::string &device);

/// A round number of bytes at or above `bytes` for the top of an axis.
std::uint64_t roundTop(std::uint64_t bytes);

}  // namespace memory

}  // namespace lineside
