// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/boxchoice.h"
#include "weights/graphbuilder.h"
#include "weights/quantized.h"
#include "weights/tracevalue.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lineside::weights {

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
    explicit TraceBuilder(Shape input) : m_graph(std::move(input)), m_choice(m_graph, m_place) {}
    TraceBuilder(const TraceBuilder &) = delete;
    TraceBuilder &operator=(const TraceBuilder &) = delete;

    /// What is translated now, for messages: the operator in the words of the file, and the name of its place in the network.
    void at(std::string op, std::string name) { m_place = {std::move(op), std::move(name)}; }

    [[noreturn]] void outside(const std::string &detail) const;  ///< throws OutsideSet for it
    [[noreturn]] void corrupt(const std::string &detail) const;  ///< refuses it

    TraceValue image() const { return made(0); }
    /// A constant of the file or of a calculation; together they are bounded.
    TraceValue known(HostTensor tensor);

    Shape shape(const TraceValue &x) const;       ///< OutsideSet where it depends on which boxes are chosen
    TraceValue sizes(const TraceValue &x);        ///< the shape as a value, whatever it depends on
    std::size_t rank(const TraceValue &x) const { return x.chosen ? m_choice.rank(x) : shape(x).size(); }
    std::int64_t lengthOf(const TraceValue &x, std::int64_t axis);  ///< of one axis; OutsideSet where it is the number of boxes
    bool isWhole(const TraceValue &x) const;  ///< integers or indices
    /// The numbers of a known value; OutsideSet where the network makes it.
    const HostTensor &need(const TraceValue &x) const;

    /// How a value of the network is made; null for the image and for what is known.
    const Node *nodeOf(const TraceValue &x) const { return x.id > 0 ? &m_graph.nodes()[std::size_t(x.id - 1)] : nullptr; }
    /// Whether the network calculates with it so far.
    bool uses(Activation kind) const;

    // Arithmetic, with broadcasting.
    TraceValue binary(HostBinary op, const TraceValue &a, const TraceValue &b);
    TraceValue unary(HostUnary op, const TraceValue &x);
    TraceValue affine(const TraceValue &x, const HostTensor &scale, const HostTensor &shift);  ///< x · scale + shift, of a value of the network
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
    TraceValue reshapeTo(const TraceValue &x, const TraceValue &to);
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
    TraceValue expandTo(const TraceValue &x, const TraceValue &to);
    TraceValue pad(const TraceValue &x, const TraceValue &widths);  ///< with zeros; begins of all axes, then ends
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

    /// Which anchors a mask holds, as ONNX's NonZero: [axes, count].
    TraceValue nonZero(const TraceValue &mask);
    TraceValue full(const TraceValue &sizes, const HostTensor &value);  ///< of these sizes, the one number everywhere
    TraceValue range(const TraceValue &start, const TraceValue &limit, const TraceValue &step);  ///< [n]: from start up to before limit
    /// `before` with the entries at `places` replaced, as ONNX's ScatterND: all of them in their order, or columns of rows.
    TraceValue replaced(const TraceValue &before, const TraceValue &places, const TraceValue &updates);
    /// torch's x[mask] and x[places], along the first axis.
    TraceValue chosenOf(const TraceValue &x, const TraceValue &by) { return m_choice.take(x, by); }
    BoxChoice &choice() { return m_choice; }
    const TracePlace &place() const { return m_place; }

    /// What a program gives out: the network's output, and the choice of boxes that the program makes of it, which is told apart.
    struct Result {
        TraceValue output;
        std::optional<Suppression> suppression;
    };
    Result resultOf(const TraceValue &output);

    /// The network so far, with `output` as its result; its `info` is empty. Once.
    NetworkSpec finish(const TraceValue &output);

private:
    void needPlain(const TraceValue &x) const;
    TraceValue chosenWhere(const HostTensor &condition, const TraceValue &a, const TraceValue &b);
    ValueId idOf(const TraceValue &x);
    ConstTensor floatsOf(const TraceValue &x) const;
    TraceValue made(ValueId id) const { return {std::nullopt, id, {}, {}}; }
    /// The same move of both parts of a value that counts boxes.
    template <class Move>
    TraceValue each(const BoxCounts &counts, Move move)
    {
        const TraceValue scale = move(known(counts.scale)), shift = move(known(counts.shift));
        return countsOrKnown({counts.set, need(scale), need(shift)});
    }
    TraceValue countsOrKnown(BoxCounts counts);
    BoxCounts asCounts(const TraceValue &x, BoxSet set) const;
    TraceValue equalCounts(const BoxCounts &a, const BoxCounts &b);
    TraceValue calculatedCounts(HostBinary op, const TraceValue &a, const TraceValue &b);
    TraceValue productOf(const TraceValue &counts, std::int64_t axis);
    TraceValue joinedCounts(const std::vector<TraceValue> &values, std::int64_t axis);
    TraceValue channelsFirst(ValueId x, std::int64_t channels, std::int64_t anchors);
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
    TracePlace m_place;
    BoxChoice m_choice;
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
