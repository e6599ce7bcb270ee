// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/onnxgraph.h"
#include "weights/layercall.h"

#include <span>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// One node of an ONNX graph that is translated, with its attributes by name. Not shared between threads: one thread at a time.
class OnnxCall final : public LayerCall {
public:
    OnnxCall(TraceBuilder &builder, const OnnxNode &node, std::vector<const TraceValue *> inputs, std::int64_t opset)
        : LayerCall(builder, std::move(inputs)), opset(opset), m_node(node)
    {
    }

    const std::int64_t opset;

    std::size_t outputs() const { return m_node.outputs.size(); }
    using LayerCall::numbers;
    /// Of an input, or, in older versions, of the attribute; empty where there is neither.
    std::vector<std::int64_t> numbers(std::size_t i, std::string_view attribute) const;

    const OnnxAttribute *attribute(std::string_view name) const;
    std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
    double number(std::string_view name, double otherwise) const;
    std::string_view text(std::string_view name, std::string_view otherwise) const;
    std::vector<std::int64_t> integers(std::string_view name) const;

private:
    const OnnxNode &m_node;
};

using OnnxEntry = LayerEntry<OnnxCall>;

// One table a family of operators, each in its own file.
std::span<const OnnxEntry> onnxArithmetic();   ///< Add … Where, activations, Cast, reductions
std::span<const OnnxEntry> onnxLayers();       ///< Conv, pooling, Resize, MatMul, Softmax, BatchNormalization
std::span<const OnnxEntry> onnxMoves();        ///< Reshape … Concat, Slice, Split, Gather, TopK, Constant, Shape, Range
std::span<const OnnxEntry> onnxIntegers();     ///< QuantizeLinear … QLinearMatMul
std::span<const OnnxEntry> onnxContributed();  ///< QLinearAdd … QLinearSoftmax, of ONNX Runtime

/// None for an operator that the canonical ones cannot say.
const OnnxEntry *onnxEntry(std::string_view type);

}  // namespace lineside::weights
