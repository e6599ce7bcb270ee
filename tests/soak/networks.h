// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"

#include <filesystem>
#include <vector>

namespace lineside::soak {

/// Six networks of three sizes with random weights, as OpenVINO exports in `folder`: each of them is a folder that can be offered.
/// They see next to nothing, so that none is taken back for what it finds. Blocks on the disk.
Result<std::vector<std::filesystem::path>> writeNetworks(const std::filesystem::path &folder);

}  // namespace lineside::soak
