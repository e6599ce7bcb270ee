// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/loadpolicy.h"

namespace lineside {

bool isUrgent(LoadCause cause) noexcept
{
    return cause == LoadCause::Start || cause == LoadCause::RollBack;
}

ThreadPriority priorityOf(LoadCause cause) noexcept
{
    return isUrgent(cause) ? ThreadPriority::Low : ThreadPriority::Idle;
}

}  // namespace lineside
