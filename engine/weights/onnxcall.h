// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/onnxgraph.h"
#include "weights/tracebuilder.h"

#include <span>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// One node of an ONNX graph that is translated: its inputs as values, its attributes by name. Throws Refused (Corrupt) for an input
/// that the operator needs and does not get, OutsideSet for what `trace` cannot say. Not shared between threads: one thread at a time.
class OnnxCall {
public:
    /// `inputs`: one a node's input; null where it is left out.
    OnnxCall(TraceBuilder &builder, const OnnxNode &node, std::vector<const TraceValue *> inputs, std::int64_t opset)
        : trace(builder), opset(opset), m_node(node), m_inputs(std::move(inputs))
    {
    }

    TraceBuilder &trace;
    const std::int64_t opset;

    std::size_t inputs() const { return m_inputs.size(); }
    std::size_t outputs() const { return m_node.outputs.size(); }
    bool has(std::size_t i) const { return i < m_inputs.size() && m_inputs[i]; }
    const TraceValue &input(std::size_t i) const;
    /// The whole numbers of an input whose value is known.
    std::vector<std::int64_t> numbers(std::size_t i) const;
    /// Of an input, or, in older versions, of the attribute; empty where there is neither.
    std::vector<std::int64_t> numbers(std::size_t i, std::string_view attribute) const;

    const OnnxAttribute *attribute(std::string_view name) const;
    std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
    double number(std::string_view name, double otherwise) const;
    std::string_view text(std::string_view name, std::string_view otherwise) const;
    std::vector<std::int64_t> integers(std::string_view name) const;

    [[noreturn]] void outside(const char *detail) const;
    [[noreturn]] void corrupt(const char *detail) const;

private:
    const OnnxNode &m_node;
    std::vector<const TraceValue *> m_inputs;
};

/// The values of a node's outputs; fewer where the rest are not used.
using OnnxFunction = std::vector<TraceValue> (*)(OnnxCall &);

struct OnnxEntry {
    std::string_view type;
    OnnxFunction translate;
};

// One table a family of operators, each in its own file.
std::span<const OnnxEntry> onnxArithmetic();   ///< Add … Where, activations, Cast, reductions
std::span<const OnnxEntry> onnxLayers();       ///< Conv, pooling, Resize, MatMul, Softmax, BatchNormalization
std::span<const OnnxEntry> onnxMoves();        ///< Reshape … Concat, Slice, Split, Gather, TopK, Constant, Shape, Range
std::span<const OnnxEntry> onnxIntegers();     ///< QuantizeLinear … QLinearMatMul
std::span<const OnnxEntry> onnxContributed();  ///< QLinearAdd … QLinearSoftmax, of ONNX Runtime

/// None for an operator that the canonical ones cannot say.
OnnxFunction onnxFunction(std::string_view type);

}  // namespace lineside::weights
