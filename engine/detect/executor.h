// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "weights/networkspec.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

namespace lineside {

/// A float32 tensor that somebody else owns; valid until the executor that gave it runs again or dies.
struct TensorView {
    const float *data = nullptr;
    std::array<std::int64_t, 4> shape{};  ///< the first `rank` are meant
    int rank = 0;

    std::int64_t size() const noexcept
    {
        std::int64_t n = rank > 0 ? 1 : 0;
        for (int i = 0; i < rank; ++i)
            n *= shape[static_cast<std::size_t>(i)];
        return n;
    }
};

/// Says which executor runs, for the operator and the log: "openvino", "CPU", "bf16".
struct ExecutorInfo {
    std::string backend;    ///< "openvino", "torch"
    std::string device;     ///< "CPU", "CUDA:0 (name)"; never a device that is not there
    std::string precision;  ///< "f32", "bf16", "f16", "int8"
};

/// Runs one network on one device. Made and destroyed on the loader thread; `run` is called on one thread at a time.
/// Inference threads only.
class Executor {
public:
    virtual ~Executor() = default;

    virtual const ExecutorInfo &info() const noexcept = 0;

    /// Input of the network that runs, known after loading: labels, input size, head. The raw output has the layout of
    /// `network().head`.
    virtual const NetworkInfo &network() const noexcept = 0;

    /// The buffer to fill with the next input: `[1, 3, inputHeight, inputWidth]`, RGB, 0…1, contiguous NCHW. Owned by the
    /// executor, so that no copy is needed between letterbox and inference.
    virtual std::span<float> input() noexcept = 0;

    /// Runs the network on `input()`. Never throws; an error leaves the executor usable.
    virtual Result<TensorView> run() = 0;

    /// Another executor of the same network, that may run at the same time as this one; to be asked once. May take as long as
    /// making the first. Loader thread, while nothing runs. Error: Unsupported (this one cannot, or was not made for it:
    /// `ExecutorOptions::lanes`), OutOfMemory, Internal.
    virtual Result<std::unique_ptr<Executor>> twin() { return Error{ErrorCode::Unsupported, "one at a time"}; }
};

enum class Precision { Exact, Fast };  ///< f32, or the reduced precision that is quick on this device

struct ExecutorOptions {
    Precision precision = Precision::Exact;
    int threads = 0;  ///< 0: as many as the device has
    int lanes = 1;    ///< how many twins may run at the same time; they share the threads
};

}  // namespace lineside
