// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnximport.h"

#include "weights/labels.h"
#include "weights/onnxcall.h"
#include "weights/onnxquantized.h"
#include "weights/onnxvalues.h"
#include "weights/refused.h"

#include <unordered_map>

namespace lineside::weights {
namespace {

class Importer {
public:
    Importer(const OnnxModel &model, InputSize size, ModelLayout layout) : m_model(model), m_layout(layout), m_trace({1, 3, size.height, size.width})
    {
        m_values[model.inputs.front().name] = pictureFor(m_trace, layout);
    }

    TracedNetwork run()
    {
        const std::string &output = m_model.outputs.front().name;
        const auto nodes = orderedNodes(m_model, output);
        for (const OnnxNode *node : nodes) {
            if (!onnxEntry(node->type))
                throw OutsideSet{std::string(node->type), nameOf(*node)};
        }
        for (const OnnxNode *node : nodes)
            translate(*node);
        m_trace.at("output", printable(output, kMaxName));
        const TraceValue &made = *valueOf(output);
        if (made.quantized)
            throw OutsideSet{"output", printable(output, kMaxName) + " in integers"};
        return networkOf(m_trace, made, m_layout);
    }

private:
    static constexpr std::size_t kMaxName = 100;

    static std::string nameOf(const OnnxNode &node)
    {
        return printable(node.name.empty() && !node.outputs.empty() ? node.outputs.front() : node.name, kMaxName);
    }

    /// Constants are read when somebody needs them.
    const TraceValue *valueOf(std::string_view name)
    {
        if (name.empty())
            return nullptr;
        if (const auto it = m_values.find(name); it != m_values.end())
            return &it->second;
        const auto constant = m_model.constants.find(name);
        if (constant == m_model.constants.end())
            refuse(RefusalReason::Corrupt, "ONNX node that leaves out an output that is read: " + printable(name, kMaxName));
        auto value = readOnnxConstant(m_trace, constant->second);
        if (!value)
            throw OutsideSet{"Constant", printable(name, kMaxName)};
        return &(m_values[name] = *std::move(value));
    }

    void translate(const OnnxNode &node)
    {
        m_trace.at(std::string(node.type), nameOf(node));
        std::vector<const TraceValue *> inputs;
        for (const std::string_view name : node.inputs)
            inputs.push_back(valueOf(name));  // stays where it is: the map does not move its values
        std::vector<TraceValue> made = readsIntegers(inputs) ? translateIntegers(m_trace, node, inputs, m_model.opset) : translateNumbers(node, inputs);
        for (std::size_t i = 0; i < made.size() && i < node.outputs.size(); ++i) {
            if (!node.outputs[i].empty())
                m_values[node.outputs[i]] = std::move(made[i]);
        }
    }

    std::vector<TraceValue> translateNumbers(const OnnxNode &node, const std::vector<const TraceValue *> &inputs)
    {
        OnnxCall call(m_trace, node, inputs, m_model.opset);
        return onnxEntry(node.type)->translate(call);
    }

    const OnnxModel &m_model;
    const ModelLayout m_layout;
    TraceBuilder m_trace;
    std::unordered_map<std::string_view, TraceValue> m_values;
};

}  // namespace

TracedNetwork importOnnx(const OnnxModel &model, InputSize size, ModelLayout layout)
{
    return Importer(model, size, layout).run();
}

}  // namespace lineside::weights
