// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/weightfile.h"
#include "weights/ziparchive.h"

namespace lineside::weights {

/// Checks a TorchScript archive without running it and tells what it says of itself. The head's kind is what the metadata say; the
/// shape of a real output has to confirm it. Throws Refused. Thread-safe.
NetworkInfo readTorchScript(const ZipArchive &archive, const ReadOptions &options);

}  // namespace lineside::weights
