// SPDX-License-Identifier: GPL-3.0-or-later
#include "openvino/openvinoruntime.h"

#include <openvino/core/model.hpp>
#include <openvino/core/version.hpp>
#include <openvino/opsets/opset8.hpp>
#include <openvino/runtime/core.hpp>
#include <openvino/runtime/properties.hpp>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace lineside {
namespace {

/// The threads that calculate are started by whoever calculates first, and keep that thread's priority for ever. Networks are
/// compiled on the loader's thread, whose priority is low: without this every inference of the line would run at it.
void startCalculatingThreads(ov::Core &core)
{
    namespace op = ov::opset8;
    const ov::Shape shape{1, 16, 64, 64};
    const auto input = std::make_shared<op::Parameter>(ov::element::f32, shape);
    const auto weights = op::Constant::create(ov::element::f32, ov::Shape{16, 16, 3, 3}, {0.01f});
    const ov::Strides one{1, 1};
    const auto convolution = std::make_shared<op::Convolution>(input, weights, one, ov::CoordinateDiff{1, 1}, ov::CoordinateDiff{1, 1}, one);
    auto compiled = core.compile_model(std::make_shared<ov::Model>(ov::OutputVector{convolution}, ov::ParameterVector{input}), "CPU",
                                       ov::hint::performance_mode(ov::hint::PerformanceMode::LATENCY), ov::num_streams(1));
    compiled.create_infer_request().infer();
}

}  // namespace

Result<std::shared_ptr<OpenVinoRuntime>> OpenVinoRuntime::create()
{
    try {
        auto core = std::make_unique<ov::Core>();
        const auto capabilities = core->get_property("CPU", ov::device::capabilities);
        const bool hasBf16 = std::find(capabilities.begin(), capabilities.end(), ov::device::capability::BF16) != capabilities.end();
        startCalculatingThreads(*core);
        std::string identity = std::string("OpenVINO ") + ov::get_openvino_version().buildNumber;
        for (const std::string &capability : capabilities)
            identity += " " + capability;
        return std::shared_ptr<OpenVinoRuntime>(new OpenVinoRuntime(std::move(core), hasBf16, std::move(identity)));
    } catch (const std::exception &e) {
        return Error{ErrorCode::Internal, std::string("OpenVINO: ") + e.what()};
    }
}

OpenVinoRuntime::OpenVinoRuntime(std::unique_ptr<ov::Core> core, bool hasBf16, std::string identity)
    : m_core(std::move(core)), m_hasBf16(hasBf16), m_identity(std::move(identity))
{
}

OpenVinoRuntime::~OpenVinoRuntime() = default;

}  // namespace lineside
