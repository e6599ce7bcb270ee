// SPDX-License-Identifier: GPL-3.0-or-later
#include "openvino/openvinoexecutor.h"

#include "openvino/graphbuilder.h"

#include <openvino/core/preprocess/pre_post_process.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace lineside {
namespace {

Error wrapped(const std::exception &e)
{
    return {ErrorCode::Internal, std::string("openvino: ") + e.what()};
}

class OpenVinoExecutor final : public Executor {
public:
    OpenVinoExecutor(ov::CompiledModel compiled, NetworkInfo network, ExecutorInfo info)
        : m_compiled(std::move(compiled)), m_request(m_compiled.create_infer_request()), m_network(std::move(network)),
          m_info(std::move(info)),
          m_input(ov::element::f32, {1, 3, static_cast<std::size_t>(m_network.inputHeight), static_cast<std::size_t>(m_network.inputWidth)})
    {
        std::fill_n(m_input.data<float>(), m_input.get_size(), 0.0f);
        m_request.set_input_tensor(m_input);
    }

    const ExecutorInfo &info() const noexcept override { return m_info; }
    const NetworkInfo &network() const noexcept override { return m_network; }
    std::span<float> input() noexcept override { return {m_input.data<float>(), m_input.get_size()}; }

    Result<TensorView> run() override
    {
        try {
            m_request.infer();
            m_output = m_request.get_output_tensor(0);
            const ov::Shape shape = m_output.get_shape();
            TensorView view;
            if (shape.size() > view.shape.size())
                return Error{ErrorCode::InvalidInput, "output of rank " + std::to_string(shape.size())};
            view.data = m_output.data<float>();
            view.rank = static_cast<int>(shape.size());
            for (std::size_t i = 0; i < shape.size(); ++i)
                view.shape[i] = static_cast<std::int64_t>(shape[i]);
            return view;
        } catch (const std::exception &e) {
            return wrapped(e);
        }
    }

private:
    ov::CompiledModel m_compiled;
    ov::InferRequest m_request;
    NetworkInfo m_network;
    ExecutorInfo m_info;
    ov::Tensor m_input;
    ov::Tensor m_output;
};

// Whatever the file calculates in, letterbox and decode speak f32.
std::shared_ptr<ov::Model> withFloatEnds(std::shared_ptr<ov::Model> model)
{
    ov::preprocess::PrePostProcessor ends(model);
    ends.input().tensor().set_element_type(ov::element::f32);
    ends.output(0).tensor().set_element_type(ov::element::f32);
    return ends.build();
}

}  // namespace

struct OpenVinoRuntime::Private {
    mutable ov::Core core;

    std::unique_ptr<Executor> compile(const std::shared_ptr<ov::Model> &model, const NetworkInfo &info, const ExecutorOptions &options,
                                      bool fast) const
    {
        ov::AnyMap settings{ov::hint::performance_mode(ov::hint::PerformanceMode::LATENCY), ov::hint::num_requests(1),
                            ov::hint::inference_precision(fast ? ov::element::bf16 : ov::element::f32)};
        if (options.threads > 0)
            settings.insert(ov::inference_num_threads(options.threads));
        return std::make_unique<OpenVinoExecutor>(core.compile_model(model, "CPU", settings), info,
                                                  ExecutorInfo{"openvino", "CPU", fast ? "bf16" : "f32"});
    }
};

OpenVinoRuntime::OpenVinoRuntime() : d(std::make_unique<Private>()) {}
OpenVinoRuntime::~OpenVinoRuntime() = default;

bool OpenVinoRuntime::hasFastPrecision() const
{
    try {
        const auto abilities = d->core.get_property("CPU", ov::device::capabilities);
        return std::find(abilities.begin(), abilities.end(), ov::device::capability::BF16) != abilities.end();
    } catch (const std::exception &) {
        return false;  // a device that cannot say so does not have it
    }
}

std::string OpenVinoRuntime::deviceName() const
{
    try {
        return d->core.get_property("CPU", ov::device::full_name);
    } catch (const std::exception &) {
        return "CPU";
    }
}

Result<std::unique_ptr<Executor>> OpenVinoRuntime::make(const NetworkSpec &spec, const ExecutorOptions &options) const
{
    try {
        const bool fast = options.precision == Precision::Fast && hasFastPrecision();
        return d->compile(buildOpenVinoModel(spec), spec.info, options, fast);
    } catch (const std::exception &e) {
        return wrapped(e);
    }
}

Result<std::unique_ptr<Executor>> OpenVinoRuntime::makeFromOnnx(const std::filesystem::path &file, const NetworkInfo &info,
                                                                const ExecutorOptions &options) const
{
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream)
        return Error{ErrorCode::Io, "cannot read " + file.string()};
    try {
        std::shared_ptr<ov::Model> model = d->core.read_model(bytes, ov::Tensor());
        if (model->inputs().size() != 1 || model->outputs().empty())
            return Error{ErrorCode::Unsupported, "one input and at least one output are expected"};
        const ov::PartialShape wanted{1, 3, info.inputHeight, info.inputWidth};
        if (model->input().get_partial_shape() != wanted)
            model->reshape(wanted);
        const bool fast = options.precision == Precision::Fast && hasFastPrecision();
        return d->compile(withFloatEnds(std::move(model)), info, options, fast);
    } catch (const std::exception &e) {
        return wrapped(e);
    }
}

}  // namespace lineside
