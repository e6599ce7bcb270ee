// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <string>

namespace lineside {

/// Names one trained network: a name is a stream of increasing versions. Shown as "line-v2". Value type.
struct ModelId {
    std::string name;
    int version = 0;

    std::string text() const { return name + "-v" + std::to_string(version); }
    auto operator<=>(const ModelId &) const = default;
};

}  // namespace lineside
