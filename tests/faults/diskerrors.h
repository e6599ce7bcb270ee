// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lineside::test {

struct ErrorCount {
    std::uint64_t runs = 0;      ///< in which a call was made to fail
    std::uint64_t failed = 0;    ///< calls that were made to fail, in all
    std::uint64_t refusals = 0;  ///< operations that were refused with a reason
    std::uint64_t alarms = 0;    ///< runs whose screen said that what runs where is not saved
    std::uint64_t verdicts = 0;  ///< seen while the disk failed
    std::map<std::string, std::uint64_t> runsBy;  ///< the error, once or lasting
    std::vector<std::string> wrong;
};

/// Makes the k-th call of importing, promoting and rolling back that touches a file fail, once and from then on, with each error that such
/// a call can have; every `stride`-th k, until there is no call left. The verdicts must go on, what cannot be done must say why, a failed
/// fsync must not be tried again on the same open file, and the next start must find all in order.
ErrorCount failEachCall(const std::filesystem::path &folder, std::uint64_t stride, std::uint64_t seed);

}  // namespace lineside::test
