// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxvalues.h"

#include "weights/halffloat.h"
#include "weights/onnxtensor.h"
#include "weights/protobuf.h"
#include "weights/refused.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace lineside::weights {
namespace {

enum Type { kFloat = 1, kUint8 = 2, kInt8 = 3, kUint16 = 4, kInt16 = 5, kInt32 = 6, kInt64 = 7, kBool = 9, kHalf = 10, kDouble = 11, kUint32 = 12, kBFloat16 = 16 };

template <class Bits, class Number, class Convert>
void unpack(std::span<const std::byte> bytes, std::vector<Number> &out, Convert convert)
{
    for (std::size_t at = 0; at + sizeof(Bits) <= bytes.size(); at += sizeof(Bits)) {
        Bits bits;
        std::memcpy(&bits, bytes.data() + at, sizeof bits);
        out.push_back(Number(convert(bits)));
    }
}

void unpackFloats(std::span<const std::byte> raw, int type, std::vector<float> &out)
{
    switch (type) {
    case kFloat: return unpack<float>(raw, out, [](float x) { return x; });
    case kDouble: return unpack<double>(raw, out, [](double x) { return x; });
    case kHalf: return unpack<std::uint16_t>(raw, out, halfToFloat);
    case kBFloat16: return unpack<std::uint16_t>(raw, out, bfloat16ToFloat);
    default: return;
    }
}

template <class Number>
void unpackIntegers(std::span<const std::byte> raw, int type, std::vector<Number> &out)
{
    const auto same = [](auto x) { return x; };
    switch (type) {
    case kUint8: return unpack<std::uint8_t>(raw, out, same);
    case kInt8: return unpack<std::int8_t>(raw, out, same);
    case kUint16: return unpack<std::uint16_t>(raw, out, same);
    case kInt16: return unpack<std::int16_t>(raw, out, same);
    case kInt32: return unpack<std::int32_t>(raw, out, same);
    case kUint32: return unpack<std::uint32_t>(raw, out, same);
    case kInt64: return unpack<std::int64_t>(raw, out, same);
    case kBool: return unpack<std::uint8_t>(raw, out, [](std::uint8_t x) { return x != 0; });
    default: return;
    }
}

/// Half-precision numbers that are not raw come as integers with their bits.
void addBits(const std::vector<std::int64_t> &bits, int type, std::vector<float> &out)
{
    for (const std::int64_t own : bits)
        out.push_back(type == kHalf ? halfToFloat(std::uint16_t(own)) : bfloat16ToFloat(std::uint16_t(own)));
}

/// The numbers of a checked tensor as this type, which its own goes into: whole numbers may be asked for as floats.
HostTensor readAs(HostType type, std::span<const std::byte> bytes, const OnnxTensor &tensor)
{
    const bool isFloat = hostTypeOf(tensor.type) == HostType::Float;
    std::vector<float> floats;
    std::vector<std::int64_t> integers;
    if (type == HostType::Float)
        floats.reserve(std::size_t(tensor.elements));
    else
        integers.reserve(std::size_t(tensor.elements));
    ProtobufReader reader(bytes);
    while (const auto field = reader.next()) {
        if (field->number == 4 && tensor.type == kFloat) {
            appendFloats(*field, floats);
        } else if (field->number == 10 && tensor.type == kDouble) {
            if (field->wireType == 1)
                floats.push_back(float(std::bit_cast<double>(field->value)));
            else
                unpackFloats(field->bytes, kDouble, floats);
        } else if (field->number == 5 || field->number == 7 || field->number == 11) {
            std::vector<std::int64_t> values;
            appendIntegers(*field, values);
            if (tensor.type == kHalf || tensor.type == kBFloat16)
                addBits(values, tensor.type, floats);
            else if (type == HostType::Float && !isFloat)
                floats.insert(floats.end(), values.begin(), values.end());
            else if (type != HostType::Float)
                integers.insert(integers.end(), values.begin(), values.end());
        } else if (field->number == 9 && type == HostType::Float && !isFloat) {
            unpackIntegers(field->bytes, tensor.type, floats);
        } else if (field->number == 9) {
            unpackFloats(field->bytes, tensor.type, floats);
            unpackIntegers(field->bytes, tensor.type, integers);
        }
    }
    // The check counted numbers of any field; what belongs to another type is not there now.
    if (std::int64_t(type == HostType::Float ? floats.size() : integers.size()) != tensor.elements)
        refuse(RefusalReason::Corrupt, "tensor with numbers of another type");
    return type == HostType::Float ? hostFloats(tensor.dims, std::move(floats)) : hostIntegers(tensor.dims, std::move(integers), type);
}

}  // namespace

std::optional<HostType> hostTypeOf(int onnxType)
{
    switch (onnxType) {
    case kFloat:
    case kHalf:
    case kDouble:
    case kBFloat16: return HostType::Float;
    case kUint8:
    case kInt8:
    case kUint16:
    case kInt16:
    case kInt32:
    case kUint32:
    case kInt64: return HostType::Int;
    case kBool: return HostType::Bool;
    default: return std::nullopt;
    }
}

std::optional<IntegerType> integerTypeOf(int onnxType)
{
    switch (onnxType) {
    case kUint8: return IntegerType{0, 255};
    case kInt8: return IntegerType{-128, 127};
    case kUint16: return IntegerType{0, 65535};
    case kInt16: return IntegerType{-32768, 32767};
    default: return std::nullopt;
    }
}

std::optional<HostTensor> readOnnxValues(std::span<const std::byte> bytes)
{
    const OnnxTensor tensor = checkOnnxTensor(bytes);
    const auto type = hostTypeOf(tensor.type);
    if (!type || (*type != HostType::Float && tensor.elements > kMaxHostElements))
        return std::nullopt;
    HostTensor values = readAs(*type, bytes, tensor);
    // A double may be finite and yet no float; a single infinity is a bound.
    for (std::size_t i = 0; *type == HostType::Float && i < values.floats->size(); ++i) {
        const float value = (*values.floats)[i];
        if (std::isnan(value) || (std::isinf(value) && tensor.elements > 1))
            refuse(RefusalReason::NotFinite, "a number that is none in float32");
    }
    return values;
}

std::optional<TraceValue> readOnnxConstant(TraceBuilder &trace, std::span<const std::byte> bytes)
{
    const OnnxTensor tensor = checkOnnxTensor(bytes);
    const auto type = integerTypeOf(tensor.type);
    if (!type) {
        auto values = readOnnxValues(bytes);
        return values ? std::optional(trace.known(*std::move(values))) : std::nullopt;
    }
    HostTensor values = readAs(HostType::Float, bytes, tensor);
    for (const float value : *values.floats) {
        if (value < type->lowest || value > type->highest)
            refuse(RefusalReason::Corrupt, "tensor with numbers beyond those of its type");
    }
    TraceValue stored = trace.known(std::move(values));
    stored.quantized = std::make_shared<const Quantized>(Quantized{Quantized::Role::Stored, *type});
    return stored;
}

}  // namespace lineside::weights
