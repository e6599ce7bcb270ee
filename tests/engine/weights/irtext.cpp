// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/irtext.h"

#include "engine/weights/zipbytes.h"

#include <cstring>

namespace lineside::test {
namespace {

std::string listed(const IrText::Sizes &sizes)
{
    std::string text;
    for (const std::int64_t size : sizes)
        text += (text.empty() ? "" : ", ") + std::to_string(size);
    return text;
}

std::string attribute(std::string_view name, std::string_view value)
{
    return " " + std::string(name) + "=\"" + std::string(value) + "\"";
}

template <class Number>
std::string bytesOf(const std::vector<Number> &values)
{
    std::string bytes(values.size() * sizeof(Number), '\0');
    if (!values.empty())
        std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

}  // namespace

void IrText::parameter(const std::string &name, const Sizes &shape, std::string_view type)
{
    layer(name, "Parameter", {}, attribute("shape", listed(shape)) + attribute("element_type", type), {shape});
}

void IrText::constant(const std::string &name, const Sizes &shape, std::string_view type, std::string_view bytes)
{
    layer(name, "Const", {},
          attribute("element_type", type) + attribute("shape", listed(shape)) + attribute("offset", std::to_string(m_bin.size()))
              + attribute("size", std::to_string(bytes.size())),
          {shape});
    m_bin += bytes;
}

void IrText::floats(const std::string &name, const Sizes &shape, const std::vector<float> &values)
{
    constant(name, shape, "f32", bytesOf(values));
}

void IrText::integers(const std::string &name, const std::vector<std::int64_t> &values)
{
    constant(name, {std::int64_t(values.size())}, "i64", bytesOf(values));
}

void IrText::integer(const std::string &name, std::int64_t value)
{
    constant(name, {}, "i64", bytesOf(std::vector{value}));
}

void IrText::layer(const std::string &name, std::string_view type, const std::vector<std::string> &sources, std::string_view data,
                   const std::vector<Sizes> &outputs, std::string_view opset)
{
    const std::size_t id = m_known.size();
    m_known[name] = {id, sources.size()};
    m_layers += "<layer" + attribute("id", std::to_string(id)) + attribute("name", name) + attribute("type", type) + attribute("version", opset) + ">\n";
    if (!data.empty())
        m_layers += "<data " + std::string(data) + "/>\n";
    const auto port = [](std::size_t number, const Sizes &shape) {
        std::string text = "<port" + attribute("id", std::to_string(number)) + ">";
        for (const std::int64_t size : shape)
            text += "<dim>" + std::to_string(size) + "</dim>";
        return text + "</port>\n";
    };
    std::string inputs, made;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const std::size_t colon = sources[i].find(':');
        const auto [from, before] = m_known.at(sources[i].substr(0, colon));
        const std::size_t output = colon == std::string::npos ? 0 : std::stoul(sources[i].substr(colon + 1));
        inputs += port(i, {});
        m_edges += "<edge" + attribute("from-layer", std::to_string(from)) + attribute("from-port", std::to_string(before + output))
                   + attribute("to-layer", std::to_string(id)) + attribute("to-port", std::to_string(i)) + "/>\n";
    }
    for (std::size_t i = 0; i < outputs.size(); ++i)
        made += port(sources.size() + i, outputs[i]);
    m_layers += (inputs.empty() ? "" : "<input>\n" + inputs + "</input>\n") + (made.empty() ? "" : "<output>\n" + made + "</output>\n") + "</layer>\n";
}

std::string IrText::xml() const
{
    return "<?xml version=\"1.0\"?>\n<net name=\"Model0\" version=\"" + version + "\">\n<layers>\n" + m_layers + "</layers>\n<edges>\n" + m_edges
           + "</edges>\n<rt_info>\n<Runtime_version value=\"2026.4.1\"/>\n</rt_info>\n</net>\n";
}

std::string IrText::zip(std::string_view xml, std::string_view bin, std::string_view metadata)
{
    ZipEntries entries;
    if (!metadata.empty())
        entries.emplace_back("metadata.yaml", metadata);
    entries.emplace_back("model.xml", xml);
    entries.emplace_back("model.bin", bin);
    return zipBytes(entries);
}

IrText smallIr(const IrText::Sizes &output, const IrText::Sizes &input)
{
    IrText ir;
    ir.parameter("x", input);
    ir.floats("w", {2, 3, 1, 1}, {0, 1, 2, 3, 4, 5});
    ir.layer("conv", "Convolution", {"x", "w"}, R"(strides="1, 1" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0" auto_pad="explicit")",
             {{1, 2, input[2], input[3]}});
    ir.integers("axes", {1, 2, 3});
    ir.layer("largest", "ReduceMax", {"conv", "axes"}, R"(keep_dims="true")", {{1, 1, 1, 1}});
    ir.integers("flat", IrText::Sizes(output.size(), 1));
    ir.layer("one", "Reshape", {"largest", "flat"}, R"(special_zero="false")", {IrText::Sizes(output.size(), 1)});
    ir.integers("sizes", output);
    ir.layer("all", "Broadcast", {"one", "sizes"}, R"(mode="numpy")", {output}, "opset3");
    ir.result("all");
    return ir;
}

}  // namespace lineside::test
