// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/safetensors.h"

#include "weights/finite.h"
#include "weights/refused.h"
#include "weights/strictjson.h"

#include <bit>
#include <cstring>

namespace lineside::weights {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

static_assert(std::endian::native == std::endian::little, "the format is little-endian and is read as it lies");

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeader = 32ull << 20;
constexpr std::size_t kAlignment = 64;  // of the first tensor, by spaces behind the header
constexpr std::size_t kMaxTensors = 20'000;
constexpr std::size_t kMaxRank = 8;
constexpr std::uint64_t kMaxElements = 1ull << 29;  // 2 GiB

[[noreturn]] void corrupt(const std::string &what)
{
    refuse(RefusalReason::Corrupt, "safetensors: " + what);
}

std::span<const std::byte> bytesOf(const FloatArray &values)
{
    return std::as_bytes(std::span(values.data(), values.size()));
}

std::uint64_t integer(const json &value)
{
    if (!value.is_number_unsigned())
        corrupt("a number that is none");
    return value.get<std::uint64_t>();
}

std::vector<std::int64_t> shapeFrom(const json &list, std::uint64_t &elements)
{
    if (!list.is_array() || list.size() > kMaxRank)
        corrupt("an impossible shape");
    std::vector<std::int64_t> shape;
    elements = 1;
    for (const json &item : list) {
        const std::uint64_t size = integer(item);
        if (size > kMaxElements || (size > 0 && elements > kMaxElements / size))
            corrupt("a tensor too large");
        elements *= size;
        shape.push_back(std::int64_t(size));
    }
    return shape;
}

std::shared_ptr<const FloatArray> valuesFrom(std::span<const std::byte> bytes, const std::shared_ptr<const void> &owner, const std::string &name)
{
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(float) != 0)
        corrupt("tensor " + name + " is not where floats can be");
    const std::span<const float> values(reinterpret_cast<const float *>(bytes.data()), bytes.size() / sizeof(float));
    if (!allFinite(values))
        refuse(RefusalReason::NotFinite, "tensor " + name + " holds NaN or infinity", name);
    return std::make_shared<const FloatArray>(values, owner);
}

}  // namespace

void writeSafeTensors(const SafeTensors &file, const ByteSink &sink)
{
    ordered_json header = ordered_json::object();
    if (!file.metadata.empty())
        header["__metadata__"] = file.metadata;
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < file.tensors.size(); ++i) {
        const std::uint64_t end = at + bytesOf(*file.tensors[i].data).size();
        header[std::to_string(i)] = {{"dtype", "F32"}, {"shape", file.tensors[i].shape}, {"data_offsets", {at, end}}};
        at = end;
    }
    std::string text = header.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    text.append((kAlignment - (kLengthBytes + text.size()) % kAlignment) % kAlignment, ' ');
    const std::uint64_t length = text.size();
    sink(std::as_bytes(std::span(&length, 1)));
    sink(std::as_bytes(std::span(text)));
    for (const ConstTensor &tensor : file.tensors)
        sink(bytesOf(*tensor.data));
}

SafeTensors readSafeTensors(std::span<const std::byte> bytes, const std::shared_ptr<const void> &owner)
{
    std::uint64_t length = 0;
    if (bytes.size() < kLengthBytes)
        refuse(RefusalReason::Truncated, "safetensors without a header");
    std::memcpy(&length, bytes.data(), kLengthBytes);
    if (length > kMaxHeader || length > bytes.size() - kLengthBytes)
        corrupt("a header of " + std::to_string(length) + " bytes");
    const auto *text = reinterpret_cast<const char *>(bytes.data()) + kLengthBytes;
    const json header = parseStrictJson(std::string_view(text, std::size_t(length)), "safetensors");
    const std::span<const std::byte> data = bytes.subspan(kLengthBytes + std::size_t(length));

    SafeTensors file;
    if (!header.is_object() || header.size() > kMaxTensors)
        corrupt("a header that is no list of tensors");
    std::size_t count = header.size();
    if (const auto metadata = header.find("__metadata__"); metadata != header.end()) {
        --count;
        if (!metadata->is_object())
            corrupt("metadata that are none");
        for (const auto &[key, value] : metadata->items()) {
            if (!value.is_string())
                corrupt("metadata that are no text");
            file.metadata[key] = value.get<std::string>();
        }
    }
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = std::to_string(i);
        const auto entry = header.find(name);
        if (entry == header.end() || !entry->is_object() || entry->size() != 3 || entry->value("dtype", json()) != "F32")
            corrupt("no float32 tensor " + name);
        const json offsets = entry->value("data_offsets", json());
        std::uint64_t elements = 0;
        ConstTensor tensor;
        tensor.shape = shapeFrom(entry->value("shape", json()), elements);
        if (!offsets.is_array() || offsets.size() != 2)
            corrupt("tensor " + name + " without a place");
        const std::uint64_t begin = integer(offsets[0]), end = integer(offsets[1]);
        if (begin != at || end < begin || end > data.size() || end - begin != elements * sizeof(float))
            corrupt("tensor " + name + " is not where it should be");
        tensor.data = valuesFrom(data.subspan(std::size_t(begin), std::size_t(end - begin)), owner, name);
        file.tensors.push_back(std::move(tensor));
        at = end;
    }
    if (at != data.size())
        corrupt("bytes behind the last tensor");
    return file;
}

}  // namespace lineside::weights
