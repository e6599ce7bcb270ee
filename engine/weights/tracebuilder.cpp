// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/tracebuilder.h"

#include "weights/indexlimit.h"
#include "weights/refused.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lineside::weights {
namespace {

constexpr std::int64_t kMaxKnown = 1ll << 28;  // numbers: as many as the largest network has, and what is made of them

bool isArithmetic(HostBinary op)
{
    return op == HostBinary::Add || op == HostBinary::Sub || op == HostBinary::Mul || op == HostBinary::Div;
}

bool isAll(const HostTensor &tensor, double number)
{
    return tensor.size() == 1 && numberOf(tensor) == number;
}

}  // namespace

void TraceBuilder::outside(const std::string &detail) const
{
    m_place.outside(detail);
}

/// Not one of the values that are only good for choosing boxes.
void TraceBuilder::needPlain(const TraceValue &x) const
{
    if (x.chosen)
        m_place.outsideChoice("of a choice of boxes");
    if (!x.axes.empty())
        outside("of indices for several axes");
}

void TraceBuilder::corrupt(const std::string &detail) const
{
    refuse(RefusalReason::Corrupt, m_place.name + " (" + m_place.op + "): " + detail, m_place.op);
}

TraceValue TraceBuilder::known(HostTensor tensor)
{
    m_known += tensor.size();
    if (m_known > kMaxKnown)
        corrupt("constants without end");
    return {std::move(tensor), -1, {}, {}};
}

Shape TraceBuilder::shape(const TraceValue &x) const
{
    needPlain(x);
    return x.known ? x.known->shape : m_graph.shape(x.id);
}

bool TraceBuilder::isWhole(const TraceValue &x) const
{
    needPlain(x);
    return x.known ? x.known->type != HostType::Float : m_graph.isIndex(x.id);
}

const HostTensor &TraceBuilder::need(const TraceValue &x) const
{
    needPlain(x);
    if (!x.known)
        outside("depends on the picture");
    return *x.known;
}

bool TraceBuilder::uses(Activation kind) const
{
    return std::any_of(m_graph.nodes().begin(), m_graph.nodes().end(), [kind](const Node &node) {
        const auto *activation = std::get_if<ActivationOp>(&node.op);
        return activation && activation->kind == kind;
    });
}

ConstTensor TraceBuilder::floatsOf(const TraceValue &x) const
{
    const HostTensor &tensor = need(x);
    if (tensor.type != HostType::Float)
        outside("whole numbers where others belong");
    return {tensor.shape, tensor.floats};
}

ValueId TraceBuilder::idOf(const TraceValue &x)
{
    needPlain(x);
    if (!x.known)
        return x.id;
    const HostTensor floats = castHost(*x.known, HostType::Float);
    return m_graph.constant({floats.shape, floats.floats}, m_place.name);
}

TraceValue TraceBuilder::affine(const TraceValue &x, const HostTensor &scale, const HostTensor &shift)
{
    if (isAll(scale, 1) && isAll(shift, 0) && scale.shape.size() <= rank(x) && shift.shape.size() <= rank(x))
        return x;
    const Shape wide = broadcastShape(shape(x), broadcastShape(scale.shape, shift.shape));
    const HostTensor s = castHost(scale, HostType::Float), t = castHost(shift, HostType::Float);
    return made(m_graph.scaleShift(expand(x, wide).id, {s.shape, s.floats}, {t.shape, t.floats}, m_place.name));
}

