// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/weightfile.h"
#include "weights/ziparchive.h"

namespace lineside::weights {

/// Reads the program of a TorchScript archive as data, without running it, as a canonical network. Throws Refused, by the name of the
/// operator where the canonical ones cannot say it. Thread-safe.
NetworkSpec readTorchScript(const ZipArchive &archive, const ReadOptions &options);

}  // namespace lineside::weights
