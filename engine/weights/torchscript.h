// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/weightfile.h"
#include "weights/ziparchive.h"

#include <memory>
#include <string>

namespace lineside::weights {

/// What a TorchScript archive holds. Value type.
struct TorchScriptFile {
    NetworkInfo info;
    std::shared_ptr<const NetworkSpec> network;  ///< null where an operator is not among the canonical ones
    std::string directOperator;                  ///< the name of that operator
};

/// Checks a TorchScript archive and reads its program as data, without running it. Where the program cannot be said with canonical
/// operators, the head's kind is what the metadata say, and the shape of a real output has to confirm it. Throws Refused. Thread-safe.
TorchScriptFile readTorchScript(const ZipArchive &archive, const ReadOptions &options);

}  // namespace lineside::weights
