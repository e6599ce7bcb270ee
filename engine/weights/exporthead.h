// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/metadata.h"

#include <cstdint>
#include <span>

namespace lineside::weights {

/// Settles how an export's output is to be read, by its metadata first and its shape ([N, …]; -1 for a size that is not fixed) second,
/// and gives labels to classes without. Throws Refused where the two contradict each other. Thread-safe.
void settleExportHead(std::span<const std::int64_t> shape, const ExportMetadata &metadata, NetworkInfo &info);

}  // namespace lineside::weights
