// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/strictjson.h"

#include "weights/refused.h"

#include <set>
#include <vector>

namespace lineside::weights {

nlohmann::json parseStrictJson(std::string_view text, const std::string &what)
{
    using nlohmann::json;
    constexpr int kMaxDepth = 16;
    std::vector<std::set<std::string>> keys;  // of the objects that are open
    const auto watch = [&](int depth, json::parse_event_t event, json &value) {
        if (depth > kMaxDepth)
            refuse(RefusalReason::Corrupt, what + ": nested too deep");
        if (event == json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second)
            refuse(RefusalReason::Corrupt, what + ": a key twice");
        return true;
    };
    try {
        return json::parse(text, watch);
    } catch (const json::exception &error) {
        refuse(RefusalReason::Corrupt, what + ": " + error.what());
    }
}

}  // namespace lineside::weights
