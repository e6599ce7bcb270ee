// SPDX-License-Identifier: GPL-3.0-or-later
#include "openvino/openvinoruntime.h"

#include <openvino/runtime/core.hpp>
#include <openvino/runtime/properties.hpp>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace lineside {

Result<std::shared_ptr<OpenVinoRuntime>> OpenVinoRuntime::create()
{
    try {
        auto core = std::make_unique<ov::Core>();
        const auto capabilities = core->get_property("CPU", ov::device::capabilities);
        const bool hasBf16 = std::find(capabilities.begin(), capabilities.end(), ov::device::capability::BF16) != capabilities.end();
        return std::shared_ptr<OpenVinoRuntime>(new OpenVinoRuntime(std::move(core), hasBf16));
    } catch (const std::exception &e) {
        return Error{ErrorCode::Internal, std::string("OpenVINO: ") + e.what()};
    }
}

OpenVinoRuntime::OpenVinoRuntime(std::unique_ptr<ov::Core> core, bool hasBf16) : m_core(std::move(core)), m_hasBf16(hasBf16) {}

OpenVinoRuntime::~OpenVinoRuntime() = default;

}  // namespace lineside
