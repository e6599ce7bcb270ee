// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/graphbuilder.h"
#include "weights/networkspec.h"

namespace lineside::weights {

/// Builds a network once more, node by node, so that whatever a builder would refuse is refused in a network that came from elsewhere:
/// inputs that are not made yet, shapes that do not go together, an output that is not what the head and the labels promise.
/// Throws Refused. Thread-safe.
void checkByReplay(const NetworkSpec &network);

/// The builder of that: it knows the shapes of all values, and what they take. Throws Refused. Thread-safe.
GraphBuilder replay(const NetworkSpec &network);

}  // namespace lineside::weights
