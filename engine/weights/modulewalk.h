// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/moduleview.h"
#include "weights/tensorreader.h"

#include <cstdint>
#include <set>
#include <string>

namespace lineside::weights {

// Questions about a whole tree of modules. A module or tensor that is used twice counts once, as in torch.
// Throw Refused. Thread-safe.

std::set<std::string> moduleClasses(const ModuleView &root);  ///< class names without their packages

std::int64_t countParameters(const ModuleView &root, const TensorReader &tensors);

/// Refuses a tree with a parameter or buffer whose data are not in the file (Truncated).
void checkStorages(const ModuleView &root, const TensorReader &tensors);

/// Compares the number of parameters that a layer was saved with against those that it has. A layer that was saved with its batch
/// norms folded in has fewer and is left alone.
void checkLayerParameters(const ModuleView &layer, const TensorReader &tensors);

}  // namespace lineside::weights
