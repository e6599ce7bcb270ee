// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace lineside {

/// One field of comma-separated values (RFC 4180), always in quotes. File names and labels come from outside: a spreadsheet must not take
/// one for a formula, so that what could begin one gets an apostrophe before it.
inline std::string csvField(std::string_view text)
{
    std::string field = "\"";
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        field += '\'';
    for (const char c : text)
        field.append(c == '"' ? 2 : 1, c);
    return field + '"';
}

}  // namespace lineside
