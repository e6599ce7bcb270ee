// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/checkpoint.h"
#include "lineside/audit.h"
#include "lineside/snapshot.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace lineside::audit {

struct HistoryCheck {
    std::vector<minisign::PublicKey> keys = {};      ///< whose checkpoints count; empty: those of the data folder
    std::optional<Checkpoint> since = {};            ///< kept elsewhere; the chain must go through it, and may begin behind it
    std::function<bool()> goOn = {};                 ///< asked now and then; not set: it goes on
    std::function<void(const HistoryEvent &)> seal = {};  ///< called with each seal of the record; may be empty
};

/// Checks the history of a data folder, also beside an engine that goes on with it. An error only where it cannot be read, or Cancelled;
/// NotFound: there is no history. Blocks on the disk.
Result<AuditReport> verifyHistory(const std::filesystem::path &dataDir, HistoryCheck check);

}  // namespace lineside::audit
