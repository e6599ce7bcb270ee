// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/result.h"

namespace lineside {

/// A refusal as the answer to a command: the kind of trouble, and all that is known in the detail. Pure.
Error errorOf(const Refusal &refusal);

}  // namespace lineside
