// SPDX-License-Identifier: GPL-3.0-or-later
#include "torch/torchexecutor.h"

#include "torch/tensorview.h"
#include "torch/torchdevice.h"
#include "torch/torcherror.h"
#include "torch/torchprogram.h"

#include <ATen/Context.h>
#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <optional>
#include <utility>

namespace lineside {

namespace {

class TorchExecutor final : public Executor {
public:
    TorchExecutor(TorchProgram program, const NetworkInfo &network, const TorchDevice &device, const ExecutorOptions &options)
        : m_network(network)
        , m_info{"torch", device.name(), device.precision()}
        , m_exact(options.precision == Precision::Exact)
        , m_threads(options.threads)
        , m_program(std::move(program))
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
        std::optional<at::NoTF32Guard> fullPrecision;
        if (m_exact)
            fullPrecision.emplace();
        try {
            if (m_threads > 0 && at::get_num_threads() != m_threads)  // a property of the calling thread
                at::set_num_threads(m_threads);
            m_output = m_program.run(m_input);
            return viewOf(m_output);
        } catch (const std::exception &e) {
            return torchError(e);
        }
    }

private:
    NetworkInfo m_network;
    ExecutorInfo m_info;
    bool m_exact;
    int m_threads;
    TorchProgram m_program;
    at::Tensor m_input;
    std::span<float> m_pixels;
    at::Tensor m_output;
};

}  // namespace

Result<std::unique_ptr<Executor>> makeTorchExecutor(const NetworkSpec &spec, const ExecutorOptions &options)
{
    const c10::InferenceMode inference;
    try {
        const TorchDevice device = chooseTorchDevice(options.precision);
        auto program = TorchProgram::prepare(spec, device);
        if (!program)
            return program.error();
        return std::unique_ptr<Executor>(std::make_unique<TorchExecutor>(*std::move(program), spec.info, device, options));
    } catch (const std::exception &e) {
        return torchError(e);
    }
}

}  // namespace lineside
