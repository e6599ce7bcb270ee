// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

namespace lineside::weights {

/// Says a traced network as one that was built from layers: x·sigmoid(x) is SiLU and the spellings of HardSwish are that, scale and shift
/// of channels go into the convolution before them and so does an activation, and what the output does not need goes. Calculates the
/// same, but for rounding. Throws Refused (NotFinite) where weights overflow. Thread-safe.
void simplifyNetwork(NetworkSpec &spec);

}  // namespace lineside::weights
