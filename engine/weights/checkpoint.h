// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/weightfile.h"
#include "weights/ziparchive.h"

namespace lineside::weights {

/// Reads a torch checkpoint (`.pt`) of a YOLO detector into a canonical network. Throws Refused. Thread-safe.
NetworkSpec readCheckpoint(const ZipArchive &archive, const ReadOptions &options);

}  // namespace lineside::weights
