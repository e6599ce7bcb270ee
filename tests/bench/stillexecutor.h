// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"

#include <memory>

namespace lineside::bench {

/// Answers at once, with a bottle, its cap and its label that move from frame to frame: boxes to paint that cost nothing to
/// find. For figures of the screen alone.
std::unique_ptr<Executor> makeStillExecutor(NetworkInfo network);

}  // namespace lineside::bench
