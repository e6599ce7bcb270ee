// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/weightfile.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// What an exported file says of itself; every part may be missing. Value type.
struct ExportMetadata {
    std::vector<std::string> labels;     ///< empty: the file does not tell
    std::optional<InputSize> size;       ///< as exported
    int stride = 0;                      ///< 0: the file does not tell
    std::string task;
    std::optional<bool> endToEnd;        ///< rows of 6: by the head or by an NMS inside
    int choosesFor = 1;                  ///< pictures at once that the file chooses the boxes of
    bool dynamic = false;                ///< other sizes than `size` are accepted
    bool originalYolov5 = false;         ///< written by the YOLOv5 repository: an anchor-based head
    std::string producer;                ///< version
    std::string family;                  ///< by the file's own description; may be empty
};

/// From the JSON text of a TorchScript export. An empty text gives empty metadata. Throws Refused (Corrupt). Thread-safe.
ExportMetadata metadataFromJson(std::string_view text);

/// From the properties of an ONNX export, whose values are written as Python literals. Throws Refused (Corrupt). Thread-safe.
ExportMetadata metadataFromProperties(const std::map<std::string, std::string> &properties);

inline constexpr std::size_t kMaxYamlBytes = 1u << 20;

/// From the YAML of an OpenVINO export: plain values in mappings and lists, one document, no aliases and no types of its own. An empty text
/// gives empty metadata. Throws Refused (Corrupt). Thread-safe.
ExportMetadata metadataFromYaml(std::string_view text);

/// The names of the classes from such a text, as data sets are described too; none where it does not tell. Thread-safe.
Result<std::vector<std::string>, Refusal> namesFromYaml(std::string_view text);

/// From an object that was parsed already. Throws Refused (Corrupt). Thread-safe.
ExportMetadata metadataFromObject(const nlohmann::json &object);

/// The size that the shape of a network's input prescribes, -1 for what it leaves open; none where it leaves a side open. Throws Refused, by
/// InputShape for what is not one colour picture and InputSize for one that is too large. Thread-safe.
std::optional<InputSize> fixedInput(std::span<const std::int64_t> shape);

/// Fills what an export's NetworkInfo takes from its metadata and settles the input size: `fixed` is the size that the file's graph
/// prescribes, if it does. Throws Refused (InputSize) where the wanted size does not go with the file. Thread-safe.
void applyMetadata(const ExportMetadata &metadata, const std::optional<InputSize> &fixed, const ReadOptions &options, NetworkInfo &info);

}  // namespace lineside::weights
