// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/taskrunner.h"

namespace lineside {

/// Why a model is brought into memory.
enum class LoadCause {
    Start,     ///< a station had it when the program ended
    Import,    ///< a file was offered
    Library,   ///< an operator wants it at a station
    Shadow,    ///< the same, beside the model on air
    RollBack,  ///< an operator wants the model back that judged before
};

/// A station without a model waits for it, or an operator in trouble. Pure.
bool isUrgent(LoadCause cause) noexcept;

/// At what priority a model is read and made ready: beside a line that judges it must not be noticed. Pure.
ThreadPriority priorityOf(LoadCause cause) noexcept;

}  // namespace lineside
