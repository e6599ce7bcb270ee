// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/graphbuilder.h"
#include "weights/hosttensor.h"
#include "weights/quantized.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lineside::weights {

/// A value of a traced program while it is read: known, or made by the network. Value type.
struct TraceValue {
    std::optional<HostTensor> known;
    ValueId id = -1;  ///< where it is not known
    /// Indices for several axes that were put together, some of them known: of use for `gatherNd` alone. Empty for others.
    std::vector<TraceValue> axes = {};
    /// Where it stands for integers, or for something of theirs. Null for others; what TraceBuilder takes and gives are others.
    std::shared_ptr<const Quantized> quantized = {};
};

/// Thrown for what the canonical operators cannot say: such a file may still be run as it is. Value type.
struct OutsideSet {
    std::string op;      ///< the operator in the words of the file: "NonMaxSuppression", "aten::lstm"
    std::string detail;
};

/// How a convolution or a pooling goes over the picture. Value type.
struct Window {
    std::vector<std::int64_t> kernel, stride, pad /* begin of each axis, then end */, dilation;  ///< empty: 1, or 0 for the pads
};

/// Builds a canonical network from a traced program, whatever its form: calculates at once what follows from constants, says the
/// rest with canonical operators, and knows which spelling means which. Sizes are known throughout, so that what a trace does to work
/// them out leaves nothing behind. Throws Refused for what contradicts itself, OutsideSet for what the canonical operators cannot say;
/// both name the operator that `at` named. Run simplifyNetwork on the result. Not shared between threads: one thread at a time.
class TraceBuilder {
public:
    /// `input`: [1, 3, H, W]; its value is 0.
    explicit TraceBuilder(Shape input) : m_graph(std::move(input)) {}

    /// What is translated now, for messages: the operator in the words of the file, and the name of its place in the network.
    void at(std::string op, std::string name);

    TraceValue image() const { return made(0); }
    /// A constant of the file or of a calculation; together they are bounded.
    TraceValue known(HostTensor tensor);

    Shape shape(const TraceValue &x) const;
    std::size_t rank(const TraceValue &x) const { return shape(x).size(); }
    bool isWhole(const TraceValue &x) const;  ///< integers or indices
    /// The numbers of a known value; OutsideSet where the network makes it.
    const HostTensor &need(const TraceValue &x) const;

    // Arithmetic, with broadcasting.
    TraceValue binary(HostBinary op, const TraceValue &a, const TraceValue &b);
    TraceValue unary(HostUnary op, const TraceValue &x);
    TraceValue where(const TraceValue &condition, const TraceValue &a, const TraceValue &b);
    TraceValue cast(const TraceValue &x, HostType type);
    TraceValue clip(const TraceValue &x, std::optional<double> least, std::optional<double> most);
    TraceValue activation(const TraceValue &x, Activation kind);
    TraceValue leakyRelu(const TraceValue &x, double slope);
    TraceValue hardSigmoid(const TraceValue &x, double alpha, double beta);
    TraceValue softmax(const TraceValue &x, std::int64_t axis);
    TraceValue matMul(const TraceValue &a, const TraceValue &b);
    TraceValue reduce(HostReduction op, const TraceValue &x, const std::vector<std::int64_t> &axes, bool keepAxes);

    // Layers. `bias` may have no tensor.
    TraceValue conv(const TraceValue &x, const TraceValue &weight, const std::optional<TraceValue> &bias, const Window &window, std::int64_t groups);
    TraceValue batchNorm(const TraceValue &x, const TraceValue &gamma, const TraceValue &beta, const TraceValue &mean, const TraceValue &variance, double eps);
    TraceValue maxPool(const TraceValue &x, const Window &window, bool roundUp);
    TraceValue avgPool(const TraceValue &x, const Window &window, bool roundUp, bool countPads);
    TraceValue upsampleNearest(const TraceValue &x, std::int64_t factor);

    // Rounding.
    /// Onto the grid of integers with this scale and zero point, and back: round(x / scale) within the type's bounds, which are
    /// those of q less the zero point. Both broadcast against x.
    TraceValue fakeQuantize(const TraceValue &x, const HostTensor &scale, const HostTensor &zeroPoint, const IntegerType &type);
    TraceValue dynamicQuantize(const TraceValue &x);  ///< onto the grid of its own range, see DynamicQuantizeOp

