// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace lineside {

/// Bytes of the well-formed UTF-8 character at the front of a text; 0 where there is none, or one that controls and shows nothing. No
/// overlong forms, no surrogates. Pure.
std::size_t characterLength(std::string_view text);

/// How many bytes of it, at most `most`, do not end within a character. Pure.
std::size_t wholeCharacters(std::string_view text, std::size_t most);

}  // namespace lineside
