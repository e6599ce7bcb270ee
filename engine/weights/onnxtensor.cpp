// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxtensor.h"

#include "weights/halffloat.h"
#include "weights/labels.h"
#include "weights/protobuf.h"
#include "weights/refused.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace lineside::weights {
namespace {

constexpr std::int64_t kMaxElements = 1ll << 30;
constexpr std::size_t kMaxRank = 16;

enum Type { kFloat = 1, kString = 8, kHalf = 10, kDouble = 11, kBFloat16 = 16 };

/// Bytes of an element in raw_data; 0 where it is not known here.
std::int64_t elementSize(int type)
{
    switch (type) {
    case 2: case 3: case 9: return 1;
    case 4: case 5: case kHalf: case kBFloat16: return 2;
    case kFloat: case 6: case 12: return 4;
    case 7: case kDouble: case 13: return 8;
    default: return 0;
    }
}

/// The worst of a run of numbers: 0 finite, 1 infinite, 2 NaN.
int worst(double value)
{
    return std::isfinite(value) ? 0 : std::isinf(value) ? 1 : 2;
}

template <class Bits, class Convert>
int worstOf(std::span<const std::byte> bytes, Convert convert)
{
    int result = 0;
    for (std::size_t at = 0; at + sizeof(Bits) <= bytes.size(); at += sizeof(Bits)) {
        Bits bits;
        std::memcpy(&bits, bytes.data() + at, sizeof bits);
        result = std::max(result, worst(convert(bits)));
    }
    return result;
}

int worstRaw(std::span<const std::byte> bytes, int type)
{
    switch (type) {
    case kFloat: return worstOf<std::uint32_t>(bytes, [](std::uint32_t b) { return double(std::bit_cast<float>(b)); });
    case kDouble: return worstOf<std::uint64_t>(bytes, [](std::uint64_t b) { return std::bit_cast<double>(b); });
    case kHalf: return worstOf<std::uint16_t>(bytes, [](std::uint16_t b) { return double(halfToFloat(b)); });
    case kBFloat16: return worstOf<std::uint16_t>(bytes, [](std::uint16_t b) { return double(bfloat16ToFloat(b)); });
    default: return 0;
    }
}

class Reader {
public:
    OnnxTensor read(std::span<const std::byte> bytes)
    {
        ProtobufReader reader(bytes);
        while (const auto field = reader.next())
            take(*field);
        count();
        if (m_raw.data() && std::int64_t(m_raw.size()) != m_tensor.elements * elementSize(m_tensor.type))
            fail("data do not have the size that the dimensions say");
        if (m_raw.data())
            m_worst = std::max(m_worst, worstRaw(m_raw, m_tensor.type));
        else if (m_tensor.type != kString && m_values != m_tensor.elements)
            fail("not as many numbers as the dimensions say");
        // A single infinity is a bound or a mask; among weights it is damage.
        if (m_worst == 2 || (m_worst == 1 && m_tensor.elements > 1))
            refuse(RefusalReason::NotFinite, "tensor " + name() + (m_worst == 2 ? " holds NaN" : " holds infinity"), name());
        return std::move(m_tensor);
    }

private:
    void take(const ProtobufReader::Field &field)
    {
        switch (field.number) {
        case 1: appendIntegers(field, m_tensor.dims);
            if (m_tensor.dims.size() > kMaxRank)
                fail("too many dimensions");
            return;
        case 2: m_tensor.type = int(field.value & 0xFFFF); return;
        case 4: addNumbers(field, 4, kFloat); return;
        case 5: addIntegers(field); return;
        case 6: ++m_values; return;
        case 7:
        case 11: addIntegers(field); return;
        case 8: m_tensor.name = field.text(); return;
        case 9: m_raw = field.wireType == 2 && field.bytes.empty() ? std::as_bytes(std::span(kNothing, 0)) : field.bytes; return;
        case 10: addNumbers(field, 8, kDouble); return;
        case 13: refuse(RefusalReason::UnsupportedLayer, "tensor " + name() + " lies outside the file", "external data");
        case 14:
            if (field.value == 1)
                refuse(RefusalReason::UnsupportedLayer, "tensor " + name() + " lies outside the file", "external data");
            return;
        default: return;
        }
    }

    void addNumbers(const ProtobufReader::Field &field, int width, int type)
    {
        if (field.wireType == 2) {
            if (field.bytes.size() % std::size_t(width) != 0)
                fail("data that are not whole numbers");
            m_values += std::int64_t(field.bytes.size()) / width;
            m_worst = std::max(m_worst, worstRaw(field.bytes, type));
            return;
        }
        ++m_values;
        m_worst = std::max(m_worst, worst(width == 4 ? double(std::bit_cast<float>(std::uint32_t(field.value))) : std::bit_cast<double>(field.value)));
    }

    /// Half-precision numbers may come as integers with their bits.
    void addIntegers(const ProtobufReader::Field &field)
    {
        std::vector<std::int64_t> values;
        appendIntegers(field, values);
        m_values += std::int64_t(values.size());
        for (const std::int64_t bits : values)
            m_halfWorst = std::max(m_halfWorst, worst(double(halfToFloat(std::uint16_t(bits)))));
    }

    void count()
    {
        std::int64_t elements = 1;
        for (const std::int64_t size : m_tensor.dims) {
            if (size < 0 || size > kMaxElements || (size > 0 && elements > kMaxElements / size))
                fail("impossible dimensions");
            elements *= size;
        }
        m_tensor.elements = elements;
        if (m_tensor.type == kHalf)
            m_worst = std::max(m_worst, m_halfWorst);
    }

    std::string name() const { return printable(m_tensor.name, 100); }
    [[noreturn]] void fail(const char *what) const { refuse(RefusalReason::Corrupt, "tensor " + name() + ": " + what); }

    static constexpr char kNothing[1] = {};
    OnnxTensor m_tensor;
    std::span<const std::byte> m_raw;
    std::int64_t m_values = 0;
    int m_worst = 0, m_halfWorst = 0;
};

}  // namespace

OnnxTensor checkOnnxTensor(std::span<const std::byte> bytes)
{
    return Reader().read(bytes);
}

}  // namespace lineside::weights
