// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/snapshot.h"
#include "lineside/station.h"
#include "model/loadedmodel.h"
#include "weights/weightfile.h"

#include <cstdint>
#include <optional>

namespace lineside {

/// Does a network fit what a station requires? Layout, class count, label set (by name, in any order), input size. Empty: yes. Pure.
std::optional<Refusal> checkContract(const NetworkInfo &network, const StationContract &contract);

/// About how much memory a network will take while it is loaded, bytes: its weights three times, as read and as the exact and the fast
/// executor pack them, which exist side by side while they are compared; the largest maps of a YOLO network at its input size, or what
/// its own values take where that is more, for both; and the run time's own. For the check before loading; what a model really took is measured afterwards. Pure.
std::uint64_t estimateMemory(const WeightFile &file);

/// About how much memory reading a weight file of this size will take, bytes: the file, its tensors, and those of half
/// precision as whole floats. Pure.
std::uint64_t memoryToRead(std::uint64_t fileBytes);

/// The most that a model may take at a station, bytes; 0: what is free. Pure.
std::uint64_t memoryLimit(const StationContract &contract);

/// Is there room? `available` and `maxBytes` (0: no limit of the station's own) in bytes. Empty: yes. Pure.
std::optional<Refusal> checkMemory(std::uint64_t needed, std::uint64_t available, std::uint64_t maxBytes);

/// Is a model that needs `ms` for a picture quick enough for a station that allows `allowedMs` (0: any)? Empty: yes. Pure.
std::optional<Refusal> checkLatency(double ms, double allowedMs);

/// Does a model that is in memory fit all that a station requires? `checkContract`, and by what was measured on loading its time for a
/// picture and its memory. Empty: yes. Pure.
std::optional<Refusal> checkLoaded(const LoadedModel &model, const StationContract &contract);

}  // namespace lineside
