// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/guardedengine.h"
#include "access/localdesk.h"

#include <memory>

namespace lineside {

/// What one window or one connection has to itself. Value type; both null: nobody is asked who he is.
struct Guest {
    std::shared_ptr<LocalDesk> desk;
    std::shared_ptr<GuardedEngine> engine;  ///< what may be done at that desk
};

}  // namespace lineside
