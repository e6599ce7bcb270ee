// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "weights/weightfile.h"

#include <string>
#include <vector>

namespace lineside::bench {

/// A weight file as the engine gets it: read in a process without rights.
struct NetworkForm {
    std::string name;  ///< "coco-v8n.onnx"
    WeightFile file;
};

/// Files that hold one and the same network, the `.pt` first and last: how far the two are apart is what the measurement itself is off by.
/// Before the last comes an OpenVINO IR, which OpenVINO writes here from the network of the `.pt`.
using NetworkForms = std::vector<NetworkForm>;

/// Of the demo line's own network, and where the reference data are there, of a small one and of YOLOv8n with 80 classes. Files in
/// integers are not among them: they hold another network, one that rounds. All others run in float32, whatever they are stored in.
/// Blocks on the disk.
Result<std::vector<NetworkForms>> networksInSeveralForms();

}  // namespace lineside::bench
