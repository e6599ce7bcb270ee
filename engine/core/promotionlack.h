// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/modelid.h"
#include "lineside/promotion.h"
#include "lineside/result.h"
#include "lineside/station.h"

#include <optional>

namespace lineside {

/// What a station asks for now. Value type.
struct PromotionDemand {
    PromotionPolicy policy = PromotionPolicy::Nothing;
    bool signature = false;
};

/// What a note lacks of that, or that something in it is too long or cannot be; empty: nothing. Pure.
std::optional<Error> lackOf(const PromotionNote &note, const StationId &station, PromotionDemand asked);

}  // namespace lineside
