// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"

#include <cstdint>
#include <filesystem>
#include <optional>

#include <sys/stat.h>

namespace lineside {

// Why an offered file could not be copied, from what the system says. Pure, but for free space. Thread-safe.

bool isDiskFull(int error) noexcept;
/// By the errno of opening or reading the offered file.
Refusal refusalOfRead(int error);
/// By the errno of writing its copy of `size` bytes.
Refusal refusalOfWrite(int error, std::uint64_t size, const std::filesystem::path &to);
/// Of something that is no file with bytes in it, by fstat's word; none for a file that can be copied.
std::optional<Refusal> refusalOfKind(const struct stat &info, std::uint64_t maxBytes);
/// Whether an open file was written to while it was read (`before`: as it was opened), or is about to be.
std::optional<Refusal> refusalOfChange(int fd, const struct stat &before);

}  // namespace lineside
