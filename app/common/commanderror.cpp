// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/commanderror.h"

namespace lineside {

CommandError commandError(const Error &error)
{
    if (error.refusal)
        return commandError(*error.refusal);
    return {toString(error.code), error.detail};
}

CommandError commandError(const Refusal &refusal)
{
    std::string detail;
    const auto add = [&detail](const std::string &what, const std::string &value) {
        if (!value.empty())
            detail += (detail.empty() ? "" : "; ") + what + value;
    };
    switch (refusal.reason) {
    case RefusalReason::Memory:
    case RefusalReason::MemoryLimit:
    case RefusalReason::DiskFull:
    case RefusalReason::TooLarge:
        add("megabytes needed: ", refusal.found);
        add("there: ", refusal.expected);
        break;
    default:
        add("expected ", refusal.expected);
        add("found ", refusal.found);
    }
    add("", refusal.detail);
    return {toString(refusal.reason), detail};
}

}  // namespace lineside
