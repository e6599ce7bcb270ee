// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/labels.h"

#include "base/utf8.h"
#include "weights/refused.h"

#include <algorithm>

namespace lineside::weights {

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
