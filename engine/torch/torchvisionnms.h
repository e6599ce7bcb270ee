// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineside {

/// Makes `torchvision::nms` known to torch, which networks exported with their suppression call; does nothing where somebody
/// has done so already. Thread-safe.
void registerTorchvisionNms();

}  // namespace lineside
