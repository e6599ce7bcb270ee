// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/moduleview.h"
#include "weights/tensorreader.h"
#include "weights/weightfile.h"

#include <memory>
#include <string>

namespace lineside::weights {

/// Builds the canonical network from a pickled detection model: follows each layer's own index and sources, so that any
/// arrangement of known layers is read. Fills the spec's graph and what the graph tells of NetworkInfo (head, stride,
/// parameters, size, family). `size` must be a multiple of the stride; where it is not, `exact` decides between a refusal and
/// rounding up. Throws Refused. Thread-safe.
NetworkSpec readNetwork(const ModuleView &model, TensorReader &tensors, InputSize size, bool exact, HeadChoice choice);


}  // namespace lineside::weights
