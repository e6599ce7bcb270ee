// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace lineside::weights {

/// JSON from outside: no key twice in an object, nested at most 16 deep, nothing behind its end. `what` names the text in the
/// refusal. Throws Refused (Corrupt). Thread-safe.
nlohmann::json parseStrictJson(std::string_view text, const std::string &what);

}  // namespace lineside::weights
