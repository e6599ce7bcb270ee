// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace lineside::ctl {

/// Rows below each other for a terminal, each column as wide as its widest cell; the last is as long as it likes. Pure.
std::string tableText(const std::vector<std::vector<std::string>> &rows);

}  // namespace lineside::ctl
