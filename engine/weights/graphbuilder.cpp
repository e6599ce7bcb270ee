// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/graphbuilder.h"

#include "weights/gridcheck.h"
#include "weights/indexlimit.h"
#include "weights/networkcost.h"
#include "weights/refused.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace lineside::weights {
namespace {

constexpr std::size_t kMaxNodes = 20'000;
constexpr std::int64_t kMaxElements = 1ll << 28;  // of one value: 1 GiB of float32

std::string describe(const Shape &shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

std::int64_t elements(const Shape &shape)
{
    std::int64_t count = 1;
    for (const std::int64_t size : shape) {
        if (size <= 0 || size > kMaxElements || count > kMaxElements / size)
            return -1;
        count *= size;
    }
    return count;
}

[[noreturn]] void mismatch(const std::string &name, const std::string &what)
{
    refuse(RefusalReason::Corrupt, name + ": " + what);
}

/// The common shape of x and a constant under numpy's rules; the constant must not widen x.
void checkBroadcast(const Shape &x, const Shape &constant, const std::string &name)
{
    bool fits = constant.size() <= x.size();
    for (std::size_t i = 0; fits && i < constant.size(); ++i) {
        const std::int64_t size = constant[constant.size() - 1 - i];
        fits = size == 1 || size == x[x.size() - 1 - i];
    }
    if (!fits)
        mismatch(name, describe(constant) + " does not go with " + describe(x));
}

}  // namespace

GraphBuilder::GraphBuilder(Shape input)
{
    m_shapes.push_back(std::move(input));
    m_limits.push_back(0);
}

const Shape &GraphBuilder::shape(ValueId value) const
{
    if (value < 0 || std::size_t(value) >= m_shapes.size())
        refuse(RefusalReason::Corrupt, "a layer reads a value that does not exist");
    return m_shapes[std::size_t(value)];
}

const Node *GraphBuilder::maker(ValueId value) const
{
    shape(value);
    return value == 0 ? nullptr : &m_nodes[std::size_t(value - 1)];
}

bool GraphBuilder::isIndex(ValueId value) const
{
    shape(value);
    return m_limits[std::size_t(value)] > 0;
}

ValueId GraphBuilder::append(Operator op, std::vector<ValueId> inputs, Shape shape, const std::string &name, std::int64_t axisLength)
{
    if (m_nodes.size() >= kMaxNodes)
        mismatch(name, "network with too many operators");
    if (elements(shape) < 0)
        mismatch(name, "impossible output " + describe(shape));
    std::vector<std::int64_t> limits;
    std::vector<const Shape *> read;
    for (const ValueId input : inputs) {
        limits.push_back(m_limits[std::size_t(input)]);
        read.push_back(&m_shapes[std::size_t(input)]);
    }
    const auto limit = indexLimit(op, limits, axisLength);
    if (!limit)
        mismatch(name, "indices that do not belong here, or numbers that are none");
    m_operations += operationsOf(op, read, shape);
    if (m_operations > kMaxOperations)
        refuse(RefusalReason::TooMuchWork, name);
    m_nodes.push_back(Node{std::move(op), std::move(inputs), name});
    m_shapes.push_back(std::move(shape));
    m_limits.push_back(*limit);
    return ValueId(m_nodes.size());
}

std::int64_t GraphBuilder::pooled(std::int64_t size, std::int64_t kernel, int stride, int pad, const std::string &name) const
{
    const std::int64_t room = size + 2 * std::int64_t(pad) - kernel;
    if (kernel < 1 || stride < 1 || pad < 0 || room < 0)
        mismatch(name, "window does not fit into " + std::to_string(size));
    return room / stride + 1;
}

ValueId GraphBuilder::conv(ValueId x, Conv2dOp op, const std::string &name)
{
    const Shape &in = shape(x);
    const Shape &w = op.weight.shape;
    if (in.size() != 4 || w.size() != 4 || op.groups < 1 || op.dilationH < 1 || op.dilationW < 1 || in[1] % op.groups != 0 || w[0] % op.groups != 0 || w[1] != in[1] / op.groups)
        mismatch(name, "weight " + describe(w) + " in " + std::to_string(op.groups) + " groups does not go with " + describe(in));
    if (op.bias.data && op.bias.shape != Shape{w[0]})
        mismatch(name, "bias " + describe(op.bias.shape) + " does not go with " + describe(w));
    const std::int64_t height = pooled(in[2], op.dilationH * (w[2] - 1) + 1, op.strideH, op.padH, name);
    const std::int64_t width = pooled(in[3], op.dilationW * (w[3] - 1) + 1, op.strideW, op.padW, name);
    Shape out = {in[0], w[0], height, width};
    return append(std::move(op), {x}, std::move(out), name);
}

ValueId GraphBuilder::maxPool(ValueId x, MaxPool2dOp op, const std::string &name)
{
    const Shape &in = shape(x);
    if (in.size() != 4 || op.pad * 2 > op.kernel)
        mismatch(name, "pooling does not go with " + describe(in));
    return append(op, {x}, {in[0], in[1], pooled(in[2], op.kernel, op.stride, op.pad, name), pooled(in[3], op.kernel, op.stride, op.pad, name)}, name);
}

ValueId GraphBuilder::avgPool(ValueId x, AvgPool2dOp op, const std::string &name)
{
    const Shape &in = shape(x);
    if (in.size() != 4 || op.pad * 2 > op.kernel)
        mismatch(name, "pooling does not go with " + describe(in));
    return append(op, {x}, {in[0], in[1], pooled(in[2], op.kernel, op.stride, op.pad, name), pooled(in[3], op.kernel, op.stride, op.pad, name)}, name);
}

ValueId GraphBuilder::upsample(ValueId x, int factor, const std::string &name)
{
    const Shape &in = shape(x);
    if (in.size() != 4)
        mismatch(name, "cannot enlarge " + describe(in));
    return append(UpsampleNearestOp{factor}, {x}, {in[0], in[1], in[2] * factor, in[3] * factor}, name);
}

ValueId GraphBuilder::concat(std::vector<ValueId> values, int axis, const std::string &name)
{
    if (values.empty())
        mismatch(name, "nothing to join");
    Shape out = shape(values.front());
    if (axis < 0 || std::size_t(axis) >= out.size())
        mismatch(name, "no axis " + std::to_string(axis));
    for (std::size_t i = 1; i < values.size(); ++i) {
        const Shape &other = shape(values[i]);
        bool fits = other.size() == out.size();
        for (std::size_t d = 0; fits && d < out.size(); ++d)
            fits = d == std::size_t(axis) || other[d] == out[d];
        if (!fits)
            mismatch(name, "cannot join " + describe(out) + " and " + describe(other));
        out[std::size_t(axis)] += other[std::size_t(axis)];
    }
    if (values.size() == 1)
        return values.front();
    return append(ConcatOp{axis}, std::move(values), std::move(out), name);
}

ValueId GraphBuilder::slice(ValueId x, int axis, std::int64_t begin, std::int64_t end, const std::string &name)
{
    Shape out = shape(x);
    if (axis < 0 || std::size_t(axis) >= out.size() || begin < 0 || begin >= end || end > out[std::size_t(axis)])
        mismatch(name, "cannot take " + std::to_string(begin) + " to " + std::to_string(end) + " of " + describe(out));
    out[std::size_t(axis)] = end - begin;
    return append(SliceOp{axis, begin, end}, {x}, std::move(out), name);
}

ValueId GraphBuilder::sameShape(Operator op, ValueId a, ValueId b, const std::string &name)
{
    if (shape(a) != shape(b))
        mismatch(name, describe(shape(a)) + " does not go with " + describe(shape(b)));
    return append(std::move(op), {a, b}, shape(a), name);
}

ValueId GraphBuilder::add(ValueId a, ValueId b, const std::string &name)
{
    return sameShape(AddOp{}, a, b, name);
}

ValueId GraphBuilder::sub(ValueId a, ValueId b, const std::string &name)
{
    return sameShape(SubOp{}, a, b, name);
}

ValueId GraphBuilder::mul(ValueId a, ValueId b, const std::string &name)
{
    return sameShape(MulOp{}, a, b, name);
}

ValueId GraphBuilder::div(ValueId a, ValueId b, const std::string &name)
{
    return sameShape(DivOp{}, a, b, name);
}

ValueId GraphBuilder::scaleShift(ValueId x, ConstTensor scale, ConstTensor shift, const std::string &name)
{
    checkBroadcast(shape(x), scale.shape, name);
    checkBroadcast(shape(x), shift.shape, name);
    return append(ScaleShiftOp{std::move(scale), std::move(shift)}, {x}, shape(x), name);
}

ValueId GraphBuilder::activation(ValueId x, Activation kind, const std::string &name)
{
    return kind == Activation::None ? x : append(ActivationOp{kind}, {x}, shape(x), name);
}

ValueId GraphBuilder::softmax(ValueId x, int axis, const std::string &name)
{
    return append(SoftmaxOp{axis}, {x}, shape(x), name);
}

ValueId GraphBuilder::matMul(ValueId a, ValueId b, bool transposeA, bool transposeB, const std::string &name)
{
    Shape left = shape(a), right = shape(b);
    if (left.size() != right.size() || left.size() < 2)
        mismatch(name, describe(left) + " times " + describe(right));
    const std::size_t n = left.size();
    if (transposeA)
        std::swap(left[n - 1], left[n - 2]);
    if (transposeB)
        std::swap(right[n - 1], right[n - 2]);
    if (left[n - 1] != right[n - 2] || !std::equal(left.begin(), left.end() - 2, right.begin()))
        mismatch(name, describe(left) + " times " + describe(right));
    left[n - 1] = right[n - 1];
    return append(MatMulOp{transposeA, transposeB}, {a, b}, std::move(left), name);
}

ValueId GraphBuilder::reshape(ValueId x, const Shape &to, const std::string &name)
{
    const std::int64_t count = elements(shape(x));
    Shape out = to;
    const auto open = std::find(out.begin(), out.end(), -1);
    if (open != out.end()) {
        *open = 1;
        const std::int64_t rest = elements(out);
        *open = rest > 0 ? count / rest : -1;
    }
    if (elements(out) != count)
        mismatch(name, "cannot see " + describe(shape(x)) + " as " + describe(to));
    // The full shape goes into the graph: nothing is left for an executor to infer.
    return append(ReshapeOp{out}, {x}, out, name);
}

ValueId GraphBuilder::transpose(ValueId x, std::vector<int> order, const std::string &name)
{
    const Shape &in = shape(x);
    std::vector<int> sorted = order, expected(in.size());
    std::sort(sorted.begin(), sorted.end());
    std::iota(expected.begin(), expected.end(), 0);
    if (sorted != expected)
        mismatch(name, "impossible order of axes");
    Shape out;
    for (const int axis : order)
        out.push_back(in[std::size_t(axis)]);
    return append(TransposeOp{std::move(order)}, {x}, std::move(out), name);
}

ValueId GraphBuilder::constant(ConstTensor value, const std::string &name)
{
    Shape out = value.shape;
    return append(ConstantOp{std::move(value)}, {}, std::move(out), name);
}

ValueId GraphBuilder::clip(ValueId x, float least, float most, const std::string &name)
{
    if (!(least <= most))
        mismatch(name, "impossible bounds");
    return append(ClipOp{least, most}, {x}, shape(x), name);
}

ValueId GraphBuilder::reduceMax(ValueId x, int axis, const std::string &name)
{
    Shape out = shape(x);
    if (axis < 0 || std::size_t(axis) >= out.size())
        mismatch(name, "no axis " + std::to_string(axis));
    out[std::size_t(axis)] = 1;
    return append(ReduceMaxOp{axis}, {x}, std::move(out), name);
}

ValueId GraphBuilder::expand(ValueId x, const Shape &to, const std::string &name)
{
    const Shape &in = shape(x);
    bool fits = to.size() == in.size();
    for (std::size_t d = 0; fits && d < to.size(); ++d)
        fits = in[d] == 1 || in[d] == to[d];
    if (!fits)
        mismatch(name, "cannot expand " + describe(in) + " to " + describe(to));
    return to == in ? x : append(ExpandOp{to}, {x}, to, name);
}

ValueId GraphBuilder::topK(ValueId x, int axis, std::int64_t count, const std::string &name)
{
    Shape out = shape(x);
    if (axis < 0 || std::size_t(axis) >= out.size() || count < 1 || count > out[std::size_t(axis)])
        mismatch(name, "cannot choose " + std::to_string(count) + " of " + describe(out));
    const std::int64_t length = std::exchange(out[std::size_t(axis)], count);
    return append(TopKOp{axis, count}, {x}, std::move(out), name, length);
}

ValueId GraphBuilder::gather(ValueId x, ValueId indices, int axis, const std::string &name)
{
    Shape in = shape(x);
    const Shape &out = shape(indices);
    if (axis < 0 || std::size_t(axis) >= in.size() || out.size() != in.size())
        mismatch(name, describe(out) + " cannot point into " + describe(in));
    const std::int64_t length = std::exchange(in[std::size_t(axis)], out[std::size_t(axis)]);
    if (in != out)
        mismatch(name, describe(out) + " cannot point into " + describe(shape(x)));
    return append(GatherOp{axis}, {x, indices}, out, name, length);
}

ValueId GraphBuilder::indexDiv(ValueId x, std::int64_t divisor, bool remainder, const std::string &name)
{
    if (divisor < 1 || divisor > kMaxIndex)
        mismatch(name, "cannot divide indices by " + std::to_string(divisor));
    return append(IndexDivOp{divisor, remainder}, {x}, shape(x), name);
}

ValueId GraphBuilder::indexToFloat(ValueId x, const std::string &name)
{
    return append(IndexToFloatOp{}, {x}, shape(x), name);
}

ValueId GraphBuilder::fakeQuantize(ValueId x, FakeQuantizeOp op, const std::string &name)
{
    if (!isGrid(op))
        mismatch(name, "a grid that is none");
    checkBroadcast(shape(x), op.scale.shape, name);
    checkBroadcast(shape(x), op.lowest.shape, name);
    return append(std::move(op), {x}, shape(x), name);
}

ValueId GraphBuilder::dynamicQuantize(ValueId x, const std::string &name)
{
    return append(DynamicQuantizeOp{}, {x}, shape(x), name);
}

ConstTensor makeTensor(Shape shape, std::vector<float> values)
{
    return ConstTensor{std::move(shape), std::make_shared<const FloatArray>(std::move(values))};
}

}  // namespace lineside::weights
