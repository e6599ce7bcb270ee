// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/graphreplay.h"

#include "weights/refused.h"

namespace lineside::weights {
namespace {

constexpr int kMaxFactor = 64;  // of enlarging

[[noreturn]] void corrupt(const Node &node, const std::string &what)
{
    refuse(RefusalReason::Corrupt, node.name + ": " + what);
}

/// Appends one operator to a builder. A builder adds no node where nothing is to be done; in a finished network every node does something.
class GraphReplay {
public:
    GraphReplay(GraphBuilder &graph, const Node &node) : m_graph(graph), m_node(node) {}

    ValueId operator()(const Conv2dOp &op) const
    {
        if (!op.weight.data)
            corrupt(m_node, "no weight");
        return m_graph.conv(x(), op, m_node.name);
    }
    ValueId operator()(const MaxPool2dOp &op) const { return m_graph.maxPool(x(), op, m_node.name); }
    ValueId operator()(const AvgPool2dOp &op) const { return m_graph.avgPool(x(), op, m_node.name); }
    ValueId operator()(const UpsampleNearestOp &op) const
    {
        if (op.factor < 1 || op.factor > kMaxFactor)
            corrupt(m_node, "enlarges by " + std::to_string(op.factor));
        return m_graph.upsample(x(), op.factor, m_node.name);
    }
    ValueId operator()(const ConcatOp &op) const { return m_graph.concat(m_node.inputs, op.axis, m_node.name); }
    ValueId operator()(const SliceOp &op) const { return m_graph.slice(x(), op.axis, op.begin, op.end, m_node.name); }
    ValueId operator()(const AddOp &) const { return m_graph.add(first(), second(), m_node.name); }
    ValueId operator()(const SubOp &) const { return m_graph.sub(first(), second(), m_node.name); }
    ValueId operator()(const MulOp &) const { return m_graph.mul(first(), second(), m_node.name); }
    ValueId operator()(const DivOp &) const { return m_graph.div(first(), second(), m_node.name); }
    ValueId operator()(const ScaleShiftOp &op) const
    {
        if (!op.scale.data || !op.shift.data)
            corrupt(m_node, "no numbers to scale with");
        return m_graph.scaleShift(x(), op.scale, op.shift, m_node.name);
    }
    ValueId operator()(const ActivationOp &op) const { return m_graph.activation(x(), op.kind, m_node.name); }
    ValueId operator()(const SoftmaxOp &op) const
    {
        if (op.axis < 0 || std::size_t(op.axis) >= m_graph.shape(x()).size())
            corrupt(m_node, "no axis " + std::to_string(op.axis));
        return m_graph.softmax(x(), op.axis, m_node.name);
    }
    ValueId operator()(const MatMulOp &op) const { return m_graph.matMul(first(), second(), op.transposeA, op.transposeB, m_node.name); }
    ValueId operator()(const ReshapeOp &op) const { return m_graph.reshape(x(), op.shape, m_node.name); }
    ValueId operator()(const TransposeOp &op) const { return m_graph.transpose(x(), op.order, m_node.name); }
    ValueId operator()(const ConstantOp &op) const
    {
        need(0);
        if (!op.value.data)
            corrupt(m_node, "no numbers");
        return m_graph.constant(op.value, m_node.name);
    }
    ValueId operator()(const ClipOp &op) const { return m_graph.clip(x(), op.least, op.most, m_node.name); }
    ValueId operator()(const ReduceMaxOp &op) const { return m_graph.reduceMax(x(), op.axis, m_node.name); }
    ValueId operator()(const ExpandOp &op) const { return m_graph.expand(x(), op.shape, m_node.name); }
    ValueId operator()(const TopKOp &op) const { return m_graph.topK(x(), op.axis, op.count, m_node.name); }
    ValueId operator()(const GatherOp &op) const { return m_graph.gather(first(), second(), op.axis, m_node.name); }
    ValueId operator()(const IndexDivOp &op) const { return m_graph.indexDiv(x(), op.divisor, op.remainder, m_node.name); }
    ValueId operator()(const IndexToFloatOp &) const { return m_graph.indexToFloat(x(), m_node.name); }
    ValueId operator()(const FakeQuantizeOp &op) const { return m_graph.fakeQuantize(x(), op, m_node.name); }
    ValueId operator()(const DynamicQuantizeOp &) const { return m_graph.dynamicQuantize(x(), m_node.name); }

private:
    void need(std::size_t count) const
    {
        if (m_node.inputs.size() != count)
            corrupt(m_node, std::to_string(m_node.inputs.size()) + " inputs");
    }
    ValueId x() const
    {
        need(1);
        return m_node.inputs[0];
    }
    ValueId first() const
    {
        need(2);
        return m_node.inputs[0];
    }
    ValueId second() const { return m_node.inputs[1]; }

    GraphBuilder &m_graph;
    const Node &m_node;
};

/// Has an output the layout that head and labels say?
bool isPromised(const Shape &shape, const NetworkInfo &info)
{
    const auto classes = std::int64_t(info.labels.size());
    if (shape.size() != 3 || shape[0] != 1)
        return false;
    switch (info.head) {
    case HeadKind::AnchorFree: return shape[1] == 4 + classes;
    case HeadKind::AnchorFreeT: return shape[2] == 4 + classes;
    case HeadKind::EndToEnd: return shape[2] == 6;
    case HeadKind::AnchorBased: return shape[2] == 5 + classes;
    }
    return false;
}

}  // namespace

GraphBuilder replay(const NetworkSpec &network)
{
    GraphBuilder graph({1, 3, network.info.inputHeight, network.info.inputWidth});
    for (std::size_t k = 0; k < network.nodes.size(); ++k) {
        const Node &node = network.nodes[k];
        if (std::visit(GraphReplay(graph, node), node.op) != ValueId(k + 1))
            corrupt(node, "does nothing");
    }
    return graph;
}

void checkByReplay(const NetworkSpec &network)
{
    const GraphBuilder graph = replay(network);
    if (network.output == 0 || !isPromised(graph.shape(network.output), network.info))
        refuse(RefusalReason::Corrupt, "canonical network: its output is not what its head promises");
}

}  // namespace lineside::weights
