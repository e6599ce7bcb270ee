// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"

#include <string>
#include <utility>

namespace lineside::weights {

/// How a refusal travels inside this folder. Thrown deep in a reader, caught by the reader's public function and returned
/// as a Result: it never leaves `weights/`. Value type.
struct Refused {
    Refusal refusal;
};

[[noreturn]] inline void refuse(RefusalReason reason, std::string detail, std::string found = {}, std::string expected = {})
{
    throw Refused{Refusal{reason, std::move(expected), std::move(found), std::move(detail)}};
}

}  // namespace lineside::weights
