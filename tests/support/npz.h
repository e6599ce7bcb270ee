// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/referenceinterpreter.h"

#include <string>

namespace lineside::test {

/// One array of a numpy archive as float32: float32 as it is, uint16 divided by 65535. Throws std::runtime_error.
Array readNpz(const std::string &path, const std::string &name);

}  // namespace lineside::test
