// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/weightfile.h"
#include "weights/ziparchive.h"

#include <optional>
#include <string>

namespace lineside::weights {

/// The records of a zip that make an OpenVINO IR. Value type.
struct IrRecords {
    std::string xml;       ///< "model.xml", "best_openvino_model/best.xml"
    std::string bin;       ///< of the same name
    std::string metadata;  ///< "metadata.yaml" beside them, or of the same name; empty where there is none
};

/// The IR in a zip, by content; none where there is no .xml or it is another one's. Refuses several .xml (Corrupt) and an IR without its
/// .bin (Truncated). Throws Refused.
std::optional<IrRecords> findIr(const ZipArchive &archive);

/// Reads it: graph, constants, metadata. Throws Refused; an operator that the canonical ones cannot say is refused by its name.
NetworkSpec readIr(const ZipArchive &archive, const IrRecords &records, const ReadOptions &options);

}  // namespace lineside::weights
