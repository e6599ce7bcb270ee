// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "vet/vetprotocol.h"

namespace lineside {

/// What the reading process does with its request, in this order: gives up its rights, reads the file at `kOfferedFd`, compares it with the
/// contract, writes the canonical network to `kCanonicalFd`. Never throws.
VetReport vetOpenFile(const VetRequest &request);

}  // namespace lineside
