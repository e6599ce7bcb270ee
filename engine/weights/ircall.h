// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/irgraph.h"
#include "weights/layercall.h"

#include <span>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// One layer of an IR that is translated, with its attributes by name: Refused (Corrupt) for one that is none. Not shared between threads: one
/// thread at a time.
class IrCall final : public LayerCall {
public:
    IrCall(TraceBuilder &builder, const IrLayer &layer, std::vector<const TraceValue *> inputs) : LayerCall(builder, std::move(inputs)), m_layer(layer) {}

    int opset() const;  ///< of the operator, from its version "opset8"

    bool hasAttribute(std::string_view name) const { return m_layer.data.find(name) != m_layer.data.end(); }
    std::string_view text(std::string_view name, std::string_view otherwise) const;
    std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
    double number(std::string_view name, double otherwise) const;
    bool flag(std::string_view name, bool otherwise) const;
    std::vector<std::int64_t> integers(std::string_view name) const;
    /// OutsideSet where the layer says another rule of broadcasting than the one here.
    void needNumpyBroadcast() const;

private:
    const IrLayer &m_layer;
};

using IrEntry = LayerEntry<IrCall>;

// One table a family of operators, each in its own file.
std::span<const IrEntry> irArithmetic();  ///< Add … Select, activations, Convert, reductions
std::span<const IrEntry> irGrids();       ///< FakeQuantize
std::span<const IrEntry> irLayers();      ///< Convolution, pooling, Interpolate, MatMul, SoftMax
std::span<const IrEntry> irMoves();       ///< Reshape … Concat, slices, Split, Gather, TopK, ShapeOf, Range

/// None for an operator that the canonical ones cannot say.
const IrEntry *irEntry(std::string_view type);

}  // namespace lineside::weights
