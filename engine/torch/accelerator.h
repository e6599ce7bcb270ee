// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace lineside {

/// The accelerator that torch runs networks on, "CUDA:0", asked of torch at run time through its device-agnostic interface.
/// Empty: there is none, and torch runs on the CPU. Thread-safe.
std::optional<std::string> acceleratorName();

/// Whether this program has the libraries of an accelerator at all. Thread-safe.
bool hasAcceleratorLibraries();

}  // namespace lineside
