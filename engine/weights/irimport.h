// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/exportlayout.h"
#include "weights/irgraph.h"
#include "weights/weightfile.h"

#include <cstddef>
#include <span>

namespace lineside::weights {

/// The canonical network of an OpenVINO IR for pictures of this size, up to its first result; its `info` is left to the caller. `bin`: the
/// numbers of its constants. Throws Refused for a graph that contradicts itself, OutsideSet for an operator that the canonical ones
/// cannot say. Thread-safe.
TracedNetwork importIr(const IrModel &model, std::span<const std::byte> bin, InputSize size, ModelLayout layout = ModelLayout::Auto);

}  // namespace lineside::weights
