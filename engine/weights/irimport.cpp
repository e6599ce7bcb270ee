// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/irimport.h"

#include "weights/ircall.h"
#include "weights/irvalues.h"
#include "weights/refused.h"

namespace lineside::weights {
namespace {

constexpr std::uint64_t kMostShared = 4u << 20;  // numbers that are in the file once and read by several

class Importer {
public:
    Importer(const IrModel &model, std::span<const std::byte> bin, InputSize size, ModelLayout layout)
        : m_model(model), m_bin(bin), m_layout(layout), m_trace({1, 3, size.height, size.width}), m_values(model.layers.size())
    {
    }

    TracedNetwork run()
    {
        const auto needed = neededLayers();
        for (std::size_t i = 0; i < needed.size(); ++i) {
            if (needed[i])
                checkKnown(m_model.layers[i]);
        }
        for (std::size_t i = 0; i < needed.size(); ++i) {
            if (needed[i])
                translate(i);
        }
        m_trace.at("Result", m_model.layers[m_model.result].name);
        return networkOf(m_trace, valueOf(m_model.layers[m_model.result].sources.front()), m_layout);
    }

private:
    /// What the result reads, by way of others too: sources come before their readers.
    std::vector<bool> neededLayers() const
    {
        const auto &layers = m_model.layers;
        std::vector<bool> needed(layers.size(), false);
        if (layers[m_model.result].sources.size() != 1)
            fail(layers[m_model.result], "not of one value");
        for (const IrSource &source : layers[m_model.result].sources)
            needed[source.layer] = true;
        for (std::size_t i = layers.size(); i-- > 0;) {
            for (const IrSource &source : layers[i].sources)
                needed[source.layer] = needed[source.layer] || needed[i];
        }
        return needed;
    }

    static void checkKnown(const IrLayer &layer)
    {
        const bool data = layer.type == "Const" || layer.type == "Parameter";
        if (!layer.version.starts_with("opset"))
            throw OutsideSet{layer.version + "." + layer.type, layer.name + ": of another maker"};
        if (!data && !irEntry(layer.type))
            throw OutsideSet{layer.type, layer.name + ": an operator that is not known"};
    }

    [[noreturn]] static void fail(const IrLayer &layer, const char *what)
    {
        refuse(RefusalReason::Corrupt, layer.name + " (" + layer.type + "): " + what, layer.type);
    }

    const TraceValue &valueOf(const IrSource &source) const
    {
        const auto &values = m_values[source.layer];
        if (source.output >= values.size())
            throw OutsideSet{m_model.layers[source.layer].type, m_model.layers[source.layer].name + ": an output that others leave alone"};
        return values[source.output];
    }

    void translate(std::size_t index)
    {
        const IrLayer &layer = m_model.layers[index];
        m_trace.at(layer.type, layer.name);
        m_values[index] = layer.type == "Parameter" ? std::vector{pictureFor(m_trace, m_layout)} : layer.type == "Const" ? std::vector{constant(layer)} : called(layer);
        checkShapes(layer, m_values[index]);
    }

    TraceValue constant(const IrLayer &layer)
    {
        auto tensor = readIrConstant(layer, m_bin);
        // Equal constants share their numbers in the file; here each has its own.
        m_read += tensor ? std::uint64_t(tensor->size()) : 0;
        if (m_read > m_bin.size() + kMostShared)
            fail(layer, "constants without end");
        if (!tensor)
            throw OutsideSet{"Const", layer.name + ": of an unusual type"};
        return m_trace.known(*std::move(tensor));
    }

    std::vector<TraceValue> called(const IrLayer &layer)
    {
        std::vector<const TraceValue *> inputs;
        for (const IrSource &source : layer.sources)
            inputs.push_back(&valueOf(source));
        IrCall call(m_trace, layer, std::move(inputs));
        return irEntry(layer.type)->translate(call);
    }

    /// The file says of each output what shape it has.
    void checkShapes(const IrLayer &layer, const std::vector<TraceValue> &made) const
    {
        for (std::size_t i = 0; i < made.size() && i < layer.outputs.size(); ++i) {
            const Shape &said = layer.outputs[i].shape;
            if (said.empty() || !made[i].axes.empty() || made[i].chosen)
                continue;
            const Shape shape = m_trace.shape(made[i]);
            bool same = said.size() == shape.size();
            for (std::size_t d = 0; same && d < said.size(); ++d)
                same = said[d] == -1 || said[d] == shape[d];
            if (!same)
                fail(layer, "makes another shape than it says");
        }
    }

    const IrModel &m_model;
    const std::span<const std::byte> m_bin;
    const ModelLayout m_layout;
    std::uint64_t m_read = 0;  ///< numbers in constants
    TraceBuilder m_trace;
    std::vector<std::vector<TraceValue>> m_values;  // of each layer, by its outputs
};

}  // namespace

TracedNetwork importIr(const IrModel &model, std::span<const std::byte> bin, InputSize size, ModelLayout layout)
{
    return Importer(model, bin, size, layout).run();
}

}  // namespace lineside::weights
