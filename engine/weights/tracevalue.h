// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/hosttensor.h"
#include "weights/networkspec.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lineside::weights {

struct Chosen;
struct Quantized;

/// A value of a traced program while it is read: known, or made by the network. Value type.
struct TraceValue {
    std::optional<HostTensor> known;
    ValueId id = -1;  ///< where it is not known
    /// Indices for several axes that were put together, some of them known: of use for `gatherNd` alone. Empty for others.
    std::vector<TraceValue> axes = {};
    /// What depends on which boxes the program chooses, see boxchoice.h. Null for others.
    std::shared_ptr<const Chosen> chosen = {};
    /// Where it stands for integers, or for something of theirs. Null for others; what TraceBuilder takes and gives are others.
    std::shared_ptr<const Quantized> quantized = {};
};

/// Thrown for what the canonical operators cannot say: such a file is refused by the name of that operator. Value type.
struct OutsideSet {
    std::string op;      ///< the operator in the words of the file: "aten::lstm", "NonMaxSuppression"
    std::string detail;
    bool choosesBoxes = false;  ///< it is the choice of boxes that cannot be said
};

/// Refuses a file for what it holds beyond the set.
[[noreturn]] void refuseOutside(const OutsideSet &outside);

/// What is translated now, for messages. Value type.
struct TracePlace {
    std::string op;    ///< in the words of the file
    std::string name;  ///< of its place in the network

    [[noreturn]] void outside(const std::string &detail) const { throw OutsideSet{op, name + ": " + detail}; }
    [[noreturn]] void outsideChoice(const std::string &detail) const { throw OutsideSet{op, name + ": " + detail, true}; }
};

}  // namespace lineside::weights
