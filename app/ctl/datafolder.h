// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace lineside::ctl {

/// The data folder of the instance that has this configuration file; empty: the user's own. For commands that make no QCoreApplication themselves.
std::filesystem::path dataDirOf(const std::string &config);

}  // namespace lineside::ctl