    // Moving.
    TraceValue reshape(const TraceValue &x, const Shape &to);  ///< one -1 is inferred
    TraceValue flatten(const TraceValue &x, std::int64_t first, std::int64_t last);  ///< joins the axes first to last
    TraceValue squeeze(const TraceValue &x, const std::vector<std::int64_t> &axes);   ///< no axes: all of size 1
    TraceValue unsqueeze(const TraceValue &x, const std::vector<std::int64_t> &axes); ///< axes of the result
    TraceValue transpose(const TraceValue &x, const std::vector<int> &order);
    /// From `begin` up to before `end`, which are clamped and may count from the end, every `step`-th.
    TraceValue slice(const TraceValue &x, std::int64_t axis, std::int64_t begin, std::int64_t end, std::int64_t step = 1);
    TraceValue select(const TraceValue &x, std::int64_t axis, std::int64_t index);  ///< one entry; the axis goes
    std::vector<TraceValue> split(const TraceValue &x, const std::vector<std::int64_t> &sizes, std::int64_t axis);
    /// In `parts` parts, of which the last may be shorter.
    std::vector<TraceValue> chunk(const TraceValue &x, std::int64_t parts, std::int64_t axis);
    TraceValue concat(const std::vector<TraceValue> &values, std::int64_t axis);
    TraceValue stack(const std::vector<TraceValue> &values, std::int64_t axis);
    TraceValue expand(const TraceValue &x, const Shape &to);  ///< numpy's broadcasting: `to` may have more axes
    TraceValue tile(const TraceValue &x, Shape repeats);

    // Choosing.
    struct Largest {
        TraceValue values, indices;
    };
    Largest topK(const TraceValue &x, std::int64_t count, std::int64_t axis);
    Largest largestOf(const TraceValue &x, std::int64_t axis, bool keepAxis);          ///< max along an axis, and where it is
    TraceValue gatherElements(const TraceValue &x, const TraceValue &indices, std::int64_t axis);
    /// numpy's take: the axis is replaced by the axes of `indices`.
    TraceValue take(const TraceValue &x, const TraceValue &indices, std::int64_t axis);

    /// ONNX's GatherND without batches: the last axis of `indices` says where to go along the first axes of x.
    TraceValue gatherNd(const TraceValue &x, const TraceValue &indices);

    /// The network so far, with `output` as its result; its `info` is empty. Once.
    NetworkSpec finish(const TraceValue &output);

private:
    [[noreturn]] void outside(const std::string &detail) const;
    [[noreturn]] void corrupt(const std::string &detail) const;
    ValueId idOf(const TraceValue &x);
    ConstTensor floatsOf(const TraceValue &x) const;
    TraceValue made(ValueId id) const { return {std::nullopt, id, {}}; }
    TraceValue affine(const TraceValue &x, const HostTensor &scale, const HostTensor &shift);
    TraceValue withConstant(HostBinary op, const TraceValue &x, const HostTensor &constant);
    TraceValue constantWith(HostBinary op, const HostTensor &constant, const TraceValue &x);
    TraceValue indexWithConstant(HostBinary op, const TraceValue &x, const HostTensor &constant);
    TraceValue power(const TraceValue &x, const HostTensor &exponent);
    TraceValue dividedIndex(const TraceValue &x, const HostTensor &divisor, bool remainder);
    TraceValue sumOf(const TraceValue &x, std::size_t axis);
    std::optional<ValueId> partOf(ValueId x, std::size_t axis, std::int64_t begin, std::int64_t end) const;
    TraceValue everySlice(const TraceValue &x, std::size_t axis, std::int64_t begin, std::int64_t count, std::int64_t step);
    TraceValue pool(const TraceValue &x, const Window &window, bool roundUp, bool average, bool countPads);
    TraceValue toRank(const TraceValue &x, std::size_t rank);

    GraphBuilder m_graph;
    std::string m_op, m_name;
    std::int64_t m_known = 0;  ///< numbers in all known values
    struct Ratio {
        ValueId index;
        std::int64_t divisor;
    };
    struct Joined {
        std::size_t axis;
        std::vector<ValueId> parts;
    };
    std::map<ValueId, Joined> m_joined;  ///< values that were put together: to be taken apart again without a trace
    std::map<ValueId, Ratio> m_ratios;  ///< numbers that are indices divided by a constant: to be rounded down later, exactly
};

}  // namespace lineside::weights
