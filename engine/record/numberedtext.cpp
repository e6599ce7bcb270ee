// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/numberedtext.h"

namespace lineside {

Result<const std::optional<std::string> *> numberedText(Database &database, const char *command, NumberedTexts &known, std::int64_t number)
{
    if (const auto it = known.find(number); it != known.end())
        return &it->second;
    auto find = database.prepare(command);
    if (!find)
        return find.error();
    const auto found = find->bind(1, number).step();
    if (!found)
        return found.error();
    return &known.emplace(number, *found ? std::optional<std::string>(find->text(0)) : std::nullopt).first->second;
}

}  // namespace lineside
