// SPDX-License-Identifier: GPL-3.0-or-later
#include "yolov8n.h"

#include "weights/graphbuilder.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

namespace lineside::bench {
namespace {

using weights::GraphBuilder;
using weights::makeTensor;
using weights::Shape;

constexpr int kClasses = 80;
constexpr int kBins = 16;

/// The layers of the family, in its own names.
class Layers {
public:
    Layers(int size, double width, unsigned seed) : m_size(size), m_width(width), m_graph({1, 3, size, size}), m_random(seed) {}

    /// So many channels at full width.
    int channels(int full) const { return std::max(4, static_cast<int>(full * m_width) / 4 * 4); }

    ValueId conv(ValueId x, int out, int kernel, int stride, Activation activation = Activation::SiLU, float bias = 0)
    {
        const std::int64_t in = m_graph.channels(x);
        // Keeps the variance from layer to layer.
        std::normal_distribution<float> normal(0, std::sqrt(2.0f / static_cast<float>(in * kernel * kernel)));
        std::vector<float> weight(static_cast<std::size_t>(out * in * kernel * kernel));
        for (float &w : weight)
            w = normal(m_random);
        Conv2dOp op;
        op.weight = makeTensor({out, in, kernel, kernel}, std::move(weight));
        op.bias = makeTensor({out}, std::vector<float>(static_cast<std::size_t>(out), bias));
        op.strideH = op.strideW = stride;
        op.padH = op.padW = kernel / 2;
        op.activation = activation;
        return m_graph.conv(x, std::move(op), "conv");
    }
    ValueId c2f(ValueId x, int out, int blocks, bool add)
    {
        const int half = out / 2;
        const ValueId both = conv(x, out, 1, 1);
        std::vector<ValueId> parts{m_graph.slice(both, 1, 0, half, "a"), m_graph.slice(both, 1, half, out, "b")};
        for (int i = 0; i < blocks; ++i) {
            const ValueId y = conv(conv(parts.back(), half, 3, 1), half, 3, 1);
            parts.push_back(add ? m_graph.add(parts.back(), y, "add") : y);
        }
        return conv(m_graph.concat(std::move(parts), 1, "cat"), out, 1, 1);
    }
    ValueId sppf(ValueId x, int out)
    {
        std::vector<ValueId> parts{conv(x, out / 2, 1, 1)};
        for (int i = 0; i < 3; ++i)
            parts.push_back(m_graph.maxPool(parts.back(), {5, 1, 2}, "pool"));
        return conv(m_graph.concat(std::move(parts), 1, "cat"), out, 1, 1);
    }
    ValueId joined(ValueId small, ValueId large) { return m_graph.concat({m_graph.upsample(small, 2, "up"), large}, 1, "cat"); }
    ValueId concat(ValueId a, ValueId b) { return m_graph.concat({a, b}, 1, "cat"); }

    ValueId detect(const std::vector<ValueId> &levels)
    {
        std::vector<ValueId> boxes, scores;
        std::vector<float> strides, halves, centres;
        for (std::size_t i = 0; i < levels.size(); ++i) {
            const ValueId box = conv(conv(conv(levels[i], 64, 3, 1), 64, 3, 1), 4 * kBins, 1, 1, Activation::None);
            // Few anchors may pass, as in a real picture.
            const ValueId cls = conv(conv(conv(levels[i], kClasses, 3, 1), kClasses, 3, 1), kClasses, 1, 1, Activation::None, -12);
            boxes.push_back(m_graph.reshape(box, {1, 4 * kBins, -1}, "box"));
            scores.push_back(m_graph.reshape(cls, {1, kClasses, -1}, "cls"));
            const int stride = 8 << i;
            strides.insert(strides.end(), static_cast<std::size_t>((m_size / stride) * (m_size / stride)), static_cast<float>(stride));
        }
        for (const bool vertical : {false, true})
            for (const int stride : {8, 16, 32})
                for (int y = 0; y < m_size / stride; ++y)
                    for (int x = 0; x < m_size / stride; ++x)
                        centres.push_back((static_cast<float>(vertical ? y : x) + 0.5f) * static_cast<float>(stride));
        for (const float stride : strides)
            halves.push_back(stride / 2);
        const auto anchors = static_cast<std::int64_t>(strides.size());

        ValueId sides = m_graph.reshape(m_graph.concat(std::move(boxes), 2, "box"), {1, 4, kBins, anchors}, "sides");
        sides = m_graph.softmax(m_graph.transpose(sides, {0, 2, 1, 3}, "bins"), 1, "softmax");
        std::vector<float> bins;
        for (int i = 0; i < kBins; ++i)
            bins.push_back(static_cast<float>(i));
        Conv2dOp expectation;
        expectation.weight = makeTensor({1, kBins, 1, 1}, std::move(bins));
        sides = m_graph.reshape(m_graph.conv(sides, std::move(expectation), "dfl"), {1, 4, anchors}, "distances");
        const ValueId leftTop = m_graph.slice(sides, 1, 0, 2, "lt"), rightBottom = m_graph.slice(sides, 1, 2, 4, "rb");
        const ValueId centre = m_graph.scaleShift(m_graph.sub(rightBottom, leftTop, "offset"), makeTensor({1, 1, anchors}, std::move(halves)),
                                                  makeTensor({1, 2, anchors}, std::move(centres)), "centre");
        const ValueId extent = m_graph.scaleShift(m_graph.add(leftTop, rightBottom, "extent"), makeTensor({1, 1, anchors}, std::move(strides)),
                                                  makeTensor({1}, {0.0f}), "size");
        const ValueId classes = m_graph.activation(m_graph.concat(std::move(scores), 2, "cls"), Activation::Sigmoid, "scores");
        return m_graph.concat({m_graph.concat({centre, extent}, 1, "boxes"), classes}, 1, "output");
    }

    std::vector<Node> takeNodes() { return m_graph.takeNodes(); }

private:
    int m_size;
    double m_width;
    GraphBuilder m_graph;
    std::mt19937 m_random;
};

}  // namespace

NetworkSpec randomYolov8(int size, double width, unsigned seed)
{
    Layers net(size, width, seed);
    const auto c = [&net](int full) { return net.channels(full); };
    const ValueId p2 = net.c2f(net.conv(net.conv(0, c(16), 3, 2), c(32), 3, 2), c(32), 1, true);
    const ValueId p3 = net.c2f(net.conv(p2, c(64), 3, 2), c(64), 2, true);
    const ValueId p4 = net.c2f(net.conv(p3, c(128), 3, 2), c(128), 2, true);
    const ValueId p5 = net.sppf(net.c2f(net.conv(p4, c(256), 3, 2), c(256), 1, true), c(256));
    const ValueId n4 = net.c2f(net.joined(p5, p4), c(128), 1, false);
    const ValueId n3 = net.c2f(net.joined(n4, p3), c(64), 1, false);
    const ValueId m4 = net.c2f(net.concat(net.conv(n3, c(64), 3, 2), n4), c(128), 1, false);
    const ValueId m5 = net.c2f(net.concat(net.conv(m4, c(128), 3, 2), p5), c(256), 1, false);
    NetworkSpec spec;
    spec.output = net.detect({n3, m4, m5});
    spec.nodes = net.takeNodes();
    spec.info.format = "pt";
    spec.info.family = "yolov8";
    spec.info.inputWidth = spec.info.inputHeight = size;
    for (int i = 0; i < kClasses; ++i)
        spec.info.labels.push_back("class " + std::to_string(i));
    return spec;
}

NetworkSpec randomYolov8n(int size)
{
    return randomYolov8(size, 1, 8);
}

}  // namespace lineside::bench
