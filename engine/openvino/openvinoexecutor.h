// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"
#include "lineside/result.h"
#include "openvino/openvinoruntime.h"
#include "weights/networkspec.h"

#include <memory>

namespace lineside {

/// Builds an executor from a canonical network. Takes the time of compiling; on the loader thread. The tensors of `spec` are
/// shared while it compiles and not needed afterwards. Precision::Fast is bf16 where the processor has it, f32 elsewhere:
/// `info().precision` says which.
/// Error: Unsupported (a graph that does not fit together), OutOfMemory, Internal.
Result<std::unique_ptr<Executor>> makeOpenVinoExecutor(std::shared_ptr<OpenVinoRuntime> runtime, const NetworkSpec &spec,
                                                       const ExecutorOptions &options);

}  // namespace lineside