TraceValue TraceBuilder::binary(HostBinary op, const TraceValue &a, const TraceValue &b)
{
    if (countsOf(a) || countsOf(b))
        return calculatedCounts(op, a, b);
    if (a.chosen || b.chosen)
        return m_choice.binary(op, a, b);
    if (a.known && b.known)
        return known(binaryHost(op, *a.known, *b.known));
    if (b.known)
        return isWhole(a) ? indexWithConstant(op, a, *b.known) : withConstant(op, a, *b.known);
    if (a.known)
        return isWhole(b) ? (op == HostBinary::Add || op == HostBinary::Mul ? indexWithConstant(op, b, *a.known) : (outside("of indices"), b))
                          : constantWith(op, *a.known, b);
    if (!isArithmetic(op) || isWhole(a) || isWhole(b))
        outside("of two values of the network");
    const Shape wide = broadcastShape(shape(a), shape(b));
    const ValueId left = expand(a, wide).id, right = expand(b, wide).id;
    switch (op) {
    case HostBinary::Add: return made(m_graph.add(left, right, m_place.name));
    case HostBinary::Sub: return made(m_graph.sub(left, right, m_place.name));
    case HostBinary::Mul: return made(m_graph.mul(left, right, m_place.name));
    default: return made(m_graph.div(left, right, m_place.name));
    }
}

TraceValue TraceBuilder::withConstant(HostBinary op, const TraceValue &x, const HostTensor &constant)
{
    const HostTensor zero = hostFloat(0), one = hostFloat(1);
    const auto ratio = m_ratios.find(x.id);
    switch (op) {
    case HostBinary::Add: return affine(x, one, constant);
    case HostBinary::Sub: return affine(x, one, unaryHost(HostUnary::Neg, constant));
    case HostBinary::Mul: return affine(x, constant, zero);
    case HostBinary::Div: {
        const TraceValue y = affine(x, unaryHost(HostUnary::Reciprocal, castHost(constant, HostType::Float)), zero);
        const double by = constant.size() == 1 ? numberOf(constant) : 0;
        if (ratio != m_ratios.end() && by >= 1 && by <= double(kMaxIndex) && by == std::floor(by) && ratio->second.divisor == 1)
            m_ratios[y.id] = {ratio->second.index, std::int64_t(by)};
        return y;
    }
    case HostBinary::FloorDiv: return unary(HostUnary::Floor, withConstant(HostBinary::Div, x, constant));
    case HostBinary::Pow: return power(x, constant);
    case HostBinary::Max: return clip(x, numberOf(constant), std::nullopt);
    case HostBinary::Min: return clip(x, std::nullopt, numberOf(constant));
    case HostBinary::Greater: return m_choice.above(x.id, numberOf(constant));
    default: outside("of a value of the network");
    }
}

TraceValue TraceBuilder::constantWith(HostBinary op, const HostTensor &constant, const TraceValue &x)
{
    switch (op) {
    case HostBinary::Sub: return affine(x, hostFloat(-1), constant);
    case HostBinary::Div: return binary(op, made(idOf({constant, -1, {}, {}})), x);
    case HostBinary::Add:
    case HostBinary::Mul:
    case HostBinary::Max:
    case HostBinary::Min: return withConstant(op, x, constant);
    default: outside("of a value of the network");
    }
}

TraceValue TraceBuilder::power(const TraceValue &x, const HostTensor &exponent)
{
    const double to = exponent.size() == 1 ? numberOf(exponent) : 0;
    if (to == 1)
        return x;
    if (to != 2 && to != 3)
        outside("of another power than 2 or 3");
    const ValueId own = idOf(x), square = m_graph.mul(own, own, m_place.name);
    return made(to == 2 ? square : m_graph.mul(square, own, m_place.name));
}

TraceValue TraceBuilder::dividedIndex(const TraceValue &x, const HostTensor &divisor, bool remainder)
{
    const double by = divisor.size() == 1 ? numberOf(divisor) : 0;
    if (!(by >= 1 && by <= double(kMaxIndex)) || by != std::floor(by) || divisor.shape.size() > rank(x))
        outside("of indices and no whole number");
    return made(m_graph.indexDiv(x.id, std::int64_t(by), remainder, m_place.name));
}

