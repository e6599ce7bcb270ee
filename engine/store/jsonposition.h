// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>

namespace lineside {

/// "line L, column C" (both from 1, columns in bytes) of a byte of a text.
std::string lineAndColumn(const std::string &text, std::size_t offset);

/// A JSON document together with where each value ends in the text, by JSON pointer, so that a message about a value can name its
/// place. Value type.
struct PositionedJson {
    nlohmann::json document;
    std::map<std::string, std::size_t> offsets;
};

/// Parses; throws nlohmann::json::parse_error, or std::runtime_error for a duplicate key or nesting deeper than 32.
PositionedJson parseWithPositions(const std::string &text);

}  // namespace lineside
