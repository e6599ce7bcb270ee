// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/promotion.h"

#include <cstddef>
#include <string_view>

namespace lineside {

inline constexpr std::size_t kMaxMeaning = 100;  ///< bytes of ElectronicSignature::meaning

/// Can that be what a signature means: one to kMaxMeaning bytes of text that can be shown? Pure.
bool isMeaning(std::string_view meaning);
/// Can somebody have signed so, with a name of at most PromotionNote::kMaxBy bytes that can be shown? Pure.
bool isSignature(const ElectronicSignature &signature);

}  // namespace lineside
