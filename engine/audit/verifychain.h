// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/checkpoint.h"
#include "audit/linereader.h"
#include "lineside/audit.h"
#include "lineside/snapshot.h"

#include <functional>
#include <optional>
#include <vector>

namespace lineside::audit {

struct VerifyOptions {
    std::vector<minisign::PublicKey> keys;  ///< whose checkpoints count
    std::vector<Checkpoint> known;          ///< that the chain must go through
    /// The file may begin with the line after that one, as where what is older was put away.
    std::optional<ChainHead> begin;
    std::function<bool()> goOn;             ///< asked now and then; not set: it goes on
    std::function<void(const HistoryEvent &)> seal = {};  ///< called with each seal of the record that is in the chain; may be empty
};

/// Reads a history from its beginning and says whether it is whole, or the first place that does not fit. Takes memory for some lines,
/// however long it is. An error only where it cannot be read, or Cancelled. Pure but for `read`.
Result<AuditReport> verifyChain(ReadBytes read, const VerifyOptions &options);

}  // namespace lineside::audit
