// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/simplify.h"

#include "weights/graphbuilder.h"
#include "weights/refused.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lineside::weights {
namespace {

constexpr std::size_t kMaxCopied = std::size_t(1) << 28;  // numbers in weights that were made anew

class Simplifier {
public:
    explicit Simplifier(NetworkSpec &spec) : m_spec(spec) {}

    void run()
    {
        for (std::size_t k = 0; k < nodes().size(); ++k)
            recognise(ValueId(k + 1));
        dropUnused();
        count();
        for (std::size_t k = 0; k < nodes().size(); ++k)
            intoConvolution(ValueId(k + 1));
        for (Node &node : nodes())
            redirect(node);
        m_spec.output = m_instead[std::size_t(m_spec.output)];
        dropUnused();
    }

private:
    std::vector<Node> &nodes() { return m_spec.nodes; }
    Node &node(ValueId value) { return m_spec.nodes[std::size_t(value - 1)]; }

    template <class Op>
    const Op *as(ValueId value)
    {
        return value > 0 ? std::get_if<Op>(&node(value).op) : nullptr;
    }

    bool isActivation(ValueId value, Activation kind, ValueId of)
    {
        const auto *op = as<ActivationOp>(value);
        return op && op->kind == kind && node(value).inputs[0] == of;
    }

    /// Whether a constant is one number, or as good as that.
    static bool isNumber(const ConstTensor &tensor, float number)
    {
        return tensor.data->size() == 1 && std::abs(tensor.data->front() - number) <= 1e-6f * std::max(1.f, std::abs(number));
    }

    /// value = clip(of * scale + shift, 0, most)
    bool isRamp(ValueId value, ValueId of, float scale, float shift, float most)
    {
        const auto *clip = as<ClipOp>(value);
        const auto *affine = clip ? as<ScaleShiftOp>(node(value).inputs[0]) : nullptr;
        return affine && clip->least == 0 && clip->most == most && node(node(value).inputs[0]).inputs[0] == of && isNumber(affine->scale, scale)
            && isNumber(affine->shift, shift);
    }

    bool isProduct(ValueId value, ValueId &a, ValueId &b)
    {
        if (!as<MulOp>(value))
            return false;
        a = node(value).inputs[0];
        b = node(value).inputs[1];
        return true;
    }

    void become(ValueId value, Activation kind, ValueId of)
    {
        node(value).op = ActivationOp{kind};
        node(value).inputs = {of};
    }

    void recognise(ValueId value)
    {
        ValueId a = 0, b = 0;
        if (isProduct(value, a, b)) {
            for (const auto &[x, other] : {std::pair(a, b), std::pair(b, a)}) {
                if (isActivation(other, Activation::Sigmoid, x))
                    return become(value, Activation::SiLU, x);
                if (isRamp(other, x, 1.f / 6, .5f, 1))
                    return become(value, Activation::HardSwish, x);
            }
            return;
        }
        // x · clip(x + 3, 0, 6) / 6
        const auto *sixth = as<ScaleShiftOp>(value);
        if (sixth && isNumber(sixth->scale, 1.f / 6) && isNumber(sixth->shift, 0) && isProduct(node(value).inputs[0], a, b)) {
            for (const auto &[x, other] : {std::pair(a, b), std::pair(b, a)}) {
                if (isRamp(other, x, 1, 3, 6))
                    return become(value, Activation::HardSwish, x);
            }
        }
    }

    void dropUnused()
    {
        std::vector<bool> used(nodes().size() + 1, false);
        used[0] = used[std::size_t(m_spec.output)] = true;
        for (std::size_t k = nodes().size(); k-- > 0;) {
            for (const ValueId input : nodes()[k].inputs)
                used[std::size_t(input)] = used[std::size_t(input)] || used[k + 1];
        }
        std::vector<ValueId> number(used.size(), 0);
        std::vector<Node> kept;
        for (std::size_t k = 0; k < nodes().size(); ++k) {
            if (!used[k + 1])
                continue;
            Node &own = nodes()[k];
            for (ValueId &input : own.inputs)
                input = number[std::size_t(input)];
            kept.push_back(std::move(own));
            number[k + 1] = ValueId(kept.size());
        }
        m_spec.output = number[std::size_t(m_spec.output)];
        nodes() = std::move(kept);
    }

