// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/chain.h"
#include "lineside/result.h"
#include "lineside/snapshot.h"
#include "signature/signingpair.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lineside::audit {

inline constexpr std::size_t kMaxCheckpointBytes = 512;  ///< of its text

/// How far the chain had come at a time, signed by the installation. Value type.
struct Checkpoint {
    ChainHead head;
    WallTime at;
    minisign::PublicKey key;
    std::string signature;  ///< over the text before it

    bool operator==(const Checkpoint &) const = default;
};

Checkpoint makeCheckpoint(const ChainHead &head, WallTime at, const SigningPair &pair);

/// One line of printable characters without blanks, to be kept elsewhere: "lineside-audit:1:NUMBER:CHAIN:MS:KEY:SIGNATURE". Pure.
std::string text(const Checkpoint &checkpoint);
/// Reads that, blanks and line ends around it left out. InvalidInput also where its own key did not sign it. Pure.
Result<Checkpoint> parseCheckpoint(std::string_view text);

/// The object of a checkpoint's line in the history, to be linked like every other.
std::string checkpointObject(const Checkpoint &checkpoint);
/// Whether a line of the history is one, and no event; nothing of it is checked.
bool isCheckpointLine(std::string_view line);

/// Public keys as a file has them, one a line of base64; lines of comment before them. InvalidInput where there is anything else, or none.
Result<std::vector<minisign::PublicKey>> parsePublicKeys(std::string_view text);
/// The text of such a file. Pure.
std::string publicKeysText(const std::vector<minisign::PublicKey> &keys);

}  // namespace lineside::audit
