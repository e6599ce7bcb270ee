// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"
#include "lineside/result.h"
#include "weights/networkspec.h"

#include <filesystem>
#include <memory>

namespace lineside {

/// Runs a TorchScript file as it is, on an accelerator where there is one, else on the CPU, in f32 whatever the precision asked for. A TorchScript file is a program:
/// only for files that the checked reader has passed. Loader thread; runs the network once or twice to see that its frozen
/// form gives the same numbers. `network` is what the reader found.
/// Error: Unsupported (cannot be loaded or does not run), OutOfMemory, Internal.
Result<std::unique_ptr<Executor>> makeTorchScriptExecutor(const std::filesystem::path &path, const NetworkInfo &network,
                                                          const ExecutorOptions &options);

}  // namespace lineside
