// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/result.h"
#include "vet/vetprotocol.h"

#include <atomic>
#include <chrono>
#include <filesystem>

namespace lineside {

/// A weight file as the engine may load it: read, checked and written anew by a process of its own. Value type.
struct VettedFile {
    WeightFile file;
    SandboxState sandbox;  ///< of the process that read it
};

/// What a file is asked for. Value type.
struct VetOptions {
    ReadOptions read;
    StationContract contract;   ///< labels and input size that are required; nothing by default
    bool onlySandboxed = true;  ///< refuse (NoSandbox) where the system cannot close the process in
    std::chrono::milliseconds patience{0};  ///< until the process is ended; 0: by the file's size
    const std::atomic<bool> *cancelled = nullptr;
};

/// Lets `program` (lineside-vet) read a file that may be hostile, and takes from it the canonical network, which is checked once more.
/// Only `path` in the result is the offered file itself, which nobody reads any more. A process that crashes, hangs, is
/// killed or talks nonsense is a refusal (CheckCrashed, CheckTimeout, CheckKilled). Any thread; blocks until the process has ended.
Result<VettedFile, Refusal> vetWeightFile(const std::filesystem::path &program, const std::filesystem::path &file, const VetOptions &options);

}  // namespace lineside
