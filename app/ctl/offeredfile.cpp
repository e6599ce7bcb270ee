// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/offeredfile.h"

#include "store/exportfolder.h"
#include "weights/weightfile.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace lineside::ctl {

Result<OneFile, Refusal> OneFile::of(const std::string &given)
{
    OneFile one;
    one.m_file = given;
    if (!isExportFolder(given))
        return one;
    std::error_code unknown;
    std::string folder = (std::filesystem::temp_directory_path(unknown) / "linesidectl-XXXXXX").string();
    if (!::mkdtemp(folder.data()))
        return Refusal{RefusalReason::Internal, {}, {}, folder + ": " + std::strerror(errno)};
    one.m_folder = folder;
    one.m_file = one.m_folder / "packed.zip";
    if (const auto packed = packAndHash(given, one.m_file, kMaxWeightBytes, [](double) { return true; }); !packed)
        return packed.error();
    return one;
}

OneFile::~OneFile()
{
    std::error_code ignored;
    if (!m_folder.empty())
        std::filesystem::remove_all(m_folder, ignored);
}

}  // namespace lineside::ctl
