// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"

#include <string>
#include <string_view>

namespace lineside {

/// JSON objects of the data folder end with a checksum of themselves (SHA-256, hexadecimal, of all that is before it), so that bytes that
/// changed on the disk are not believed. Two forms: of several lines, as `dump(2)` and a line end write it, and of one line. The object has
/// members. Pure.
enum class ChecksumForm { Lines, OneLine };

std::string withChecksum(std::string object, ChecksumForm form);

/// An error where the text is not what was written. A text without a checksum was written by an older version and is believed; one whose
/// checksum is there in part was not.
Result<void> verifyChecksum(std::string_view text, ChecksumForm form);

}  // namespace lineside
