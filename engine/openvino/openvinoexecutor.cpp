// SPDX-License-Identifier: GPL-3.0-or-later
#include "openvino/openvinoexecutor.h"

#include "openvino/modelbuilder.h"

#include <openvino/op/constant.hpp>
#include <openvino/runtime/compiled_model.hpp>
#include <openvino/runtime/core.hpp>
#include <openvino/runtime/infer_request.hpp>
#include <openvino/runtime/properties.hpp>

#include <algorithm>
#include <exception>
#include <functional>
#include <new>
#include <string>
#include <thread>
#include <utility>

namespace lineside {

namespace {

Error errorOf(const std::exception &e)
{
    if (dynamic_cast<const std::bad_alloc *>(&e) != nullptr)
        return {ErrorCode::OutOfMemory, "OpenVINO: no memory"};
    return {ErrorCode::Internal, std::string("OpenVINO: ") + e.what()};
}

/// Runs on the CPU; input and output stay in memory that lives as long as the executor.
class OpenVinoExecutor final : public Executor {
public:
    using MakeTwin = std::function<Result<std::unique_ptr<Executor>>()>;

    OpenVinoExecutor(std::shared_ptr<OpenVinoRuntime> runtime, ov::CompiledModel model, NetworkInfo network, std::string precision,
                     MakeTwin makeTwin)
        : m_runtime(std::move(runtime))
        , m_network(std::move(network))
        , m_info{"openvino", "CPU", std::move(precision)}
        , m_model(std::move(model))
        , m_request(m_model.create_infer_request())
        , m_input(m_request.get_input_tensor())
        , m_makeTwin(std::move(makeTwin))
    {
    }

    const ExecutorInfo &info() const noexcept override { return m_info; }
    const NetworkInfo &network() const noexcept override { return m_network; }
    std::span<float> input() noexcept override { return {m_data, m_size}; }

    Result<TensorView> run() override
    {
        try {
            m_request.infer();
            const ov::Tensor output = m_request.get_output_tensor(0);
            const ov::Shape &shape = output.get_shape();
            TensorView view;
            view.data = output.data<const float>();
            view.rank = static_cast<int>(std::min(shape.size(), view.shape.size()));
            if (shape.size() > view.shape.size())
                return Error{ErrorCode::Unsupported, "output of rank " + std::to_string(shape.size())};
            std::copy(shape.begin(), shape.end(), view.shape.begin());
            return view;
        } catch (const std::exception &e) {
            return errorOf(e);
        }
    }

    Result<std::unique_ptr<Executor>> twin() override
    {
        if (!m_makeTwin)
            return Executor::twin();
        // What it is made of is needed once.
        return std::exchange(m_makeTwin, nullptr)();
    }

private:
    std::shared_ptr<OpenVinoRuntime> m_runtime;  // first, so that it outlives what it made
    NetworkInfo m_network;
    ExecutorInfo m_info;
    ov::CompiledModel m_model;
    ov::InferRequest m_request;
    ov::Tensor m_input;
    float *m_data = m_input.data<float>();
    std::size_t m_size = m_input.get_size();
    MakeTwin m_makeTwin;  ///< empty: there is none, or it was made
};

bool isInt8(const ov::Model &model)
{
    for (const auto &node : model.get_ops()) {
        const auto constant = std::dynamic_pointer_cast<const ov::op::v0::Constant>(node);
        if (!constant || ov::shape_size(constant->get_shape()) < 2)
            continue;
        const ov::element::Type type = constant->get_element_type();
        if (type == ov::element::i8 || type == ov::element::u8)
            return true;
    }
    return false;
}

/// Each executor of several is compiled by itself, with its share of the threads and one stream: only then does a network run on
/// the thread that asks for it, with that thread's priority. The streams of one compiled network are threads of whoever compiled.
ov::AnyMap propertiesOf(const ExecutorOptions &options, bool fast)
{
    ov::AnyMap properties{
        ov::hint::performance_mode(ov::hint::PerformanceMode::LATENCY),
        ov::hint::inference_precision(fast ? ov::element::bf16 : ov::element::f32),
        ov::num_streams(1),
    };
    int threads = options.threads;
    if (options.lanes > 1) {
        const int all = threads > 0 ? threads : static_cast<int>(std::thread::hardware_concurrency());
        threads = std::max(1, all / options.lanes);
        // A thread that is tied to a processor waits while somebody else uses that one, and the frame waits with it.
        properties.insert(ov::hint::enable_cpu_pinning(false));
    }
    if (threads > 0)
        properties.insert(ov::inference_num_threads(threads));
    return properties;
}

Result<std::unique_ptr<Executor>> compile(std::shared_ptr<OpenVinoRuntime> runtime, const std::shared_ptr<ov::Model> &model,
                                          NetworkInfo network, const ExecutorOptions &options, int twins)
{
    try {
        const bool fast = options.precision == Precision::Fast && runtime->hasFastPrecision();
        const bool int8 = isInt8(*model);
        ov::CompiledModel compiled = runtime->core().compile_model(model, "CPU", propertiesOf(options, fast));
        const ov::element::Type used = compiled.get_property(ov::hint::inference_precision);
        std::string precision = int8 ? "int8" : used.to_string();
        OpenVinoExecutor::MakeTwin makeTwin;
        if (twins > 0)
            makeTwin = [=] { return compile(runtime, model, network, options, twins - 1); };
        return std::unique_ptr<Executor>(std::make_unique<OpenVinoExecutor>(std::move(runtime), std::move(compiled),
                                                                            std::move(network), std::move(precision), std::move(makeTwin)));
    } catch (const std::exception &e) {
        return errorOf(e);
    }
}

}  // namespace

Result<std::unique_ptr<Executor>> makeOpenVinoExecutor(std::shared_ptr<OpenVinoRuntime> runtime, const NetworkSpec &spec,
                                                       const ExecutorOptions &options)
{
    const auto model = buildOpenVinoModel(spec);
    if (!model)
        return model.error();
    return compile(std::move(runtime), *model, spec.info, options, options.lanes - 1);
}

}  // namespace lineside
