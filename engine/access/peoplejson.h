// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/people.h"

#include <string>

namespace lineside {

inline constexpr std::size_t kMaxPeopleBytes = 256 * 1024;

/// The file that keeps who is what here, with a checksum at its end. Reading refuses whatever was not written so, to the last byte
/// (InvalidInput): one without a checksum too, and one with nobody in it. Pure.
Result<People> parsePeople(const std::string &text);
std::string formatPeople(const People &people);

}  // namespace lineside
