// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/filedescriptor.h"
#include "lineside/refusal.h"
#include "lineside/result.h"

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>

namespace lineside {

/// A file that was offered, open for reading: a regular file, neither empty nor too large. Movable; not shared between threads.
class OfferedFile {
public:
    /// Refused as Folder, Unreadable, Vanished, Empty or TooLarge. Any thread; blocks on the disk.
    static Result<OfferedFile, Refusal> open(const std::filesystem::path &path, std::uint64_t maxBytes);

    int fd() const noexcept { return m_file.get(); }
    std::uint64_t size() const noexcept { return m_size; }

    /// Was it written since it was opened? Then what was read of it is no file that anybody offered.
    std::optional<Refusal> changed() const;

private:
    FileDescriptor m_file;
    std::uint64_t m_size = 0;
    timespec m_modified{};
};

}  // namespace lineside
