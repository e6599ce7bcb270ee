// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/result.h"

namespace lineside {

/// A refusal as the answer to a command: the kind of trouble, all that is known in the detail, and the refusal itself. Pure.
Error errorOf(const Refusal &refusal);

}  // namespace lineside
