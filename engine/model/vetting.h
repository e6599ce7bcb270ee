// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/station.h"
#include "weights/weightfile.h"

#include <cstdint>
#include <optional>

namespace lineside {

/// Does a network fit what a station requires? Class count, label set (by name, in any order), input size. Empty: yes. Pure.
std::optional<Refusal> checkContract(const NetworkInfo &network, const StationContract &contract);

/// About how much memory a network will take when loaded, bytes: weights once as read and once as the executor packs them, the
/// largest maps of a YOLO network at its input size, and the run time's own. An upper figure for the check before loading; what a
/// model really took is measured afterwards. Pure.
std::uint64_t estimateMemory(const WeightFile &file);

/// Is there room? `available` and `maxBytes` (0: no limit of the station's own) in bytes. Empty: yes. Pure.
std::optional<Refusal> checkMemory(std::uint64_t needed, std::uint64_t available, std::uint64_t maxBytes);

}  // namespace lineside
