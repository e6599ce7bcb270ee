// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace lineside::weights {

/// The tensors of a safetensors file, all float32, named "0", "1", … in this order, and its texts. Value type.
struct SafeTensors {
    std::map<std::string, std::string> metadata;
    std::vector<ConstTensor> tensors;
};

/// Takes the bytes of a file piece by piece.
using ByteSink = std::function<void(std::span<const std::byte>)>;

/// Writes the safetensors format: eight bytes with the length of the header, little-endian; the header as JSON, which gives each
/// tensor's type, shape and place; the tensors one after the other, little-endian.
void writeSafeTensors(const SafeTensors &file, const ByteSink &sink);

/// Reads what `writeSafeTensors` writes and nothing else: float32 only, no byte unused or used twice, no key twice, no tensor
/// that is not finite. The bytes may be anything. The tensors lie where they are in `bytes`, which `owner` holds and nobody may
/// change any more. Throws Refused. Thread-safe.
SafeTensors readSafeTensors(std::span<const std::byte> bytes, const std::shared_ptr<const void> &owner);

}  // namespace lineside::weights
