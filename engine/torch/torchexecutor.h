// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"
#include "lineside/result.h"
#include "weights/networkspec.h"

#include <memory>

namespace lineside {

/// Builds an executor from a canonical network, interpreted on ATen: on an accelerator where there is one, else on the CPU.
/// The tensors of `spec` are copied; loader thread. Precision::Fast is f16 on an accelerator, bf16 on a CPU that has it, f32
/// elsewhere: `info().precision` says which. The first run tells whether the operators fit together.
/// Error: Unsupported, OutOfMemory, Internal.
Result<std::unique_ptr<Executor>> makeTorchExecutor(const NetworkSpec &spec, const ExecutorOptions &options);

}  // namespace lineside
