// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/result.h"

#include <string>

namespace lineside {

/// Why a command was not carried out, as the command line tells it: a stable code and words for engineers. Value type.
struct CommandError {
    std::string code;
    std::string detail;
};

/// That of the refusal, where it is one.
CommandError commandError(const Error &error);
/// What was found and expected comes first.
CommandError commandError(const Refusal &refusal);

}  // namespace lineside
