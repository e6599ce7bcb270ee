// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace lineside::soak {

/// What this process holds of the system. Value type.
struct ProcessState {
    std::size_t descriptors = 0;
    std::map<std::string, int> threads;  ///< how many of each name
    std::map<std::string, int> files;    ///< mapped, how many pieces of each; shared memory among them

    std::size_t threadCount() const;
    std::size_t fileMaps() const;
};

/// Reads /proc/self.
ProcessState readProcessState();

/// In how many pieces the kernel keeps what of this process's memory has no file.
std::size_t anonymousPieces();

}  // namespace lineside::soak
