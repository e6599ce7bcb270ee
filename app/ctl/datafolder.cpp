// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/datafolder.h"

#include "common/installation.h"

#include <QCoreApplication>

namespace lineside::ctl {

std::filesystem::path dataDirOf(const std::string &config)
{
    int argc = 1;
    char name[] = "linesidectl";
    char *argv[] = {name, nullptr};
    const QCoreApplication app(argc, argv);  // knows where the program is
    return findInstallation(config).dataDir;
}

}  // namespace lineside::ctl
