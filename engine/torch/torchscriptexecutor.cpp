// SPDX-License-Identifier: GPL-3.0-or-later
#include "torch/torchscriptexecutor.h"

#include "torch/tensorview.h"
#include "torch/torchdevice.h"
#include "torch/torcherror.h"
#include "torch/torchvisionnms.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/csrc/jit/serialization/import.h>

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

namespace lineside {

namespace {

/// Exports wrap their output differently: a tensor, a tuple, a list or a dict with the tensor first.
std::optional<at::Tensor> firstTensor(const c10::IValue &value, int depth = 0)
{
    constexpr int kMaxDepth = 8;
    if (value.isTensor())
        return value.toTensor();
    if (depth > kMaxDepth)
        return std::nullopt;
    if (value.isTuple() && !value.toTupleRef().elements().empty())
        return firstTensor(value.toTupleRef().elements()[0], depth + 1);
    if (value.isTensorList() && !value.toTensorList().empty())
        return value.toTensorList().get(0);
    if (value.isList() && !value.toList().empty())
        return firstTensor(value.toList().get(0), depth + 1);
    if (value.isGenericDict() && !value.toGenericDict().empty())
        return firstTensor(value.toGenericDict().begin()->value(), depth + 1);
    return std::nullopt;
}

class TorchScriptExecutor final : public Executor {
public:
    /// `threads` for one run; 0: as many as torch likes.
    TorchScriptExecutor(torch::jit::Module module, const NetworkInfo &network, c10::Device device, ExecutorInfo info, int threads, int lanes)
        : m_network(network)
        , m_info(std::move(info))
        , m_device(device)
        , m_threads(threads)
        , m_lanes(lanes)
        , m_module(std::move(module))
        , m_input(at::zeros({1, 3, network.inputHeight, network.inputWidth}))
        , m_pixels(m_input.mutable_data_ptr<float>(), static_cast<std::size_t>(m_input.numel()))
    {
    }

    const ExecutorInfo &info() const noexcept override { return m_info; }
    const NetworkInfo &network() const noexcept override { return m_network; }
    std::span<float> input() noexcept override { return m_pixels; }

    Result<TensorView> run() override
    {
        const c10::InferenceMode inference;
        // Without it the first runs profile and compile again, in the middle of the shift. A property of the thread.
        const torch::jit::GraphOptimizerEnabledGuard asItIs(false);
        try {
            if (m_threads > 0 && at::get_num_threads() != m_threads)
                at::set_num_threads(m_threads);
            const auto output = firstTensor(m_module.forward({m_input.to(m_device)}));  // on the CPU the same tensor
            if (!output)
                return Error{ErrorCode::Unsupported, "torch: the output holds no tensor"};
            m_output = output->to(at::TensorOptions(at::kCPU).dtype(at::kFloat)).contiguous();
            return viewOf(m_output);
        } catch (const std::exception &e) {
            return torchError(e);
        }
    }

    Result<std::unique_ptr<Executor>> twin() override
    {
        if (m_lanes < 2)
            return Executor::twin();
        try {
            return std::unique_ptr<Executor>(std::make_unique<TorchScriptExecutor>(m_module, m_network, m_device, m_info, m_threads, m_lanes));
        } catch (const std::exception &e) {
            return torchError(e);
        }
    }

    const at::Tensor &lastOutput() const noexcept { return m_output; }

private:
    NetworkInfo m_network;
    ExecutorInfo m_info;
    c10::Device m_device;
    int m_threads, m_lanes;
    torch::jit::Module m_module;
    at::Tensor m_input;
    std::span<float> m_pixels;
    at::Tensor m_output;
};

bool hasHalfParameters(const torch::jit::Module &module)
{
    for (const at::Tensor &parameter : module.parameters())
        if (parameter.scalar_type() == at::kHalf)
            return true;
    return false;
}

bool sameNumbers(const at::Tensor &a, const at::Tensor &b)
{
    return a.sizes() == b.sizes() && at::allclose(a, b, /*rtol=*/1e-4, /*atol=*/1e-2, /*equal_nan=*/true);  // pixels
}

/// The network with its weights folded into the graph, where that works and changes nothing.
template <class Make>
std::unique_ptr<TorchScriptExecutor> tryFrozen(const torch::jit::Module &module, const at::Tensor &expected, const Make &make)
{
    try {
        auto frozen = make(torch::jit::freeze(module));
        if (frozen->run() && sameNumbers(frozen->lastOutput(), expected))
            return frozen;
    } catch (const std::exception &) {
        // Known to fail on some networks; they run as they are.
    }
    return nullptr;
}

/// What one of several that run at the same time may use.
int threadsOfOne(const ExecutorOptions &options)
{
    if (options.lanes < 2)
        return options.threads;
    const int all = options.threads > 0 ? options.threads : static_cast<int>(std::thread::hardware_concurrency());
    return std::max(1, all / options.lanes);
}

}  // namespace

Result<std::unique_ptr<Executor>> makeTorchScriptExecutor(const std::filesystem::path &path, const NetworkInfo &network,
                                                          const ExecutorOptions &options)
{
    try {
        registerTorchvisionNms();
        const TorchDevice device = chooseTorchDevice(Precision::Exact);
        torch::jit::Module module = torch::jit::load(path.string(), device.device);
        module.eval();
        if (hasHalfParameters(module))
            module.to(at::kFloat);
        const auto make = [&](torch::jit::Module which) {
            return std::make_unique<TorchScriptExecutor>(std::move(which), network, device.device,
                                                         ExecutorInfo{"torchscript", device.name(), device.precision()},
                                                         threadsOfOne(options), options.lanes);
        };
        auto plain = make(module);
        if (const auto output = plain->run(); !output)
            return Error{output.error().code == ErrorCode::OutOfMemory ? ErrorCode::OutOfMemory : ErrorCode::Unsupported,
                         output.error().detail};
        auto frozen = tryFrozen(module, plain->lastOutput(), make);
        return std::unique_ptr<Executor>(frozen ? std::move(frozen) : std::move(plain));
    } catch (const std::exception &e) {
        return torchError(e, ErrorCode::Unsupported);
    }
}

}  // namespace lineside
