// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/modelid.h"
#include "lineside/promotion.h"
#include "lineside/result.h"
#include "lineside/station.h"

#include <optional>

namespace lineside {

/// What a note lacks of what the station asks for, or that it is too long; empty: nothing. Pure.
std::optional<Error> lackOf(const PromotionNote &note, const StationId &station, PromotionPolicy asked);

}  // namespace lineside
