// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/offeredmarks.h"

#include <nlohmann/json.hpp>

#include <exception>

namespace lineside {

using nlohmann::json;
using nlohmann::ordered_json;

Result<OfferedFrom> parseOffered(const std::string &text)
{
    try {
        const json document = json::parse(text);
        return OfferedFrom{document.at("folder").get<std::string>(), document.at("offered").get<OfferedMarks>()};
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

std::string formatOffered(const OfferedFrom &offered)
{
    return ordered_json{{"version", 1}, {"folder", offered.folder}, {"offered", offered.marks}}.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace lineside
