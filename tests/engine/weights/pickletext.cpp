// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/pickletext.h"

#include <bit>

namespace lineside::test::pickletext {
namespace {

std::string little(std::uint64_t value, int width)
{
    std::string bytes;
    for (int i = 0; i < width; ++i)
        bytes += char(value >> (8 * i));
    return bytes;
}

std::string joined(const std::vector<std::string> &items)
{
    std::string all;
    for (const std::string &item : items)
        all += item;
    return all;
}

std::string integers(const std::vector<std::int64_t> &values)
{
    std::vector<std::string> items;
    for (const std::int64_t value : values)
        items.push_back(integer(value));
    return tuple(items);
}

}  // namespace

std::string pickle(const std::string &value)
{
    return "\x80\x02" + value + ".";
}

std::string none()
{
    return "N";
}

std::string boolean(bool value)
{
    return value ? "\x88" : "\x89";
}

std::string integer(std::int64_t value)
{
    if (value >= 0 && value < 256)
        return "K" + little(std::uint64_t(value), 1);
    if (value >= INT32_MIN && value <= INT32_MAX)
        return "J" + little(std::uint64_t(value), 4);
    return "\x8a\x08" + little(std::uint64_t(value), 8);
}

std::string real(double value)
{
    const std::string bytes = little(std::bit_cast<std::uint64_t>(value), 8);
    return "G" + std::string(bytes.rbegin(), bytes.rend());
}

std::string text(std::string_view value)
{
    return "X" + little(value.size(), 4) + std::string(value);
}

std::string tuple(const std::vector<std::string> &items)
{
    return "(" + joined(items) + "t";
}

std::string list(const std::vector<std::string> &items)
{
    return "](" + joined(items) + "e";
}

std::string dict(const Pairs &pairs)
{
    std::string all = "}(";
    for (const auto &[key, value] : pairs)
        all += key + value;
    return all + "u";
}

std::string attributes(const Pairs &pairs)
{
    Pairs named;
    for (const auto &[key, value] : pairs)
        named.emplace_back(text(key), value);
    return dict(named);
}

std::string global(std::string_view module, std::string_view name)
{
    return "c" + std::string(module) + "\n" + std::string(name) + "\n";
}

std::string call(const std::string &function, const std::vector<std::string> &arguments)
{
    return function + tuple(arguments) + "R";
}

std::string object(std::string_view module, std::string_view name, const std::string &state)
{
    return global(module, name) + ")\x81" + state + "b";
}

std::string tensor(std::string_view type, std::string_view key, const std::vector<std::int64_t> &shape)
{
    std::vector<std::int64_t> strides(shape.size());
    std::int64_t numel = 1;
    for (std::size_t i = shape.size(); i-- > 0;) {
        strides[i] = numel;
        numel *= shape[i];
    }
    return tensor(type, key, numel, 0, shape, strides);
}

std::string tensor(std::string_view type, std::string_view key, std::int64_t numel, std::int64_t offset, const std::vector<std::int64_t> &shape,
                   const std::vector<std::int64_t> &strides)
{
    const std::string storage = tuple({text("storage"), global("torch", type), text(key), text("cpu"), integer(numel)}) + "Q";
    return call(global("torch._utils", "_rebuild_tensor_v2"),
                {storage, integer(offset), integers(shape), integers(strides), boolean(false), call(global("collections", "OrderedDict"), {})});
}

}  // namespace lineside::test::pickletext
