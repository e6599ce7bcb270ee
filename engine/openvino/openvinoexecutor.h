// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"
#include "lineside/result.h"
#include "openvino/openvinoruntime.h"
#include "weights/networkspec.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace lineside {

/// Builds an executor from a canonical network. Takes the time of compiling; on the loader thread. The tensors of `spec` are
/// shared while it compiles and not needed afterwards. Precision::Fast is bf16 where the processor has it, f32 elsewhere:
/// `info().precision` says which.
/// Error: Unsupported (a graph that does not fit together), OutOfMemory, Internal.
Result<std::unique_ptr<Executor>> makeOpenVinoExecutor(std::shared_ptr<OpenVinoRuntime> runtime, const NetworkSpec &spec,
                                                       const ExecutorOptions &options);

/// Runs an ONNX file as it is, through OpenVINO's own front end. Reads the file into memory, so that it can refer to no other
/// file. `network` is what the checked reader found; its input size is used where the file leaves it open.
Result<std::unique_ptr<Executor>> makeOpenVinoOnnxExecutor(std::shared_ptr<OpenVinoRuntime> runtime,
                                                           const std::filesystem::path &path, const NetworkInfo &network,
                                                           const ExecutorOptions &options);

/// The same from bytes that were read already.
Result<std::unique_ptr<Executor>> makeOpenVinoOnnxExecutor(std::shared_ptr<OpenVinoRuntime> runtime,
                                                           std::span<const std::uint8_t> bytes, const NetworkInfo &network,
                                                           const ExecutorOptions &options);

}  // namespace lineside
