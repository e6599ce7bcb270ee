// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxcall.h"

#include <algorithm>

namespace lineside::weights {

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

const OnnxEntry *onnxEntry(std::string_view type)
{
    return entryOf<OnnxCall>({onnxArithmetic(), onnxContributed(), onnxIntegers(), onnxLayers(), onnxMoves()}, type);
}

}  // namespace lineside::weights
