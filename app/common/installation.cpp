// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/installation.h"

#include <QCryptographicHash>
#include <QStandardPaths>

namespace lineside {
namespace {

namespace fs = std::filesystem;

/// Of the program that runs; known without a QCoreApplication, which short commands do not make.
fs::path programFolder()
{
    std::error_code unknown;
    return fs::read_symlink("/proc/self/exe", unknown).parent_path();
}

fs::path findWeights()
{
    // Installed, or in the build tree of a checkout.
    for (const char *place : {"../share/lineside/weights", "../../../resources/weights"}) {
        std::error_code missing;
        if (fs::path found = fs::canonical(programFolder() / place, missing); !missing)
            return found;
    }
    return {};
}

}  // namespace

fs::path findVetProgram()
{
    std::error_code unknown;
    const fs::path installed = programFolder() / "../libexec/lineside/lineside-vet";
    return fs::exists(installed, unknown) ? installed : programFolder() / "lineside-vet";
}

Installation findInstallation(const fs::path &configFile)
{
    Installation found;
    if (configFile.empty()) {
        found.dataDir = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString() + "/lineside";
        found.configFile = found.dataDir / "lineside.json";
    } else {
        found.configFile = fs::absolute(configFile);
        found.dataDir = found.configFile.parent_path() / (found.configFile.stem().string() + ".data");
    }
    found.weightsDir = findWeights();
    found.vetProgram = findVetProgram();
    std::error_code unknown;
    const fs::path real = fs::weakly_canonical(found.dataDir, unknown);
    // One name for one data folder, short enough for a socket's path.
    const QByteArray id = QCryptographicHash::hash(QByteArray::fromStdString((unknown ? found.dataDir : real).string()),
                                                   QCryptographicHash::Sha256).toHex().left(16);
    found.socketName = "lineside-" + id.toStdString();
    return found;
}

}  // namespace lineside
