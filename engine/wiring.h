// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localengine.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace lineside {

class OpenVinoRuntime;

/// The executors that this build and this machine have.
struct Backends {
    std::shared_ptr<OpenVinoRuntime> openVino;
    std::optional<std::string> accelerator;  ///< what torch runs on beside the CPU, "CUDA:0"; empty: nothing
    ExecutorMaker automatic;                 ///< the engine's choice for a weight file
};
Result<Backends> makeBackends();

enum class BackendChoice { Auto, OpenVino, Torch };

/// One executor of a named backend, for the command line and the tests of parity. Auto: a `.pt` runs on torch where that has an
/// accelerator, else on OpenVINO.
Result<std::unique_ptr<Executor>> makeExecutor(const Backends &backends, const WeightFile &file, BackendChoice backend,
                                               const ExecutorOptions &options);

/// Frame sources of every kind that needs no Qt; others are asked of `more`.
FrameSourceFactory makeSourceFactory(FrameSourceFactory more = {});

/// The demo line: four stations, their contract and rule.
std::vector<StationConfig> demoStations(int count = 4);

/// Everything but the paths, the keychain and the Qt sources. `vetProgram`: lineside-vet, which reads weight files for this process.
EngineParts makeEngineParts(const Backends &backends, const Clock &clock, std::filesystem::path vetProgram);

}  // namespace lineside
