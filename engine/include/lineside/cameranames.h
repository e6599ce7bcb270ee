// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace lineside {

/// The names under which cameras are stored in a configuration: what their makers call them, and where several are of one
/// make, "name #2" for the second. Drivers number cameras anew at each start, so a number would be another camera tomorrow.
inline std::vector<std::string> cameraNames(std::vector<std::string> names)
{
    std::map<std::string, int> seen;
    for (std::string &name : names) {
        if (const int count = ++seen[name]; count > 1)
            name += " #" + std::to_string(count);
    }
    return names;
}

}  // namespace lineside
