// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/pickle.h"

namespace lineside::weights {

/// Refuses a pickle that names anything which a checkpoint of a YOLO network does not need: os.system, builtins.exec, a function of
/// torch that runs commands. Nothing is ever called here, so this protects whoever opens the file elsewhere, and tells that it was
/// made with intent. A name counts wherever it stands, also where its value is thrown away. Throws Refused (UnsupportedLayer with the name).
void checkCheckpointNames(const PickleTree &tree);

}  // namespace lineside::weights
