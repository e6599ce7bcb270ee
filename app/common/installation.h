// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace lineside {

/// Where an installation keeps its things.
struct Installation {
    std::filesystem::path dataDir;     ///< models, what runs where, history; only the user may read it
    std::filesystem::path configFile;  ///< stations
    std::filesystem::path weightsDir;  ///< the starter weights that come with the program
    std::filesystem::path vetProgram;  ///< lineside-vet, which reads weight files
    std::string socketName;            ///< where a running instance listens for commands
};

/// The user's own installation, or the one beside `configFile` when that is given: its data lie in a folder next to it, so that two
/// configurations do not share what runs where. Looks only: the data folder may not be there yet.
Installation findInstallation(const std::filesystem::path &configFile);

/// lineside-vet of this installation, or of the build tree.
std::filesystem::path findVetProgram();

}  // namespace lineside
