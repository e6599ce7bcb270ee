// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"

#include <filesystem>
#include <memory>
#include <string>

namespace lineside {

/// OpenVINO's CPU device. Owns the run time; outlives its executors by shared ownership. Thread-safe.
class OpenVinoRuntime {
public:
    OpenVinoRuntime();
    ~OpenVinoRuntime();

    /// True where this processor calculates in bf16 by itself, so that Precision::Fast differs from Exact.
    bool hasFastPrecision() const;
    /// The processor's name, for the operator.
    std::string deviceName() const;

    Result<std::unique_ptr<Executor>> make(const NetworkSpec &spec, const ExecutorOptions &options) const;
    /// Runs an ONNX file as it is, through OpenVINO's front end; read from memory, so that it can refer to no other file.
    Result<std::unique_ptr<Executor>> makeFromOnnx(const std::filesystem::path &file, const NetworkInfo &info,
                                                   const ExecutorOptions &options) const;

    struct Private;

private:
    std::unique_ptr<Private> d;
};

}  // namespace lineside
