// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"
#include "weights/safetensors.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace lineside::weights {

/// The canonical form of a network: a safetensors file whose metadata describe the graph ("network") and what is known of it ("info")
/// as small JSON. It is all that the engine loads: made from checked data only, it holds nothing of the offered file that was
/// not understood.
void writeCanonical(const NetworkSpec &network, const ByteSink &sink);

/// Reads a canonical form that may come from a process that was taken over: every operator, input, shape and number is checked
/// again, by building the graph once more. Its tensors stay where they are in `bytes`, which `owner` holds and nobody may change any
/// more. Throws Refused. Thread-safe.
NetworkSpec readCanonical(std::span<const std::byte> bytes, const std::shared_ptr<const void> &owner);

/// What is known of a network, as the JSON text in its canonical form.
std::string infoText(const NetworkInfo &info);
NetworkInfo infoFromText(std::string_view text);  ///< throws Refused

}  // namespace lineside::weights
