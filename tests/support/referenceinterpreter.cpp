// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/referenceinterpreter.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>

namespace lineside::test {
namespace {

using Shape = std::vector<std::int64_t>;
using Inputs = std::vector<const Array *>;

std::int64_t count(const Shape &shape)
{
    std::int64_t n = 1;
    for (const std::int64_t size : shape)
        n *= size;
    return n;
}

Array make(Shape shape)
{
    Array array;
    array.data.assign(std::size_t(count(shape)), 0.f);
    array.shape = std::move(shape);
    return array;
}

void require(bool condition, const char *what)
{
    if (!condition)
        throw std::runtime_error(what);
}

float activate(Activation kind, float x)
{
    switch (kind) {
    case Activation::None: return x;
    case Activation::SiLU: return x / (1 + std::exp(-x));
    case Activation::ReLU: return std::max(x, 0.f);
    case Activation::LeakyReLU: return x < 0 ? 0.1f * x : x;
    case Activation::HardSwish: return x * std::clamp(x + 3, 0.f, 6.f) / 6;
    case Activation::Sigmoid: return 1 / (1 + std::exp(-x));
    case Activation::Exp: return std::exp(x);
    }
    return x;
}

Array run(const Conv2dOp &op, const Inputs &in)
{
    const Shape &x = in[0]->shape, &w = op.weight.shape;
    const std::int64_t outH = (x[2] + 2 * op.padH - op.dilationH * (w[2] - 1) - 1) / op.strideH + 1;
    const std::int64_t outW = (x[3] + 2 * op.padW - op.dilationW * (w[3] - 1) - 1) / op.strideW + 1;
    Array out = make({x[0], w[0], outH, outW});
    const std::int64_t perGroup = w[0] / op.groups;
    require(x[1] == w[1] * op.groups, "convolution with another number of channels");
    for (std::int64_t n = 0; n < x[0]; ++n) {
        for (std::int64_t o = 0; o < w[0]; ++o) {
            float *plane = out.data.data() + (n * w[0] + o) * outH * outW;
            std::fill(plane, plane + outH * outW, op.bias.data ? (*op.bias.data)[std::size_t(o)] : 0.f);
            for (std::int64_t i = 0; i < w[1]; ++i) {
                const float *source = in[0]->data.data() + (n * x[1] + o / perGroup * w[1] + i) * x[2] * x[3];
                for (std::int64_t ky = 0; ky < w[2]; ++ky) {
                    for (std::int64_t kx = 0; kx < w[3]; ++kx) {
                        const float weight = (*op.weight.data)[std::size_t(((o * w[1] + i) * w[2] + ky) * w[3] + kx)];
                        for (std::int64_t y = 0; y < outH; ++y) {
                            const std::int64_t sy = y * op.strideH - op.padH + ky * op.dilationH;
                            if (sy < 0 || sy >= x[2])
                                continue;
                            for (std::int64_t ox = 0; ox < outW; ++ox) {
                                const std::int64_t sx = ox * op.strideW - op.padW + kx * op.dilationW;
                                if (sx >= 0 && sx < x[3])
                                    plane[y * outW + ox] += weight * source[sy * x[3] + sx];
                            }
                        }
                    }
                }
            }
        }
    }
    for (float &value : out.data)
        value = activate(op.activation, value);
    return out;
}

Array pool(const Array &in, int kernel, int stride, int pad, bool average)
{
    const Shape &x = in.shape;
    const std::int64_t outH = (x[2] + 2 * pad - kernel) / stride + 1, outW = (x[3] + 2 * pad - kernel) / stride + 1;
    Array out = make({x[0], x[1], outH, outW});
    std::size_t at = 0;
    for (std::int64_t plane = 0; plane < x[0] * x[1]; ++plane) {
        for (std::int64_t y = 0; y < outH; ++y) {
            for (std::int64_t ox = 0; ox < outW; ++ox) {
                float largest = -std::numeric_limits<float>::infinity(), sum = 0;
                for (std::int64_t sy = y * stride - pad; sy < y * stride - pad + kernel; ++sy) {
                    for (std::int64_t sx = ox * stride - pad; sx < ox * stride - pad + kernel; ++sx) {
                        if (sy < 0 || sx < 0 || sy >= x[2] || sx >= x[3])
                            continue;
                        const float value = in.data[std::size_t((plane * x[2] + sy) * x[3] + sx)];
                        largest = std::max(largest, value);
                        sum += value;
                    }
                }
                out.data[at++] = average ? sum / float(kernel * kernel) : largest;
            }
        }
    }
    return out;
}

Array run(const MaxPool2dOp &op, const Inputs &in)
{
    return pool(*in[0], op.kernel, op.stride, op.pad, false);
}

Array run(const AvgPool2dOp &op, const Inputs &in)
{
    return pool(*in[0], op.kernel, op.stride, op.pad, true);
}

Array run(const UpsampleNearestOp &op, const Inputs &in)
{
    const Shape &x = in[0]->shape;
    Array out = make({x[0], x[1], x[2] * op.factor, x[3] * op.factor});
    std::size_t at = 0;
    for (std::int64_t plane = 0; plane < x[0] * x[1]; ++plane) {
        for (std::int64_t y = 0; y < x[2] * op.factor; ++y) {
            for (std::int64_t ox = 0; ox < x[3] * op.factor; ++ox)
                out.data[at++] = in[0]->data[std::size_t((plane * x[2] + y / op.factor) * x[3] + ox / op.factor)];
        }
    }
    return out;
}

/// Elements before, along and behind an axis.
struct Split {
    std::int64_t outer, length, inner;
};

Split splitAt(const Shape &shape, int axis)
{
    const std::size_t a = std::size_t(axis < 0 ? axis + int(shape.size()) : axis);
    return {count({shape.begin(), shape.begin() + std::ptrdiff_t(a)}), shape[a], count({shape.begin() + std::ptrdiff_t(a) + 1, shape.end()})};
}

Array run(const ConcatOp &op, const Inputs &in)
{
    Shape shape = in[0]->shape;
    for (std::size_t i = 1; i < in.size(); ++i)
        shape[std::size_t(op.axis)] += in[i]->shape[std::size_t(op.axis)];
    Array out = make(shape);
    auto to = out.data.begin();
    for (std::int64_t o = 0; o < splitAt(shape, op.axis).outer; ++o) {
        for (const Array *part : in) {
            const Split s = splitAt(part->shape, op.axis);
            to = std::copy_n(part->data.begin() + o * s.length * s.inner, s.length * s.inner, to);
        }
    }
    return out;
}

Array run(const SliceOp &op, const Inputs &in)
{
    const Split s = splitAt(in[0]->shape, op.axis);
    Shape shape = in[0]->shape;
    shape[std::size_t(op.axis)] = op.end - op.begin;
    Array out = make(shape);
    auto to = out.data.begin();
    for (std::int64_t o = 0; o < s.outer; ++o)
        to = std::copy_n(in[0]->data.begin() + (o * s.length + op.begin) * s.inner, (op.end - op.begin) * s.inner, to);
    return out;
}

Array elementwise(const Inputs &in, const std::function<float(float, float)> &function)
{
    require(in[0]->shape == in[1]->shape, "operands of two shapes");
    Array out = *in[0];
    for (std::size_t i = 0; i < out.data.size(); ++i)
        out.data[i] = function(out.data[i], in[1]->data[i]);
    return out;
}

Array run(const AddOp &, const Inputs &in) { return elementwise(in, std::plus<float>()); }
Array run(const SubOp &, const Inputs &in) { return elementwise(in, std::minus<float>()); }
Array run(const MulOp &, const Inputs &in) { return elementwise(in, std::multiplies<float>()); }
Array run(const DivOp &, const Inputs &in) { return elementwise(in, std::divides<float>()); }

/// Where the element of a broadcast constant lies for every element of x.
std::size_t broadcastIndex(const Shape &x, const Shape &constant, std::size_t flat)
{
    std::size_t index = 0, step = 1;
    for (std::size_t d = 0; d < x.size(); ++d) {
        const auto size = std::size_t(x[x.size() - 1 - d]);
        const std::size_t at = flat % size;
        flat /= size;
        if (d < constant.size()) {
            const auto own = std::size_t(constant[constant.size() - 1 - d]);
            require(own == 1 || own == size, "a constant that does not broadcast");
            index += own == 1 ? 0 : at * step;
            step *= own;
        }
    }
    return index;
}

Array run(const ScaleShiftOp &op, const Inputs &in)
{
    Array out = *in[0];
    for (std::size_t i = 0; i < out.data.size(); ++i) {
        out.data[i] = out.data[i] * (*op.scale.data)[broadcastIndex(out.shape, op.scale.shape, i)]
                      + (*op.shift.data)[broadcastIndex(out.shape, op.shift.shape, i)];
    }
    return out;
}

Array run(const ActivationOp &op, const Inputs &in)
{
    Array out = *in[0];
    for (float &value : out.data)
        value = activate(op.kind, value);
    return out;
}

Array run(const SoftmaxOp &op, const Inputs &in)
{
    Array out = *in[0];
    const Split s = splitAt(out.shape, op.axis);
    for (std::int64_t o = 0; o < s.outer; ++o) {
        for (std::int64_t i = 0; i < s.inner; ++i) {
            const auto at = [&](std::int64_t k) -> float & { return out.data[std::size_t((o * s.length + k) * s.inner + i)]; };
            float largest = at(0), sum = 0;
            for (std::int64_t k = 1; k < s.length; ++k)
                largest = std::max(largest, at(k));
            for (std::int64_t k = 0; k < s.length; ++k)
                sum += at(k) = std::exp(at(k) - largest);
            for (std::int64_t k = 0; k < s.length; ++k)
                at(k) /= sum;
        }
    }
    return out;
}

Array run(const MatMulOp &op, const Inputs &in)
{
    const Shape &a = in[0]->shape, &b = in[1]->shape;
    const std::size_t n = a.size();
    const std::int64_t rows = op.transposeA ? a[n - 1] : a[n - 2], inner = op.transposeA ? a[n - 2] : a[n - 1];
    const std::int64_t columns = op.transposeB ? b[n - 2] : b[n - 1];
    require(inner == (op.transposeB ? b[n - 1] : b[n - 2]), "matrices that do not go together");
    Shape shape = a;
    shape[n - 2] = rows;
    shape[n - 1] = columns;
    Array out = make(shape);
    for (std::int64_t m = 0; m < count(shape) / (rows * columns); ++m) {
        const float *left = in[0]->data.data() + m * rows * inner, *right = in[1]->data.data() + m * inner * columns;
        for (std::int64_t r = 0; r < rows; ++r) {
            for (std::int64_t c = 0; c < columns; ++c) {
                float sum = 0;
                for (std::int64_t k = 0; k < inner; ++k)
                    sum += left[op.transposeA ? k * rows + r : r * inner + k] * right[op.transposeB ? c * inner + k : k * columns + c];
                out.data[std::size_t((m * rows + r) * columns + c)] = sum;
            }
        }
    }
    return out;
}

Array run(const ReshapeOp &op, const Inputs &in)
{
    Array out = *in[0];
    Shape shape = op.shape;
    std::int64_t known = 1;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        shape[i] = shape[i] == 0 ? in[0]->shape[i] : shape[i];
        known *= shape[i] == -1 ? 1 : shape[i];
    }
    for (std::int64_t &size : shape)
        size = size == -1 ? count(out.shape) / known : size;
    require(count(shape) == count(out.shape), "a view with another number of elements");
    out.shape = shape;
    return out;
}

Array run(const TransposeOp &op, const Inputs &in)
{
    const Shape &x = in[0]->shape;
    Shape shape, steps;
    for (const int axis : op.order) {
        shape.push_back(x[std::size_t(axis)]);
        steps.push_back(splitAt(x, axis).inner);
    }
    Array out = make(shape);
    Shape index(shape.size(), 0);
    for (float &value : out.data) {
        std::int64_t from = 0;
        for (std::size_t d = 0; d < shape.size(); ++d)
            from += index[d] * steps[d];
        value = in[0]->data[std::size_t(from)];
        for (std::size_t d = shape.size(); d-- > 0 && ++index[d] == shape[d];)
            index[d] = 0;
    }
    return out;
}

Array run(const ConstantOp &op, const Inputs &)
{
    return Array{op.value.shape, op.value.data->copy()};
}

Array run(const ClipOp &op, const Inputs &in)
{
    Array out = *in[0];
    for (float &value : out.data)
        value = std::clamp(value, op.least, op.most);
    return out;
}

Array run(const ReduceMaxOp &op, const Inputs &in)
{
    const Split s = splitAt(in[0]->shape, op.axis);
    Shape shape = in[0]->shape;
    shape[std::size_t(op.axis)] = 1;
    Array out = make(shape);
    for (std::int64_t o = 0; o < s.outer; ++o) {
        for (std::int64_t i = 0; i < s.inner; ++i) {
            float largest = -std::numeric_limits<float>::infinity();
            for (std::int64_t k = 0; k < s.length; ++k)
                largest = std::max(largest, in[0]->data[std::size_t((o * s.length + k) * s.inner + i)]);
            out.data[std::size_t(o * s.inner + i)] = largest;
        }
    }
    return out;
}

Array run(const ExpandOp &op, const Inputs &in)
{
    require(op.shape.size() == in[0]->shape.size(), "expanding to another number of axes");
    Array out = make(op.shape);
    for (std::size_t i = 0; i < out.data.size(); ++i)
        out.data[i] = in[0]->data[broadcastIndex(op.shape, in[0]->shape, i)];
    return out;
}

// Indices are held as numbers here: float32 has all whole ones up to 2^24.
Array run(const TopKOp &op, const Inputs &in)
{
    const Split s = splitAt(in[0]->shape, op.axis);
    Shape shape = in[0]->shape;
    shape[std::size_t(op.axis)] = op.count;
    require(op.count <= s.length, "a choice of more than there are");
    Array out = make(shape);
    std::vector<std::int64_t> order(std::size_t(s.length), 0);
    for (std::int64_t o = 0; o < s.outer; ++o) {
        for (std::int64_t i = 0; i < s.inner; ++i) {
            for (std::size_t k = 0; k < order.size(); ++k)
                order[k] = std::int64_t(k);
            const auto at = [&](std::int64_t k) { return in[0]->data[std::size_t((o * s.length + k) * s.inner + i)]; };
            std::stable_sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) { return at(a) > at(b); });
            for (std::int64_t k = 0; k < op.count; ++k)
                out.data[std::size_t((o * op.count + k) * s.inner + i)] = float(order[std::size_t(k)]);
        }
    }
    return out;
}

