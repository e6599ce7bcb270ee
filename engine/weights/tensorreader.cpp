// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/tensorreader.h"

#include "weights/halffloat.h"
#include "weights/refused.h"

#include <cmath>
#include <cstring>

namespace lineside::weights {
namespace {

constexpr std::size_t kMaxRank = 8;
constexpr std::uint64_t kMaxElements = 1ull << 29;    // of one tensor and of all together: 2 GiB of float32
constexpr std::uint64_t kMaxBytesRead = 4ull << 30;   // the same storage under a thousand names is not read a thousand times

enum class Element { Half, BFloat16, Float, Double, Long, Int, Short, Char, Byte, Bool };

struct ElementType {
    std::string_view storage;
    Element element;
    std::uint64_t bytes;
};

constexpr ElementType kTypes[] = {
    {"HalfStorage", Element::Half, 2},   {"BFloat16Storage", Element::BFloat16, 2}, {"FloatStorage", Element::Float, 4},
    {"DoubleStorage", Element::Double, 8}, {"LongStorage", Element::Long, 8},       {"IntStorage", Element::Int, 4},
    {"ShortStorage", Element::Short, 2}, {"CharStorage", Element::Char, 1},         {"ByteStorage", Element::Byte, 1},
    {"BoolStorage", Element::Bool, 1},
};

const ElementType &elementType(const PickleNode &global, const std::string &what)
{
    const std::string_view module = globalModule(global), name = globalName(global);
    if (module == "torch" || module == "torch.storage") {
        for (const ElementType &type : kTypes) {
            if (type.storage == name)
                return type;
        }
    }
    refuse(RefusalReason::UnsupportedLayer, what + ": unknown type of tensor", globalPath(global));
}

template <class T>
T load(const std::byte *at)
{
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

float toFloat(Element element, const std::byte *at)
{
    switch (element) {
    case Element::Half: return halfToFloat(load<std::uint16_t>(at));
    case Element::BFloat16: return bfloat16ToFloat(load<std::uint16_t>(at));
    case Element::Float: return load<float>(at);
    case Element::Double: return float(load<double>(at));
    case Element::Long: return float(load<std::int64_t>(at));
    case Element::Int: return float(load<std::int32_t>(at));
    case Element::Short: return load<std::int16_t>(at);
    case Element::Char: return load<std::int8_t>(at);
    case Element::Byte:
    case Element::Bool: return load<std::uint8_t>(at);
    }
    return 0;
}

std::uint64_t elementCount(const std::vector<std::int64_t> &sizes, const std::string &what)
{
    std::uint64_t count = 1;
    bool empty = false;
    for (const std::int64_t size : sizes) {
        empty = empty || size == 0;
        count *= size == 0 ? 1 : std::uint64_t(size);
        if (std::uint64_t(size) > kMaxElements || count > kMaxElements)
            refuse(RefusalReason::Corrupt, what + ": tensor too large");
    }
    return empty ? 0 : count;
}

/// Whether the elements follow each other in C order: nearly always, and much quicker to walk.
bool isContiguous(const std::vector<std::int64_t> &sizes, const std::vector<std::int64_t> &strides)
{
    std::int64_t step = 1;
    for (std::size_t d = sizes.size(); d-- > 0;) {
        if (sizes[d] != 1 && strides[d] != step)
            return false;
        step *= sizes[d];
    }
    return true;
}

}  // namespace

std::vector<std::int64_t> TensorReader::integers(PickleRef tuple, const std::string &what) const
{
    const PickleNode &node = m_tree[tuple];
    if (node.kind != PickleKind::Tuple || node.items.size() > kMaxRank)
        refuse(RefusalReason::Corrupt, what + ": tensor with an impossible shape");
    std::vector<std::int64_t> values;
    for (const PickleRef item : node.items) {
        if (m_tree[item].kind != PickleKind::Int || m_tree[item].integer < 0)
            refuse(RefusalReason::Corrupt, what + ": tensor with an impossible shape");
        values.push_back(m_tree[item].integer);
    }
    return values;
}

std::vector<std::int64_t> TensorReader::shape(const PickleNode &tensor, const std::string &what) const
{
    if (tensor.kind != PickleKind::Tensor)
        refuse(RefusalReason::Corrupt, what + ": not a tensor");
    std::vector<std::int64_t> sizes = integers(tensor.items[2], what);
    elementCount(sizes, what);
    return sizes;
}

std::string TensorReader::record(const PickleNode &tensor, const std::string &what) const
{
    const PickleNode &storage = m_tree[tensor.items[0]];
    const std::string key(m_tree[storage.items[1]].text);
    if (key.empty() || key.size() > 64 || key.find('/') != std::string::npos)
        refuse(RefusalReason::Corrupt, what + ": storage with a forbidden name");
    std::string name = m_folder + "/" + key;
    if (!m_archive.has(name))
        refuse(RefusalReason::Truncated, what + ": the tensor's data are not in the file", name);
    return name;
}

void TensorReader::checkPresent(const PickleNode &tensor, const std::string &what) const
{
    if (tensor.kind == PickleKind::Tensor)
        record(tensor, what);
}

ConstTensor TensorReader::read(const PickleNode &tensor, const std::string &what)
{
    const std::vector<std::int64_t> sizes = shape(tensor, what);
    const std::vector<std::int64_t> strides = integers(tensor.items[3], what);
    const std::uint64_t count = elementCount(sizes, what);
    const std::int64_t offset = m_tree[tensor.items[1]].integer;
    if (strides.size() != sizes.size() || offset < 0)
        refuse(RefusalReason::Corrupt, what + ": tensor with impossible strides");

    const PickleNode &storage = m_tree[tensor.items[0]];
    const ElementType &type = elementType(m_tree[storage.items[0]], what);
    const std::int64_t numel = m_tree[storage.items[2]].integer;
    const std::string record = this->record(tensor, what);
    if (numel < 0 || std::uint64_t(numel) > kMaxElements * 2 || std::uint64_t(numel) * type.bytes != m_archive.size(record))
        refuse(RefusalReason::Corrupt, what + ": the tensor's data have another size than they should", record);

    auto data = std::make_shared<std::vector<float>>();
    if (count == 0)
        return ConstTensor{sizes, std::move(data)};

    // The farthest element, without letting the sum run over: every term is capped by the storage first.
    std::uint64_t last = std::uint64_t(offset);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] > 1 && strides[i] > 0 && std::uint64_t(strides[i]) > std::uint64_t(numel) / std::uint64_t(sizes[i] - 1))
            refuse(RefusalReason::Corrupt, what + ": tensor reaches outside its storage");
        last += std::uint64_t(sizes[i] - 1) * (sizes[i] > 1 ? std::uint64_t(strides[i]) : 0);
    }
    if (last >= std::uint64_t(numel))
        refuse(RefusalReason::Corrupt, what + ": tensor reaches outside its storage");

    m_bytesRead += m_archive.size(record);
    m_elementsMade += count;
    if (m_bytesRead > kMaxBytesRead || m_elementsMade > kMaxElements)
        refuse(RefusalReason::Corrupt, what + ": more tensor data than a network has");

    const std::vector<std::byte> bytes = m_archive.read(record, m_archive.size(record));
    data->resize(count);
    const bool contiguous = isContiguous(sizes, strides);
    std::vector<std::int64_t> index(sizes.size(), 0);
    std::uint64_t at = std::uint64_t(offset);
    for (std::uint64_t i = 0; i < count; ++i) {
        const float value = toFloat(type.element, bytes.data() + at * type.bytes);
        if (!std::isfinite(value))
            refuse(RefusalReason::NotFinite, what + " holds " + (std::isnan(value) ? "NaN" : "infinity"), what);
        (*data)[i] = value;
        if (contiguous) {
            ++at;
            continue;
        }
        for (std::size_t d = sizes.size(); d-- > 0;) {
            at += std::uint64_t(strides[d]);
            if (++index[d] < sizes[d])
                break;
            at -= std::uint64_t(strides[d]) * std::uint64_t(sizes[d]);
            index[d] = 0;
        }
    }
    return ConstTensor{sizes, std::move(data)};
}

}  // namespace lineside::weights