TraceValue TraceBuilder::indexWithConstant(HostBinary op, const TraceValue &x, const HostTensor &constant)
{
    const bool whole = constant.type != HostType::Float;
    switch (op) {
    case HostBinary::Div:
        if (!whole)
            return withConstant(op, cast(x, HostType::Float), constant);
        return dividedIndex(x, constant, false);
    case HostBinary::FloorDiv: return dividedIndex(x, constant, false);  // indices are not negative: all roundings agree
    case HostBinary::Mod:
    case HostBinary::Fmod: return dividedIndex(x, constant, true);
    case HostBinary::Add:
    case HostBinary::Sub:
        if (isAll(constant, 0) && constant.shape.size() <= rank(x))
            return x;
        break;
    case HostBinary::Mul:
        if (isAll(constant, 1) && constant.shape.size() <= rank(x))
            return x;
        break;
    default: break;
    }
    outside("of indices");
}

TraceValue TraceBuilder::unary(HostUnary op, const TraceValue &x)
{
    if (x.known)
        return known(unaryHost(op, *x.known));
    const bool rounds = op == HostUnary::Floor || op == HostUnary::Ceil || op == HostUnary::Round || op == HostUnary::Abs;
    if (isWhole(x) && rounds)
        return x;
    if (const auto ratio = m_ratios.find(x.id); ratio != m_ratios.end() && (op == HostUnary::Floor || (rounds && ratio->second.divisor == 1))) {
        if (ratio->second.divisor == 1)
            return x;
        return cast(made(m_graph.indexDiv(ratio->second.index, ratio->second.divisor, false, m_place.name)), HostType::Float);
    }
    if (isWhole(x))
        outside("of indices");
    if (op == HostUnary::Neg)
        return affine(x, hostFloat(-1), hostFloat(0));
    if (op == HostUnary::Sigmoid)
        return activation(x, Activation::Sigmoid);
    if (op == HostUnary::Exp)
        return activation(x, Activation::Exp);
    outside("of a value of the network");
}

TraceValue TraceBuilder::where(const TraceValue &condition, const TraceValue &a, const TraceValue &b)
{
    if (condition.known && a.known && b.known)
        return known(whereHost(*condition.known, *a.known, *b.known));
    if (a.chosen || b.chosen)
        return chosenWhere(need(condition), a, b);
    const HostTensor &which = need(condition);
    const auto yes = integersOf(castHost(which, HostType::Bool));
    const auto count = std::count(yes.begin(), yes.end(), 1);
    if (count != 0 && count != std::ptrdiff_t(yes.size()))
        outside("between values of the network");
    return expand(count != 0 ? a : b, broadcastShape(which.shape, broadcastShape(shape(a), shape(b))));
}

TraceValue TraceBuilder::cast(const TraceValue &x, HostType type)
{
    if (x.known)
        return known(castHost(*x.known, type));
    if (x.chosen)
        return m_choice.cast(x, type);
    if (type == HostType::Bool)
        outside("to truth values");
    if ((type == HostType::Int) == isWhole(x))
        return x;
    if (type == HostType::Float) {
        const ValueId y = m_graph.indexToFloat(x.id, m_place.name);
        m_ratios[y] = {x.id, 1};
        return made(y);
    }
    const auto ratio = m_ratios.find(x.id);
    if (ratio == m_ratios.end())
        outside("to whole numbers");
    return ratio->second.divisor == 1 ? made(ratio->second.index) : made(m_graph.indexDiv(ratio->second.index, ratio->second.divisor, false, m_place.name));
}

TraceValue TraceBuilder::clip(const TraceValue &x, std::optional<double> least, std::optional<double> most)
{
    if (x.known) {
        const auto bound = [&](double value) { return x.known->type == HostType::Float ? hostFloat(float(value)) : hostInteger(std::int64_t(value)); };
        HostTensor y = *x.known;
        if (least && std::abs(*least) < 0x1p62)
            y = binaryHost(HostBinary::Max, y, bound(*least));
        if (most && std::abs(*most) < 0x1p62)
            y = binaryHost(HostBinary::Min, y, bound(*most));
        return known(std::move(y));
    }
    if (isWhole(x))
        outside("of indices");
    constexpr float kLargest = std::numeric_limits<float>::max();
    const float low = std::max(-kLargest, float(least.value_or(-kLargest))), high = std::min(kLargest, float(most.value_or(kLargest)));
    if (low == -kLargest && high == kLargest)
        return x;
    if (low == 0 && high == kLargest)
        return activation(x, Activation::ReLU);
    return made(m_graph.clip(x.id, low, high, m_place.name));
}

