// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace lineside {

/// A text without its capitals, to tell whether two names are the same: Unicode's simple case folding of Latin, Greek, Cyrillic and
/// full-width letters. Everything else, and bytes that are no character, stays. Pure.
std::string foldCase(std::string_view text);

}  // namespace lineside
