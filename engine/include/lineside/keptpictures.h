// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace lineside {

/// In place of a path of recorded pictures: those that Lineside itself has kept of a station's parts, of all days, wherever its data folder lies. "kept:station-1".
inline constexpr std::string_view kKeptPictures = "kept:";

inline std::filesystem::path keptPicturesOf(const StationId &station)
{
    return std::string(kKeptPictures) + station;
}

/// Empty: it is a path.
inline std::optional<StationId> stationOfKept(const std::filesystem::path &input)
{
    const std::string &text = input.native();
    return text.starts_with(kKeptPictures) ? std::optional<StationId>(text.substr(kKeptPictures.size())) : std::nullopt;
}

}  // namespace lineside