TraceValue TraceBuilder::activation(const TraceValue &x, Activation kind)
{
    if (x.known && kind == Activation::Sigmoid)
        return unary(HostUnary::Sigmoid, x);
    return made(m_graph.activation(idOf(x), kind, m_place.name));
}

TraceValue TraceBuilder::leakyRelu(const TraceValue &x, double slope)
{
    if (std::abs(slope - 0.1) > 1e-6)
        outside("with another slope than 0.1");
    return activation(x, Activation::LeakyReLU);
}

TraceValue TraceBuilder::hardSigmoid(const TraceValue &x, double alpha, double beta)
{
    return clip(affine(x, hostFloat(float(alpha)), hostFloat(float(beta))), 0, 1);
}

TraceValue TraceBuilder::softmax(const TraceValue &x, std::int64_t axis)
{
    return made(m_graph.softmax(idOf(x), int(axisOf(axis, rank(x))), m_place.name));
}

TraceValue TraceBuilder::matMul(const TraceValue &a, const TraceValue &b)
{
    Shape left = shape(a), right = shape(b);
    if (left.size() < 2 || right.size() < 2)
        outside("of a vector");
    const Shape batch = broadcastShape({left.begin(), left.end() - 2}, {right.begin(), right.end() - 2});
    const auto widened = [&](const TraceValue &x, const Shape &own) {
        Shape to = batch;
        to.insert(to.end(), own.end() - 2, own.end());
        return expand(made(idOf(x)), to).id;
    };
    const ValueId l = widened(a, left), r = widened(b, right);
    return made(m_graph.matMul(l, r, false, false, m_place.name));
}

TraceValue TraceBuilder::reduce(HostReduction op, const TraceValue &x, const std::vector<std::int64_t> &axes, bool keepAxes)
{
    if (x.known)
        return known(reduceHost(op, *x.known, axes, keepAxes));
    if (countsOf(x) && op == HostReduction::Product && rank(x) == 1 && axes.size() == 1 && !keepAxes)
        return productOf(x, axes.front());
    if ((op != HostReduction::Max && op != HostReduction::Sum) || axes.empty() || isWhole(x))
        outside("of a value of the network");
    TraceValue y = x;
    for (const std::int64_t axis : axes) {
        const std::size_t a = axisOf(axis, rank(x));
        y = op == HostReduction::Sum ? sumOf(y, a) : made(m_graph.reduceMax(y.id, int(a), m_place.name));
    }
    return keepAxes ? y : squeeze(y, axes);
}

/// Of a few: what was put together to be added up.
TraceValue TraceBuilder::sumOf(const TraceValue &x, std::size_t axis)
{
    constexpr std::int64_t kMost = 16;
    const std::int64_t length = shape(x)[axis];
    if (length > kMost)
        outside("of many");
    TraceValue sum = slice(x, std::int64_t(axis), 0, 1);
    for (std::int64_t i = 1; i < length; ++i)
        sum = binary(HostBinary::Add, sum, slice(x, std::int64_t(axis), i, i + 1));
    return sum;
}

NetworkSpec TraceBuilder::finish(const TraceValue &output)
{
    if (output.known || isWhole(output) || output.id < 1)
        corrupt("the result does not come from the picture");
    NetworkSpec spec;
    spec.output = output.id;
    spec.nodes = m_graph.takeNodes();
    return spec;
}

}  // namespace lineside::weights
