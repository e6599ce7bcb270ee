// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/irgraph.h"

#include "weights/labels.h"
#include "weights/refused.h"
#include "weights/xmltext.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <limits>
#include <optional>
#include <queue>
#include <unordered_map>

namespace lineside::weights {
namespace {

constexpr std::size_t kMaxLayers = 20'000, kMaxEdges = 100'000, kMaxPorts = 1000, kMaxRank = 16, kMaxNameBytes = 200;
constexpr std::size_t kMaxDimension = 20;  // digits
constexpr std::size_t kMaxLayerData = 4096;

[[noreturn]] void fail(const std::string &what, std::string_view found = {})
{
    refuse(RefusalReason::Corrupt, "IR " + what, printable(found, 100));
}

std::optional<std::int64_t> integerIn(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string_view need(const XmlAttributes &attributes, const char *name)
{
    const auto it = attributes.find(name);
    if (it == attributes.end())
        fail(std::string("element without ") + name);
    return it->second;
}

std::uint64_t idOf(const XmlAttributes &attributes, const char *name)
{
    const auto id = integerIn(need(attributes, name));
    if (!id || *id < 0)
        fail(std::string("number that is none: ") + name, need(attributes, name));
    return std::uint64_t(*id);
}

struct Edge {
    std::uint64_t fromLayer, fromPort, toLayer, toPort;
};

class Reader {
public:
    IrModel read(std::string_view xml)
    {
        if (xml.size() > kMaxIrXmlBytes)
            fail("with a description that is too long");
        walkXml(xml, {[this](std::string_view name, const XmlAttributes &attributes) { begin(name, attributes); },
                      [this](std::string_view text) { addText(text); }, [this] { end(); }});
        connect();
        return std::move(m_model);
    }

private:
    enum class Place { Net, Layers, Layer, Data, Input, Output, Port, Dimension, Edges, Edge, Other };

    Place placeOf(std::string_view name) const
    {
        if (m_open.empty()) {
            if (name != "net")
                refuse(RefusalReason::NotAModel, "XML of another kind", "XML");
            return Place::Net;
        }
        const auto inside = [&](std::initializer_list<std::pair<std::string_view, Place>> known) {
            const auto it = std::find_if(known.begin(), known.end(), [&](const auto &entry) { return entry.first == name; });
            return it == known.end() ? Place::Other : it->second;
        };
        switch (m_open.back()) {
        case Place::Net: return inside({{"layers", Place::Layers}, {"edges", Place::Edges}});
        case Place::Layers: return inside({{"layer", Place::Layer}});
        case Place::Layer: return inside({{"data", Place::Data}, {"input", Place::Input}, {"output", Place::Output}});
        case Place::Input:
        case Place::Output: return inside({{"port", Place::Port}});
        case Place::Port: return inside({{"dim", Place::Dimension}});
        case Place::Edges: return inside({{"edge", Place::Edge}});
        default: return Place::Other;
        }
    }

    void begin(std::string_view name, const XmlAttributes &attributes)
    {
        const Place place = placeOf(name);
        switch (place) {
        case Place::Net: beginNet(attributes); break;
        case Place::Layer: beginLayer(attributes); break;
        case Place::Data: addData(attributes); break;
        case Place::Port: beginPort(attributes); break;
        case Place::Dimension: m_text.clear(); break;
        case Place::Edge:
            if (m_edges.size() >= kMaxEdges)
                fail("with edges without end");
            m_edges.push_back({idOf(attributes, "from-layer"), idOf(attributes, "from-port"), idOf(attributes, "to-layer"), idOf(attributes, "to-port")});
            break;
        default: break;
        }
        m_open.push_back(place);
    }

    static void beginNet(const XmlAttributes &attributes)
    {
        const std::string_view version = need(attributes, "version");
        if (version != "10" && version != "11")
            refuse(RefusalReason::UnsupportedLayer, "IR of another version", "IR " + printable(version, 20), "IR 10, IR 11");
    }

    void beginLayer(const XmlAttributes &attributes)
    {
        if (m_model.layers.size() >= kMaxLayers)
            fail("with layers without end");
        IrLayer layer;
        layer.id = idOf(attributes, "id");
        layer.type = printable(need(attributes, "type"), kMaxNameBytes);
        const auto text = [&](const char *name) {
            const auto it = attributes.find(name);
            return it == attributes.end() ? std::string() : printable(it->second, kMaxNameBytes);
        };
        layer.name = text("name");
        layer.version = text("version");
        if (!m_places.emplace(layer.id, m_model.layers.size()).second)
            fail("with two layers of one number", std::to_string(layer.id));
        m_model.layers.push_back(std::move(layer));
    }

    void addData(const XmlAttributes &attributes)
    {
        auto &data = m_model.layers.back().data;
        if (!data.empty())
            fail("layer with two lists of attributes", m_model.layers.back().name);
        for (const auto &[name, value] : attributes) {
            if (name.size() + value.size() > kMaxLayerData)
                fail("layer with attributes without end", m_model.layers.back().name);
            data.emplace(name, value);
        }
    }

    void beginPort(const XmlAttributes &attributes)
    {
        IrLayer &layer = m_model.layers.back();
        auto &ports = m_open.back() == Place::Input ? layer.inputs : layer.outputs;
        if (ports.size() >= kMaxPorts)
            fail("layer with ports without end", layer.name);
        const std::uint64_t id = idOf(attributes, "id");
        if (std::any_of(ports.begin(), ports.end(), [&](const IrPort &port) { return port.id == id; }))
            fail("layer with two ports of one number", layer.name);
        ports.push_back({id, {}});
        m_port = &ports.back();
    }

    void addText(std::string_view text)
    {
        if (m_open.empty() || m_open.back() != Place::Dimension)
            return;
        if (m_text.size() + text.size() > kMaxDimension)
            fail("size that is none");
        m_text += text;
    }

    void end()
    {
        if (m_open.back() == Place::Dimension) {
            const auto size = integerIn(trimmed(m_text));
            if (!size || *size < -1 || m_port->shape.size() >= kMaxRank)
                fail("size that is none", m_text);
            m_port->shape.push_back(*size);
        }
        m_open.pop_back();
    }

    std::size_t placeOf(std::uint64_t layer) const
    {
        const auto it = m_places.find(layer);
        if (it == m_places.end())
            fail("edge of a layer that is not there", std::to_string(layer));
        return it->second;
    }

    static std::size_t placeOf(const std::vector<IrPort> &ports, std::uint64_t id, const std::string &layer)
    {
        const auto it = std::find_if(ports.begin(), ports.end(), [&](const IrPort &port) { return port.id == id; });
        if (it == ports.end())
            fail("edge of a port that is not there", layer);
        return std::size_t(it - ports.begin());
    }

    static constexpr IrSource kNone{std::numeric_limits<std::size_t>::max(), 0};

    void connect()
    {
        auto &layers = m_model.layers;
        for (IrLayer &layer : layers)
            layer.sources.assign(layer.inputs.size(), kNone);
        for (const Edge &edge : m_edges) {
            const std::size_t from = placeOf(edge.fromLayer), to = placeOf(edge.toLayer);
            IrSource &source = layers[to].sources[placeOf(layers[to].inputs, edge.toPort, layers[to].name)];
            if (source.layer != kNone.layer)
                fail("input with two sources", layers[to].name);
            source = {from, placeOf(layers[from].outputs, edge.fromPort, layers[from].name)};
        }
        for (const IrLayer &layer : layers) {
            if (std::any_of(layer.sources.begin(), layer.sources.end(), [](const IrSource &source) { return source.layer == kNone.layer; }))
                fail("input without a source", layer.name);
        }
        putInOrder();
    }

    /// Kahn's algorithm, without recursion: of the layers whose sources are all there, the first of the file is next.
    void putInOrder()
    {
        auto &layers = m_model.layers;
        std::vector<std::vector<std::size_t>> readers(layers.size());
        std::vector<std::size_t> missing(layers.size()), order, place(layers.size());
        std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            missing[i] = layers[i].sources.size();
            for (const IrSource &source : layers[i].sources)
                readers[source.layer].push_back(i);
            if (missing[i] == 0)
                ready.push(i);
        }
        while (!ready.empty()) {
            order.push_back(ready.top());
            ready.pop();
            for (const std::size_t reader : readers[order.back()]) {
                if (--missing[reader] == 0)
                    ready.push(reader);
            }
        }
        if (order.size() != layers.size()) {
            const auto in = std::find_if(missing.begin(), missing.end(), [](std::size_t count) { return count > 0; });
            fail("graph with a circle", layers[std::size_t(in - missing.begin())].name);
        }
        const auto result = std::find_if(layers.begin(), layers.end(), [](const IrLayer &layer) { return layer.type == "Result"; });
        if (result == layers.end())
            fail("without a result");
        const auto resultAt = std::size_t(result - layers.begin());
        std::vector<IrLayer> sorted;
        for (std::size_t i = 0; i < order.size(); ++i) {
            place[order[i]] = i;
            sorted.push_back(std::move(layers[order[i]]));
        }
        for (IrLayer &layer : sorted) {
            for (IrSource &source : layer.sources)
                source.layer = place[source.layer];
        }
        layers = std::move(sorted);
        m_model.result = place[resultAt];
    }

    IrModel m_model;
    std::vector<Place> m_open;
    std::unordered_map<std::uint64_t, std::size_t> m_places;  // of a layer, by its number
    std::vector<Edge> m_edges;
    IrPort *m_port = nullptr;
    std::string m_text;
};

}  // namespace

IrModel readIrModel(std::string_view xml)
{
    return Reader().read(xml);
}

bool looksLikeIr(std::string_view text)
{
    constexpr std::size_t kBeginning = 1024;
    return text.substr(0, kBeginning).find("<net ") != std::string_view::npos;
}

std::vector<std::int64_t> irNumbers(std::string_view text)
{
    std::vector<std::int64_t> numbers;
    for (std::string_view rest = trimmed(text); !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const std::string_view word = trimmed(rest.substr(0, comma));
        const auto number = word == "?" ? std::optional(std::int64_t(-1)) : integerIn(word);
        if (!number || numbers.size() >= kMaxRank || (comma + 1 == rest.size()))
            fail("attribute that is no list of whole numbers", text);
        numbers.push_back(*number);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return numbers;
}

}  // namespace lineside::weights
