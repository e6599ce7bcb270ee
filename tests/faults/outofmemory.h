// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lineside::test {

struct StarvedCount {
    std::uint64_t points = 0;    ///< loads in which a request for memory failed
    std::uint64_t refusals = 0;  ///< of those, refused as Memory
    std::uint64_t done = 0;      ///< of those, done all the same
    std::map<std::string, std::uint64_t> pointsBy;
    std::vector<std::string> wrong;
};

/// Lets the k-th request for memory fail while a file is imported and while a model of the library is loaded, on the threads that do it, and while
/// lineside-vet reads a file: once and fifty times in a row, for k that are spread over all there are, until there were `points`. The load must be
/// refused for want of memory or be done, the verdicts go on, and the same must succeed when there is memory again.
StarvedCount starve(const std::filesystem::path &folder, std::uint64_t points, std::uint64_t seed);

}  // namespace lineside::test
