// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace lineside::weights {

/// Reads one source file of a TorchScript archive as text and refuses whatever a traced YOLO network does not need: operators outside
/// a list, loops, methods other than forward (UnsupportedLayer with the name). Adds the names of the classes that it
/// defines to `classes`. Throws Refused. Thread-safe.
void scanTorchScriptSource(std::string_view source, const std::string &file, std::set<std::string> &classes);

}  // namespace lineside::weights
