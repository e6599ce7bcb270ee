// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/ircall.h"

#include <charconv>
#include <cmath>

namespace lineside::weights {

int IrCall::opset() const
{
    constexpr std::string_view kSet = "opset";
    int number = 0;
    if (m_layer.version.starts_with(kSet))
        std::from_chars(m_layer.version.data() + kSet.size(), m_layer.version.data() + m_layer.version.size(), number);
    return number;
}

std::string_view IrCall::text(std::string_view name, std::string_view otherwise) const
{
    const auto it = m_layer.data.find(name);
    return it == m_layer.data.end() ? otherwise : std::string_view(it->second);
}

std::int64_t IrCall::integer(std::string_view name, std::int64_t otherwise) const
{
    if (!hasAttribute(name))
        return otherwise;
    const auto numbers = irNumbers(text(name, {}));
    if (numbers.size() != 1)
        corrupt("an attribute that is no whole number");
    return numbers[0];
}

double IrCall::number(std::string_view name, double otherwise) const
{
    if (!hasAttribute(name))
        return otherwise;
    const std::string_view word = text(name, {});
    double value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size() || std::isnan(value))
        corrupt("an attribute that is no number");
    return value;
}

bool IrCall::flag(std::string_view name, bool otherwise) const
{
    const std::string_view word = text(name, otherwise ? "true" : "false");
    if (word != "true" && word != "false" && word != "1" && word != "0")
        corrupt("an attribute that is neither true nor false");
    return word == "true" || word == "1";
}

std::vector<std::int64_t> IrCall::integers(std::string_view name) const
{
    return irNumbers(text(name, {}));
}

void IrCall::needNumpyBroadcast() const
{
    const std::string_view rule = text("auto_broadcast", "numpy");
    if (rule != "numpy" && rule != "none")
        outside("with a rule of broadcasting of its own");
}

const IrEntry *irEntry(std::string_view type)
{
    return entryOf<IrCall>({irArithmetic(), irGrids(), irLayers(), irMoves()}, type);
}

}  // namespace lineside::weights
