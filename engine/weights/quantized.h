// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/hosttensor.h"
#include "weights/networkspec.h"

#include <optional>
#include <vector>

namespace lineside::weights {

/// A type of whole numbers of 8 or 16 bits. Value type.
struct IntegerType {
    float lowest = 0, highest = 255;
    bool operator==(const IntegerType &) const = default;
};

/// What a value of a traced program has to do with integers, where it is not what it seems: the canonical operators know ordinary
/// numbers alone, which these stand for. Only operators that know of integers may read such a value. Value type.
struct Quantized {
    enum class Role {
        Stored,     ///< whole numbers of the file: `known`, as floats
        Whole,      ///< q that the network makes: the value is (q - zero point) · scale
        Scale,      ///< the scales of `sources` multiplied, times `known`
        ZeroPoint,  ///< the zero point of `sources`
        Sum,        ///< int32 sums of products of whole numbers: the value is these · the scales of all `sources`
        FloatSum,   ///< the same, converted
    };
    Role role = Role::Stored;
    IntegerType type = {};                    ///< Stored, Whole, ZeroPoint
    HostTensor scale = {}, zeroPoint = {};    ///< Whole on a grid that the file fixes; the zero point as floats
    std::vector<ValueId> sources = {};        ///< results of DynamicQuantizeOps, whose grid it is; sorted
};

}  // namespace lineside::weights
