// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/modelid.h"
#include "lineside/snapshot.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace lineside {

/// What the files of the data folder write in the same way. Reading throws nlohmann::json::exception where something else is there. Pure.
inline nlohmann::ordered_json toJson(const ModelId &id)
{
    return {{"name", id.name}, {"version", id.version}};
}
inline ModelId modelFrom(const nlohmann::json &j)
{
    return {j.at("name").get<std::string>(), j.at("version").get<int>()};
}

/// Milliseconds since 1970.
inline std::int64_t toMs(WallTime t)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(t.time_since_epoch()).count();
}
inline WallTime timeFrom(std::int64_t ms)
{
    return WallTime(std::chrono::milliseconds(ms));
}

}  // namespace lineside
