// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxcall.h"

#include "weights/labels.h"
#include "weights/refused.h"

#include <algorithm>

namespace lineside::weights {

const TraceValue &OnnxCall::input(std::size_t i) const
{
    if (!has(i))
        corrupt("an input is missing");
    return *m_inputs[i];
}

std::vector<std::int64_t> OnnxCall::numbers(std::size_t i) const
{
    const auto values = integersOf(trace.need(input(i)));
    constexpr std::size_t kMost = 1u << 16;
    if (values.size() > kMost)
        corrupt("too many numbers for sizes or axes");
    return {values.begin(), values.end()};
}

std::vector<std::int64_t> OnnxCall::numbers(std::size_t i, std::string_view attribute) const
{
    return has(i) ? numbers(i) : integers(attribute);
}

const OnnxAttribute *OnnxCall::attribute(std::string_view name) const
{
    const auto it = std::find_if(m_node.attributes.begin(), m_node.attributes.end(), [&](const OnnxAttribute &a) { return a.name == name; });
    return it == m_node.attributes.end() ? nullptr : &*it;
}

std::int64_t OnnxCall::integer(std::string_view name, std::int64_t otherwise) const
{
    const OnnxAttribute *found = attribute(name);
    return found ? found->integer : otherwise;
}

double OnnxCall::number(std::string_view name, double otherwise) const
{
    const OnnxAttribute *found = attribute(name);
    return found ? double(found->number) : otherwise;
}

std::string_view OnnxCall::text(std::string_view name, std::string_view otherwise) const
{
    const OnnxAttribute *found = attribute(name);
    return found ? found->text : otherwise;
}

std::vector<std::int64_t> OnnxCall::integers(std::string_view name) const
{
    const OnnxAttribute *found = attribute(name);
    return found ? found->integers : std::vector<std::int64_t>();
}

void OnnxCall::outside(const char *detail) const
{
    throw OutsideSet{std::string(m_node.type), printable(m_node.name, 100) + ": " + detail};
}

void OnnxCall::corrupt(const char *detail) const
{
    refuse(RefusalReason::Corrupt, printable(m_node.name, 100) + " (" + std::string(m_node.type) + "): " + detail, std::string(m_node.type));
}

OnnxFunction onnxFunction(std::string_view type)
{
    for (const auto table : {onnxArithmetic(), onnxContributed(), onnxIntegers(), onnxLayers(), onnxMoves()}) {
        const auto it = std::find_if(table.begin(), table.end(), [&](const OnnxEntry &entry) { return entry.type == type; });
        if (it != table.end())
            return it->translate;
    }
    return nullptr;
}

}  // namespace lineside::weights
