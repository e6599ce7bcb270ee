// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"

#include <c10/util/Exception.h>

#include <exception>
#include <new>
#include <string>

namespace lineside {

/// Whether memory ran out: the computer's, or an accelerator's.
inline bool isOutOfMemory(const std::exception &e)
{
    return dynamic_cast<const std::bad_alloc *>(&e) != nullptr || dynamic_cast<const c10::OutOfMemoryError *>(&e) != nullptr;
}

/// What torch threw, without its own stack trace.
inline Error torchError(const std::exception &e, ErrorCode code = ErrorCode::Internal)
{
    if (isOutOfMemory(e))
        return {ErrorCode::OutOfMemory, "torch: no memory"};
    const auto *own = dynamic_cast<const c10::Error *>(&e);
    return {code, std::string("torch: ") + (own != nullptr ? own->what_without_backtrace() : e.what())};
}

}  // namespace lineside
