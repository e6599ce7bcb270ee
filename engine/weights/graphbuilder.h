// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/hosttensor.h"
#include "weights/networkspec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lineside::weights {

/// Collects the nodes of a NetworkSpec and knows the shape of every value, so that a network whose parts do not fit
/// together is refused here and not by an executor, and so is one that no line could wait for. Throws Refused (Corrupt, TooMuchWork). Not shared between threads: one thread at a time.
class GraphBuilder {
public:
    explicit GraphBuilder(Shape input);

    const Shape &shape(ValueId value) const;
    std::int64_t channels(ValueId value) const { return shape(value)[1]; }
    /// The node that makes the value; null for the image.
    const Node *maker(ValueId value) const;
    /// Whether the value holds indices (networkspec.h) and not ordinary numbers.
    bool isIndex(ValueId value) const;

    // Each appends one node named `name` and returns its value.
    ValueId conv(ValueId x, Conv2dOp op, const std::string &name);
    ValueId maxPool(ValueId x, MaxPool2dOp op, const std::string &name);
    ValueId avgPool(ValueId x, AvgPool2dOp op, const std::string &name);
    ValueId upsample(ValueId x, int factor, const std::string &name);
    ValueId concat(std::vector<ValueId> values, int axis, const std::string &name);
    ValueId slice(ValueId x, int axis, std::int64_t begin, std::int64_t end, const std::string &name);
    ValueId add(ValueId a, ValueId b, const std::string &name);
    ValueId sub(ValueId a, ValueId b, const std::string &name);
    ValueId mul(ValueId a, ValueId b, const std::string &name);
    ValueId div(ValueId a, ValueId b, const std::string &name);
    ValueId scaleShift(ValueId x, ConstTensor scale, ConstTensor shift, const std::string &name);
    ValueId activation(ValueId x, Activation kind, const std::string &name);
    ValueId softmax(ValueId x, int axis, const std::string &name);
    ValueId matMul(ValueId a, ValueId b, bool transposeA, bool transposeB, const std::string &name);
    ValueId reshape(ValueId x, const Shape &to, const std::string &name);  ///< no 0, one -1 allowed
    ValueId transpose(ValueId x, std::vector<int> order, const std::string &name);
    ValueId constant(ConstTensor value, const std::string &name);
    ValueId clip(ValueId x, float least, float most, const std::string &name);
    ValueId reduceMax(ValueId x, int axis, const std::string &name);
    ValueId expand(ValueId x, const Shape &to, const std::string &name);
    ValueId topK(ValueId x, int axis, std::int64_t count, const std::string &name);  ///< indices
    ValueId gather(ValueId x, ValueId indices, int axis, const std::string &name);
    ValueId indexDiv(ValueId x, std::int64_t divisor, bool remainder, const std::string &name);
    ValueId indexToFloat(ValueId x, const std::string &name);
    ValueId fakeQuantize(ValueId x, FakeQuantizeOp op, const std::string &name);
    ValueId dynamicQuantize(ValueId x, const std::string &name);

    /// Of all nodes so far, for one picture: see NetworkCost.
    double operations() const { return m_operations; }

    const std::vector<Node> &nodes() const { return m_nodes; }
    std::vector<Node> takeNodes() { return std::move(m_nodes); }

private:
    /// `axisLength`: of the operator's own axis in its first input, where it finds or uses indices.
    ValueId append(Operator op, std::vector<ValueId> inputs, Shape shape, const std::string &name, std::int64_t axisLength = 0);
    ValueId sameShape(Operator op, ValueId a, ValueId b, const std::string &name);
    std::int64_t pooled(std::int64_t size, std::int64_t kernel, int stride, int pad, const std::string &name) const;

    std::vector<Node> m_nodes;
    std::vector<Shape> m_shapes;  // by ValueId
    std::vector<std::int64_t> m_limits;  // by ValueId: see indexLimit
    double m_operations = 0;
};

/// A tensor of the given shape from values made here.
ConstTensor makeTensor(Shape shape, std::vector<float> values);

}  // namespace lineside::weights
