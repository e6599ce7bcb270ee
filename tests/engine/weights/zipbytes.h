// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lineside::test {

using ZipEntries = std::vector<std::pair<std::string, std::string>>;

/// A zip file's bytes with these entries, stored or deflated. Throws std::runtime_error.
std::string zipBytes(const ZipEntries &entries, bool deflated = false);

}  // namespace lineside::test
