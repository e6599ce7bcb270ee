// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/irvalues.h"

#include "weights/finite.h"
#include "weights/halffloat.h"
#include "weights/refused.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace lineside::weights {
namespace {

constexpr std::int64_t kMaxElements = 1ll << 28;

struct ElementType {
    std::string_view name;
    HostType host;
    std::int64_t bytes;
};

constexpr ElementType kTypes[] = {
    {"f32", HostType::Float, 4}, {"f16", HostType::Float, 2}, {"bf16", HostType::Float, 2}, {"f64", HostType::Float, 8}, {"i64", HostType::Int, 8}, {"i32", HostType::Int, 4}, {"u64", HostType::Int, 8},
    {"i16", HostType::Int, 2},   {"i8", HostType::Int, 1},    {"u32", HostType::Int, 4},    {"u16", HostType::Int, 2},   {"u8", HostType::Int, 1},  {"boolean", HostType::Bool, 1},
};

const ElementType *typeOf(std::string_view name)
{
    const auto it = std::find_if(std::begin(kTypes), std::end(kTypes), [&](const ElementType &type) { return type.name == name; });
    return it == std::end(kTypes) ? nullptr : it;
}

template <class Bits, class Number, class Convert>
std::vector<Number> unpacked(std::span<const std::byte> bytes, Convert convert)
{
    std::vector<Number> out(bytes.size() / sizeof(Bits));
    for (std::size_t i = 0; i < out.size(); ++i) {
        Bits bits;
        std::memcpy(&bits, bytes.data() + i * sizeof bits, sizeof bits);
        out[i] = Number(convert(bits));
    }
    return out;
}

std::vector<float> floatsIn(std::span<const std::byte> bytes, std::string_view type)
{
    if (type == "f16")
        return unpacked<std::uint16_t, float>(bytes, halfToFloat);
    if (type == "bf16")
        return unpacked<std::uint16_t, float>(bytes, bfloat16ToFloat);
    if (type == "f64")
        return unpacked<double, float>(bytes, [](double x) { return x; });
    return unpacked<float, float>(bytes, [](float x) { return x; });
}

std::vector<std::int64_t> integersIn(std::span<const std::byte> bytes, std::string_view type)
{
    const auto as = [&](auto bits) { return unpacked<decltype(bits), std::int64_t>(bytes, [](auto x) { return x; }); };
    if (type == "boolean")
        return unpacked<std::uint8_t, std::int64_t>(bytes, [](std::uint8_t x) { return x != 0; });
    if (type == "i64" || type == "u64")
        return as(std::int64_t());
    if (type == "i32")
        return as(std::int32_t());
    if (type == "u32")
        return as(std::uint32_t());
    if (type == "i16")
        return as(std::int16_t());
    if (type == "u16")
        return as(std::uint16_t());
    return type == "i8" ? as(std::int8_t()) : as(std::uint8_t());
}

[[noreturn]] void fail(const IrLayer &layer, const char *what)
{
    refuse(RefusalReason::Corrupt, layer.name + " (Const): " + what, layer.name);
}

std::uint64_t numberIn(const IrLayer &layer, const char *name)
{
    const auto it = layer.data.find(name);
    std::uint64_t value = 0;
    const char *end = it == layer.data.end() ? nullptr : it->second.data() + it->second.size();
    if (!end || std::from_chars(it->second.data(), end, value).ptr != end || it->second.empty())
        fail(layer, "does not say where its numbers are");
    return value;
}

std::string_view textIn(const IrLayer &layer, const char *name)
{
    const auto it = layer.data.find(name);
    return it == layer.data.end() ? std::string_view() : std::string_view(it->second);
}

}  // namespace

std::optional<HostType> hostTypeOf(std::string_view irType)
{
    const ElementType *type = typeOf(irType);
    return type ? std::optional(type->host) : std::nullopt;
}

std::optional<HostTensor> readIrConstant(const IrLayer &layer, std::span<const std::byte> bin)
{
    const std::uint64_t offset = numberIn(layer, "offset"), size = numberIn(layer, "size");
    if (offset > bin.size() || size > bin.size() - offset)
        fail(layer, "its numbers lie outside of the weights");
    const std::string_view name = textIn(layer, "element_type");
    const ElementType *type = typeOf(name);
    if (!type)
        return std::nullopt;
    Shape shape = irNumbers(textIn(layer, "shape"));
    const std::int64_t elements = elementsOf(shape, kMaxElements);
    if (size % std::uint64_t(type->bytes) != 0 || size / std::uint64_t(type->bytes) != std::uint64_t(elements))
        fail(layer, "not as many numbers as the shape says");
    const auto bytes = bin.subspan(std::size_t(offset), std::size_t(size));
    if (type->host != HostType::Float) {
        std::vector<std::int64_t> integers = elements > kMaxHostElements ? std::vector<std::int64_t>() : integersIn(bytes, name);
        const bool beyond = name == "u64" && std::any_of(integers.begin(), integers.end(), [](std::int64_t number) { return number < 0; });
        return elements > kMaxHostElements || beyond ? std::nullopt : std::optional(hostIntegers(std::move(shape), std::move(integers), type->host));
    }
    std::vector<float> floats = floatsIn(bytes, name);
    const bool bound = floats.size() == 1 && std::isinf(floats[0]);  // a single infinity is a bound or a mask
    if (!bound && !allFinite(floats))
        refuse(RefusalReason::NotFinite, layer.name + " holds NaN or infinity", layer.name);
    return hostFloats(std::move(shape), std::move(floats));
}

}  // namespace lineside::weights
