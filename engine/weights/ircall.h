// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/irgraph.h"
#include "weights/tracebuilder.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// One layer of an IR that is translated: its inputs as values, its attributes by name. Throws Refused (Corrupt) for an input that the
/// operator needs and does not get or an attribute that is none, OutsideSet for what `trace` cannot say. Not shared between threads:
/// one thread at a time.
class IrCall {
public:
    IrCall(TraceBuilder &builder, const IrLayer &layer, std::vector<const TraceValue *> inputs)
        : trace(builder), m_layer(layer), m_inputs(std::move(inputs))
    {
    }

    TraceBuilder &trace;

    int opset() const;  ///< of the operator, from its version "opset8"
    std::size_t inputs() const { return m_inputs.size(); }
    bool has(std::size_t i) const { return i < m_inputs.size(); }
    const TraceValue &input(std::size_t i) const;
    /// The whole numbers of an input whose value is known.
    std::vector<std::int64_t> numbers(std::size_t i) const;

    bool hasAttribute(std::string_view name) const { return m_layer.data.find(name) != m_layer.data.end(); }
    std::string_view text(std::string_view name, std::string_view otherwise) const;
    std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
    double number(std::string_view name, double otherwise) const;
    bool flag(std::string_view name, bool otherwise) const;
    std::vector<std::int64_t> integers(std::string_view name) const;
    /// OutsideSet where the layer says another rule of broadcasting than the one here.
    void needNumpyBroadcast() const;

    [[noreturn]] void outside(const char *detail) const;
    [[noreturn]] void corrupt(const char *detail) const;

private:
    const IrLayer &m_layer;
    std::vector<const TraceValue *> m_inputs;
};

/// The values of a layer's outputs; fewer where the rest are not used.
using IrFunction = std::vector<TraceValue> (*)(IrCall &);

struct IrEntry {
    std::string_view type;
    IrFunction translate;
};

// One table a family of operators, each in its own file.
std::span<const IrEntry> irArithmetic();  ///< Add … Select, activations, Convert, reductions
std::span<const IrEntry> irGrids();       ///< FakeQuantize
std::span<const IrEntry> irLayers();      ///< Convolution, pooling, Interpolate, MatMul, SoftMax
std::span<const IrEntry> irMoves();       ///< Reshape … Concat, slices, Split, Gather, TopK, ShapeOf, Range

/// None for an operator that the canonical ones cannot say.
IrFunction irFunction(std::string_view type);

}  // namespace lineside::weights
