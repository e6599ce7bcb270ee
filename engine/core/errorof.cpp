// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/errorof.h"

#include <utility>

namespace lineside {
namespace {

ErrorCode codeOf(RefusalReason reason)
{
    switch (reason) {
    case RefusalReason::Memory: return ErrorCode::OutOfMemory;
    case RefusalReason::DiskFull: return ErrorCode::DiskFull;
    case RefusalReason::Vanished: return ErrorCode::NotFound;
    case RefusalReason::Cancelled: return ErrorCode::Cancelled;
    case RefusalReason::Internal: return ErrorCode::Internal;
    default: return ErrorCode::InvalidInput;
    }
}

}  // namespace

Error errorOf(const Refusal &refusal)
{
    std::string detail = toString(refusal.reason);
    if (!refusal.found.empty())
        detail += ": " + refusal.found;
    if (!refusal.expected.empty())
        detail += " / " + refusal.expected;
    if (!refusal.detail.empty())
        detail += ": " + refusal.detail;
    return {codeOf(refusal.reason), std::move(detail), refusal};
}

}  // namespace lineside