    void count()
    {
        m_uses.assign(nodes().size() + 1, 0);
        m_instead.resize(nodes().size() + 1);
        for (std::size_t value = 0; value < m_instead.size(); ++value)
            m_instead[value] = ValueId(value);
        for (const Node &own : nodes()) {
            for (const ValueId input : own.inputs)
                ++m_uses[std::size_t(input)];
        }
        ++m_uses[std::size_t(m_spec.output)];
    }

    void redirect(Node &own)
    {
        for (ValueId &input : own.inputs)
            input = m_instead[std::size_t(input)];
    }

    /// An activation, or a scale and shift of channels, that alone reads a convolution becomes a part of it.
    void intoConvolution(ValueId value)
    {
        const auto *activation = as<ActivationOp>(value);
        const auto *affine = as<ScaleShiftOp>(value);
        if (!activation && !affine)
            return;
        const ValueId before = node(value).inputs[0], source = m_instead[std::size_t(before)];
        auto *conv = source > 0 ? std::get_if<Conv2dOp>(&node(source).op) : nullptr;
        if (!conv || conv->activation != Activation::None || m_uses[std::size_t(before)] != 1)
            return;
        if (activation)
            conv->activation = activation->kind;
        else if (!scaleChannels(*conv, *affine, node(value).name))
            return;
        m_instead[std::size_t(value)] = source;
    }

    /// The number for a channel of a constant that is [1], [C, 1, 1] or [1, C, 1, 1]; none for another.
    static const float *ofChannel(const ConstTensor &tensor, std::int64_t channels, std::int64_t channel)
    {
        const Shape &shape = tensor.shape;
        if (tensor.data->size() == 1 && shape.size() <= 4)
            return tensor.data->data();
        const bool byChannel = (shape == Shape{channels, 1, 1}) || (shape == Shape{1, channels, 1, 1});
        return byChannel ? tensor.data->data() + channel : nullptr;
    }

    bool scaleChannels(Conv2dOp &conv, const ScaleShiftOp &affine, const std::string &name)
    {
        const std::int64_t channels = conv.weight.shape[0];
        m_copied += conv.weight.data->size();
        if (!ofChannel(affine.scale, channels, 0) || !ofChannel(affine.shift, channels, 0) || m_copied > kMaxCopied)
            return false;
        std::vector<float> weight = conv.weight.data->copy(), bias(std::size_t(channels), 0.f);
        const std::size_t row = weight.size() / bias.size();
        bool finite = true;
        for (std::size_t o = 0; o < bias.size(); ++o) {
            const float scale = *ofChannel(affine.scale, channels, std::int64_t(o)), shift = *ofChannel(affine.shift, channels, std::int64_t(o));
            bias[o] = (conv.bias.data ? (*conv.bias.data)[o] : 0.f) * scale + shift;
            finite = finite && std::isfinite(bias[o]);
            for (std::size_t i = o * row; i < (o + 1) * row; ++i)
                finite = std::isfinite(weight[i] *= scale) && finite;
        }
        if (!finite)
            refuse(RefusalReason::NotFinite, name + " overflows when it is folded", name);
        conv.weight = makeTensor(conv.weight.shape, std::move(weight));
        conv.bias = makeTensor({channels}, std::move(bias));
        return true;
    }

    NetworkSpec &m_spec;
    std::vector<int> m_uses;          // by ValueId
    std::vector<ValueId> m_instead;   // by ValueId: the value that is the same now
    std::size_t m_copied = 0;
};

}  // namespace

void simplifyNetwork(NetworkSpec &spec)
{
    Simplifier(spec).run();
}

}  // namespace lineside::weights
