// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/tensorreader.h"

#include "weights/finite.h"
#include "weights/halffloat.h"
#include "weights/refused.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>

namespace lineside::weights {
namespace {

constexpr std::size_t kMaxRank = 8;
constexpr std::uint64_t kMaxElements = 1ull << 29;    // of one tensor and of all together: 2 GiB of float32
constexpr std::uint64_t kMaxBytesRead = 4ull << 30;   // the same storage under a thousand names is not read a thousand times

enum class Element { Half, BFloat16, Float, Double, Long, Int, Short, Char, Byte, Bool };

struct ElementType {
    std::string_view storage;  ///< the class of a typed storage
    std::string_view name;     ///< torch's name of the element type, given apart where the storage is untyped
    Element element;
    std::uint64_t bytes;
};

constexpr ElementType kTypes[] = {
    {"HalfStorage", "float16", Element::Half, 2},   {"BFloat16Storage", "bfloat16", Element::BFloat16, 2},
    {"FloatStorage", "float32", Element::Float, 4}, {"DoubleStorage", "float64", Element::Double, 8},
    {"LongStorage", "int64", Element::Long, 8},     {"IntStorage", "int32", Element::Int, 4},
    {"ShortStorage", "int16", Element::Short, 2},   {"CharStorage", "int8", Element::Char, 1},
    {"ByteStorage", "uint8", Element::Byte, 1},     {"BoolStorage", "bool", Element::Bool, 1},
};

bool isUntyped(const PickleNode &storage)
{
    return globalName(storage) == "UntypedStorage";
}

/// Of a tensor in a storage of class `storage`; `stated` is the type that the tensor gives itself, or None.
const ElementType &elementType(const PickleNode &storage, const PickleNode &stated, const std::string &what)
{
    const PickleNode &global = isUntyped(storage) ? stated : storage;
    const std::string_view module = globalModule(global), name = globalName(global);
    if (module == "torch" || module == "torch.storage") {
        for (const ElementType &type : kTypes) {
            if ((isUntyped(storage) ? type.name : type.storage) != name)
                continue;
            if (stated.kind == PickleKind::Global && globalName(stated) != type.name)
                refuse(RefusalReason::Corrupt, what + ": tensor of another type than its storage");
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

template <class T, class Convert>
void convertEach(const std::byte *from, std::span<float> to, Convert convert)
{
    for (std::size_t i = 0; i < to.size(); ++i)
        to[i] = convert(load<T>(from + i * sizeof(T)));
}

/// Elements that follow each other: one loop a type, which a compiler can do many at once of.
void toFloats(Element element, const std::byte *from, std::span<float> to)
{
    const auto plain = [](auto value) { return float(value); };
    switch (element) {
    case Element::Half: return convertEach<std::uint16_t>(from, to, halfToFloat);
    case Element::BFloat16: return convertEach<std::uint16_t>(from, to, bfloat16ToFloat);
    case Element::Float: return convertEach<float>(from, to, plain);
    case Element::Double: return convertEach<double>(from, to, plain);
    case Element::Long: return convertEach<std::int64_t>(from, to, plain);
    case Element::Int: return convertEach<std::int32_t>(from, to, plain);
    case Element::Short: return convertEach<std::int16_t>(from, to, plain);
    case Element::Char: return convertEach<std::int8_t>(from, to, plain);
    case Element::Byte:
    case Element::Bool: return convertEach<std::uint8_t>(from, to, plain);
    }
}

/// Elements at strides, into C order.
void gatherFloats(const ElementType &type, const std::byte *from, const std::vector<std::int64_t> &sizes, const std::vector<std::int64_t> &strides,
                  std::span<float> to)
{
    std::vector<std::int64_t> index(sizes.size(), 0);
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < to.size(); ++i) {
        toFloats(type.element, from + at * type.bytes, to.subspan(i, 1));
        for (std::size_t d = sizes.size(); d-- > 0;) {
            at += std::uint64_t(strides[d]);
            if (++index[d] < sizes[d])
                break;
            at -= std::uint64_t(strides[d]) * std::uint64_t(sizes[d]);
            index[d] = 0;
        }
    }
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

bool TensorReader::isFloating(const PickleNode &tensor, const std::string &what) const
{
    const Element element = elementType(m_tree[m_tree[tensor.items[0]].items[0]], m_tree[tensor.items[4]], what).element;
    return element == Element::Half || element == Element::BFloat16 || element == Element::Float || element == Element::Double;
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
    const PickleNode &storageClass = m_tree[storage.items[0]];
    const ElementType &type = elementType(storageClass, m_tree[tensor.items[4]], what);
    std::int64_t numel = m_tree[storage.items[2]].integer;
    if (isUntyped(storageClass)) {
        if (numel % std::int64_t(type.bytes) != 0)
            refuse(RefusalReason::Corrupt, what + ": the tensor's data end inside an element");
        numel /= std::int64_t(type.bytes);
    }
    const std::string record = this->record(tensor, what);
    if (numel < 0 || std::uint64_t(numel) > kMaxElements * 2 || std::uint64_t(numel) * type.bytes != m_archive.size(record))
        refuse(RefusalReason::Corrupt, what + ": the tensor's data have another size than they should", record);

    std::vector<float> data;
    if (count == 0)
        return ConstTensor{sizes, std::make_shared<const FloatArray>(std::move(data))};

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
    data.resize(count);
    const std::byte *const first = bytes.data() + std::uint64_t(offset) * type.bytes;
    if (isContiguous(sizes, strides))
        toFloats(type.element, first, data);
    else
        gatherFloats(type, first, sizes, strides, data);
    if (!allFinite(data)) {
        const bool nan = std::any_of(data.begin(), data.end(), [](float value) { return std::isnan(value); });
        refuse(RefusalReason::NotFinite, what + " holds " + (nan ? "NaN" : "infinity"), what);
    }
    return ConstTensor{sizes, std::make_shared<const FloatArray>(std::move(data))};
}

}  // namespace lineside::weights
