// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace lineside::weights {

enum class Container { Zip, Protobuf };

/// What the bytes look like, whatever the file is called. Refuses what is recognised and cannot be used (GitLfsPointer, OldFormat,
/// StateDict, Truncated) and what is of another format (NotAModel with its name as found) or of none that is known. Throws Refused. Thread-safe.
Container sniff(std::span<const std::byte> bytes);

}  // namespace lineside::weights
