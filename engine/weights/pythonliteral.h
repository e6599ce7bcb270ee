// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string_view>

namespace lineside::weights {

/// Reads what Python's str() writes for plain values: dict, list, tuple, int, float, True, False, None, text in either kind
/// of quotes. Keys of a dict become text, tuples become arrays. None where it is not exactly one such value, nests deeper than
/// 16 or is longer than 1 MiB. Thread-safe.
std::optional<nlohmann::json> parsePythonLiteral(std::string_view text);

}  // namespace lineside::weights
