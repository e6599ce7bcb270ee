// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <string>

namespace lineside::test {

inline std::filesystem::path pathOf(const QTemporaryDir &dir)
{
    return dir.path().toStdString();
}

inline void write(const std::filesystem::path &file, const std::string &content)
{
    std::ofstream(file, std::ios::binary) << content;
}

}  // namespace lineside::test
