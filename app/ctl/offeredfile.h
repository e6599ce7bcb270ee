// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/result.h"

#include <filesystem>
#include <string>

namespace lineside::ctl {

/// What a command was given, as one file that can be read: itself, or, of an OpenVINO export of several files, one that is packed for as
/// long as this lives. Movable; not shared between threads.
class OneFile {
public:
    static Result<OneFile, Refusal> of(const std::string &given);
    OneFile(OneFile &&other) noexcept : m_file(std::move(other.m_file)), m_folder(std::move(other.m_folder)) { other.m_folder.clear(); }
    OneFile &operator=(OneFile &&) = delete;
    ~OneFile();

    const std::filesystem::path &path() const { return m_file; }

private:
    OneFile() = default;

    std::filesystem::path m_file, m_folder;  ///< the folder is ours, if there is one
};

}  // namespace lineside::ctl
