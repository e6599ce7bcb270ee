// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

#include <openvino/openvino.hpp>

#include <memory>

namespace lineside {

/// The canonical network as an ov::Model with one input `[1, 3, H, W]` f32 and one output. Throws ov::Exception where a shape does
/// not fit; the caller catches. Thread-safe.
std::shared_ptr<ov::Model> buildOpenVinoModel(const NetworkSpec &spec);

}  // namespace lineside
