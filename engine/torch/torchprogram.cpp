// SPDX-License-Identifier: GPL-3.0-or-later
#include "torch/torchprogram.h"

#include "detect/graphcheck.h"
#include "torch/torcherror.h"

#include <ATen/Functions.h>

#include <stdexcept>
#include <utility>
#include <variant>

namespace lineside {

namespace {

/// The steps that may use the reduced type: the convolutions that make maps, and all that leads to them. What follows the last
/// of them makes coordinates. (A convolution to a single map is the expectation over the bins of a box side.)
std::vector<bool> stepsBeforeCoordinates(const NetworkSpec &spec)
{
    std::vector<bool> reduced(spec.nodes.size(), false);
    for (std::size_t k = spec.nodes.size(); k-- > 0;) {
        const auto *conv = std::get_if<Conv2dOp>(&spec.nodes[k].op);
        if (conv != nullptr && conv->weight.shape[0] > 1)
            reduced[k] = true;
        if (reduced[k])
            for (const ValueId input : spec.nodes[k].inputs)
                if (input > 0)
                    reduced[static_cast<std::size_t>(input - 1)] = true;
    }
    return reduced;
}

/// Per value, the last node that uses it; the network's output is used for ever.
std::vector<std::size_t> lastUses(const NetworkSpec &spec)
{
    std::vector<std::size_t> last(spec.nodes.size() + 1, 0);
    for (std::size_t k = 0; k < spec.nodes.size(); ++k) {
        last[k + 1] = k;  // made and never used: goes at once
        for (const ValueId input : spec.nodes[k].inputs)
            last[static_cast<std::size_t>(input)] = k;
    }
    last[static_cast<std::size_t>(spec.output)] = spec.nodes.size();
    return last;
}

std::vector<int> useCounts(const NetworkSpec &spec)
{
    std::vector<int> counts(spec.nodes.size() + 1, 0);
    for (const Node &node : spec.nodes)
        for (const ValueId input : node.inputs)
            ++counts[static_cast<std::size_t>(input)];
    ++counts[static_cast<std::size_t>(spec.output)];
    return counts;
}

}  // namespace

Result<TorchProgram> TorchProgram::prepare(const NetworkSpec &spec, const TorchDevice &device)
{
    if (const auto checked = checkGraph(spec); !checked)
        return checked.error();
    TorchProgram program(device);
    program.m_output = spec.output;
    program.m_values.resize(spec.nodes.size() + 1);

    const auto reduced = stepsBeforeCoordinates(spec);
    const auto last = lastUses(spec);
    const auto counts = useCounts(spec);
    program.m_steps.reserve(spec.nodes.size());
    for (std::size_t k = 0; k < spec.nodes.size(); ++k) {
        const Node &node = spec.nodes[k];
        Step step;
        step.exact = !reduced[k];
        step.name = nodeText(spec, k);
        step.inputs = node.inputs;
        const ValueId first = node.inputs.empty() ? 0 : node.inputs.front();
        const bool free = first > 0 && counts[static_cast<std::size_t>(first)] == 1
            && makesFreshMemory(spec.nodes[static_cast<std::size_t>(first - 1)].op);
        step.operation = makeTorchOperation(node.op, {device.device, step.exact ? c10::ScalarType::Float : device.type, free});
        program.m_steps.push_back(std::move(step));
    }
    for (std::size_t value = 0; value < last.size(); ++value)
        if (last[value] < spec.nodes.size())
            program.m_steps[last[value]].lastUsed.push_back(static_cast<ValueId>(value));
    return program;
}

void TorchProgram::runStep(const Step &step, std::size_t made)
{
    m_arguments.clear();
    for (const ValueId input : step.inputs) {
        const at::Tensor &value = m_values[static_cast<std::size_t>(input)];
        if (!value.is_floating_point())
            m_arguments.push_back(value);  // indices stay whole, whatever the type of the step
        else
            m_arguments.push_back(value.to(step.exact ? c10::ScalarType::Float : m_device.type));  // the same tensor if it is that
    }
    m_values[made] = step.operation(m_arguments);
    for (const ValueId value : step.lastUsed)
        m_values[static_cast<std::size_t>(value)].reset();
}

at::Tensor TorchProgram::run(const at::Tensor &input)
{
    m_values[0] = input.to(at::TensorOptions(m_device.device).dtype(m_device.type), false, false, at::MemoryFormat::ChannelsLast);
    for (std::size_t k = 0; k < m_steps.size(); ++k) {
        try {
            runStep(m_steps[k], k + 1);
        } catch (const std::exception &e) {
            m_values.assign(m_values.size(), at::Tensor());
            m_arguments.clear();
            if (isOutOfMemory(e))
                throw;  // as what it is, for whoever decides by it
            throw std::runtime_error(m_steps[k].name + ": " + e.what());
        }
    }
    m_arguments.clear();
    at::Tensor output = std::exchange(m_values[static_cast<std::size_t>(m_output)], at::Tensor());
    return output.to(at::TensorOptions(at::kCPU).dtype(at::kFloat)).contiguous();
}

}  // namespace lineside
