// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "weights/networkspec.h"

namespace lineside {

/// What every executor relies on before it builds: values are used after they are made, operators have as many inputs as they
/// need, constants hold as many numbers as their shape says, sizes are positive, indices are where indices belong. Shapes between operators are left to the
/// run-time library, which derives them anyway. Error: Unsupported, naming the node. Pure.
Result<void> checkGraph(const NetworkSpec &spec);

/// "model.2.cv1 (node 7)", for messages.
std::string nodeText(const NetworkSpec &spec, std::size_t node);

}  // namespace lineside
