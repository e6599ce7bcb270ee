// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "weights/networkspec.h"

#include <memory>

namespace ov {
class Model;
}

namespace lineside {

/// The canonical network as an `ov::Model` of static shape and one output. Shares the tensors of `spec`. Error: Unsupported,
/// naming the node whose shapes do not fit. Loader thread.
Result<std::shared_ptr<ov::Model>> buildOpenVinoModel(const NetworkSpec &spec);

}  // namespace lineside