Array run(const GatherOp &op, const Inputs &in)
{
    const Split from = splitAt(in[0]->shape, op.axis), to = splitAt(in[1]->shape, op.axis);
    require(from.outer == to.outer && from.inner == to.inner, "indices of another shape");
    Array out = *in[1];
    for (std::int64_t i = 0; i < std::int64_t(out.data.size()); ++i) {
        const auto k = std::int64_t(out.data[std::size_t(i)]);
        require(k >= 0 && k < from.length, "an index beyond the end");
        out.data[std::size_t(i)] = in[0]->data[std::size_t((i / (to.length * to.inner) * from.length + k) * from.inner + i % to.inner)];
    }
    return out;
}

Array run(const IndexDivOp &op, const Inputs &in)
{
    Array out = *in[0];
    for (float &value : out.data)
        value = float(op.remainder ? std::int64_t(value) % op.divisor : std::int64_t(value) / op.divisor);
    return out;
}

Array run(const IndexToFloatOp &, const Inputs &in)
{
    return *in[0];
}

float onGrid(float x, float scale, float lowest, float highest)
{
    return std::clamp(std::nearbyint(x / scale), lowest, highest) * scale;
}

Array run(const FakeQuantizeOp &op, const Inputs &in)
{
    Array out = *in[0];
    for (std::size_t i = 0; i < out.data.size(); ++i) {
        const std::size_t bound = broadcastIndex(out.shape, op.lowest.shape, i);
        out.data[i] = onGrid(out.data[i], (*op.scale.data)[broadcastIndex(out.shape, op.scale.shape, i)], (*op.lowest.data)[bound], (*op.highest.data)[bound]);
    }
    return out;
}

Array run(const DynamicQuantizeOp &, const Inputs &in)
{
    Array out = *in[0];
    const auto [least, most] = std::minmax_element(out.data.begin(), out.data.end());
    const float low = std::min(*least, 0.f), range = (std::max(*most, 0.f) - low) / 255, scale = range > 0 ? range : 1;
    const float zeroPoint = std::clamp(std::nearbyint(-low / scale), 0.f, 255.f);
    for (float &value : out.data)
        value = onGrid(value, scale, -zeroPoint, 255 - zeroPoint);
    return out;
}

}  // namespace

Array interpret(const NetworkSpec &network, const Array &image)
{
    std::vector<Array> values = {image};
    for (const Node &node : network.nodes) {
        Inputs inputs;
        for (const ValueId id : node.inputs) {
            require(id >= 0 && std::size_t(id) < values.size(), "a node that reads a later value");
            inputs.push_back(&values[std::size_t(id)]);
        }
        values.push_back(std::visit([&](const auto &op) { return run(op, inputs); }, node.op));
    }
    require(network.output >= 0 && std::size_t(network.output) < values.size(), "an output that does not exist");
    return values[std::size_t(network.output)];
}

}  // namespace lineside::test
