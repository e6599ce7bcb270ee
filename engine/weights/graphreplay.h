// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

namespace lineside::weights {

/// Builds a network once more, node by node, so that whatever a builder would refuse is refused in a network that came from elsewhere:
/// inputs that are not made yet, shapes that do not go together, an output that is not what the head and the labels promise.
/// Throws Refused. Thread-safe.
void checkByReplay(const NetworkSpec &network);

}  // namespace lineside::weights
