// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/comparison.h"
#include "lineside/detection.h"

#include <compare>
#include <optional>
#include <span>
#include <string>

namespace lineside {

/// How much a part on which two models differ moves their verdict, or could where nobody has said what the part is. Value type; the greater moves it more.
struct PartWeight {
    double ofVerdict = 0;  ///< a difference counts for more where less of it is allowed
    float gap = 0;         ///< how far apart the two are in the score of the label that decided

    auto operator<=>(const PartWeight &) const = default;
};

/// `defective`: what the part is; empty: nobody has said. Pure.
PartWeight weightOf(std::optional<bool> defective, const AbLimits &limits, float gap) noexcept;

/// The best score of the label in the part; a part without width is the whole picture. `classes`: of `found`. Pure.
float scoreWithin(std::span<const Detection> found, const Labels &classes, const Box &part, const std::string &label) noexcept;

}  // namespace lineside
