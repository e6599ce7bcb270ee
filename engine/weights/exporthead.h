// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/metadata.h"

#include <cstdint>
#include <span>

namespace lineside::weights {

/// Settles how an export's output is to be read, by its metadata first and its shape ([N, …]; -1 for a size that is not fixed) second,
/// and gives labels to classes without. A file that says nothing of its own layout is read by the one that is asked for; one that says or
/// shows another is refused (Layout). Throws Refused where metadata and shape contradict each other. Thread-safe.
void settleExportHead(std::span<const std::int64_t> shape, const ExportMetadata &metadata, const ReadOptions &options, NetworkInfo &info);

}  // namespace lineside::weights
