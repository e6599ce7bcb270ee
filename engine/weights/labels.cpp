// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/labels.h"

#include "weights/refused.h"

#include <algorithm>

namespace lineside::weights {
namespace {

/// Bytes of the well-formed UTF-8 character at the front; 0 where there is none. No overlong forms, no surrogates.
std::size_t characterLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
    const unsigned first = byte(0);
    if (first < 0x80)
        return first >= 0x20 && first != 0x7F ? 1 : 0;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(1) && !(first == 0xC2 && byte(1) < 0xA0) ? 2 : 0;  // U+0080 to U+009F are control characters too
    if (first >= 0xE0 && first <= 0xEF) {
        const bool narrow = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F);
        return follows(1) && follows(2) && !narrow ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool narrow = (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
        return follows(1) && follows(2) && follows(3) && !narrow ? 4 : 0;
    }
    return 0;
}

}  // namespace

std::string printable(std::string_view text, std::size_t maxBytes)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t length = characterLength(text);
        if (result.size() + std::max<std::size_t>(length, 1) > maxBytes)
            break;
        if (length == 0)
            result += '?';
        else
            result.append(text.substr(0, length));
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return result;
}

std::vector<std::string> numberedLabels(std::size_t classes)
{
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < classes; ++i)
        labels.push_back("class " + std::to_string(i));
    return labels;
}

std::vector<std::string> readLabels(const PickleTree &tree, const ModuleView &model, std::size_t classes)
{
    const PickleNode *names = model.attribute("names");
    if (!names || names->kind == PickleKind::None)
        return numberedLabels(classes);

    const bool isDict = names->kind == PickleKind::Dict;
    if (!isDict && names->kind != PickleKind::List && names->kind != PickleKind::Tuple)
        refuse(RefusalReason::Corrupt, "names are neither a dict nor a list");
    const std::size_t count = names->items.size() / (isDict ? 2 : 1);
    const auto miscounted = [&](std::size_t found) {
        refuse(RefusalReason::Corrupt, "another number of names than classes", std::to_string(found), std::to_string(classes));
    };
    if (count != classes)
        miscounted(count);

    std::vector<std::string> labels(classes);
    std::vector<bool> seen(classes, false);
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t index = i;
        if (isDict) {
            const PickleNode &key = tree[names->items[2 * i]];
            if (key.kind != PickleKind::Int || key.integer < 0 || std::uint64_t(key.integer) >= classes)
                refuse(RefusalReason::Corrupt, "a name for a class that does not exist");
            index = std::size_t(key.integer);
        }
        const PickleNode &value = tree[names->items[isDict ? 2 * i + 1 : i]];
        if (seen[index])
            miscounted(count - 1);
        seen[index] = true;
        if (value.kind == PickleKind::Int)
            labels[index] = std::to_string(value.integer);
        else if (value.kind == PickleKind::String || value.kind == PickleKind::Bytes)
            labels[index] = printable(value.text, kMaxLabelBytes);
        else
            refuse(RefusalReason::Corrupt, "a name that is not a text");
    }
    return labels;
}

}  // namespace lineside::weights
