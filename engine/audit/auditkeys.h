// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/checkpoint.h"
#include "lineside/result.h"

#include <filesystem>
#include <vector>

namespace lineside::audit {

// Files of the data folder.
inline constexpr char kSecretKeyFile[] = "audit.key";    ///< mode 0600
inline constexpr char kPublicKeyFile[] = "audit.pub";    ///< of all keys that this installation has signed with, the oldest first
inline constexpr char kCheckpointFile[] = "audit.head";  ///< the newest checkpoint
inline constexpr char kHistoryFile[] = "history.jsonl";

/// The key pair of an installation: made where there is none, and where the file is damaged, which is set aside. Its public half is in the
/// file of public keys afterwards. Blocks on the disk.
Result<SigningPair> openAuditKey(const std::filesystem::path &dataDir);

/// Public keys of a file. Blocks on the disk.
Result<std::vector<minisign::PublicKey>> readPublicKeys(const std::filesystem::path &file);

/// A checkpoint that was kept in a file. Blocks on the disk.
Result<Checkpoint> readCheckpoint(const std::filesystem::path &file);

}  // namespace lineside::audit
