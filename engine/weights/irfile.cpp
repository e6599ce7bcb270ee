// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/irfile.h"

#include "weights/exporthead.h"
#include "weights/irimport.h"
#include "weights/labels.h"
#include "weights/metadata.h"
#include "weights/refused.h"
#include "weights/task.h"

#include <algorithm>

namespace lineside::weights {
namespace {

constexpr std::string_view kXml = ".xml", kBin = ".bin", kYaml = ".yaml", kMetadata = "metadata.yaml";

/// What some systems add to a zip for themselves.
bool isOfTheSystem(std::string_view name)
{
    return name.starts_with("__MACOSX/");
}

/// The size that the graph's input prescribes; none where it is open.
std::optional<InputSize> checkInput(const IrModel &model)
{
    const auto isInput = [](const IrLayer &layer) { return layer.type == "Parameter"; };
    const auto count = std::count_if(model.layers.begin(), model.layers.end(), isInput);
    if (count != 1)
        refuse(RefusalReason::UnsupportedLayer, "a network with " + std::to_string(count) + " inputs", std::to_string(count), "1");
    const IrLayer &input = *std::find_if(model.layers.begin(), model.layers.end(), isInput);
    const auto attribute = [&](const char *name) {
        const auto it = input.data.find(name);
        return it == input.data.end() ? std::string() : it->second;
    };
    const std::optional<InputSize> size = fixedInput(irNumbers(attribute("shape")));
    const std::string type = attribute("element_type");
    if (type != "f32" && type != "f16")
        refuse(RefusalReason::UnsupportedLayer, "the input is of type " + printable(type, 20), "input type " + printable(type, 20), "float");
    return size;
}

/// Numbers in the weights and biases of convolutions.
std::int64_t parametersOf(const NetworkSpec &spec)
{
    std::size_t count = 0;
    for (const Node &node : spec.nodes) {
        if (const auto *conv = std::get_if<Conv2dOp>(&node.op))
            count += conv->weight.data->size() + (conv->bias.data ? conv->bias.data->size() : 0);
    }
    return std::int64_t(count);
}

TracedNetwork import(const IrModel &model, std::span<const std::byte> bin, InputSize size, ModelLayout layout)
{
    try {
        return importIr(model, bin, size, layout);
    } catch (const OutsideSet &outside) {
        // What the choice of boxes depends on is told as a part of it: that is what helps.
        const bool chooses = std::any_of(model.layers.begin(), model.layers.end(), [](const IrLayer &layer) { return layer.type == "NonMaxSuppression"; });
        refuseOutside({outside.op, outside.detail, outside.choosesBoxes || chooses});
    }
}

}  // namespace

std::optional<IrRecords> findIr(const ZipArchive &archive)
{
    std::vector<std::string> described;
    for (const std::string &name : archive.names()) {
        if (name.ends_with(kXml) && !isOfTheSystem(name))
            described.push_back(name);
    }
    if (described.empty())
        return std::nullopt;
    if (described.size() > 1)
        refuse(RefusalReason::Corrupt, "a zip with " + std::to_string(described.size()) + " networks", printable(described[1], 100));
    IrRecords records{described.front(), described.front(), {}};
    if (!looksLikeIr(archive.readText(records.xml, kMaxIrXmlBytes)))
        return std::nullopt;
    records.bin.replace(records.bin.size() - kBin.size(), kBin.size(), kBin);
    if (!archive.has(records.bin))
        refuse(RefusalReason::Truncated, "an IR without its weights", printable(records.bin, 100));
    const std::string stem = records.xml.substr(0, records.xml.size() - kXml.size());
    // The latter as the YOLOv5 repository calls them.
    for (const std::string &metadata : {records.xml.substr(0, records.xml.rfind('/') + 1) + std::string(kMetadata), stem + std::string(kYaml)}) {
        if (records.metadata.empty() && archive.has(metadata))
            records.metadata = metadata;
    }
    return records;
}

NetworkSpec readIr(const ZipArchive &archive, const IrRecords &records, const ReadOptions &options)
{
    const ExportMetadata metadata = records.metadata.empty() ? ExportMetadata() : metadataFromYaml(archive.readText(records.metadata, kMaxYamlBytes));
    requireDetection(metadata.task, "exported for another task");
    const IrModel model = readIrModel(archive.readText(records.xml, kMaxIrXmlBytes));
    NetworkInfo info;
    applyMetadata(metadata, checkInput(model), options, info);
    info.format = toString(WeightFormat::OpenVino);
    TracedNetwork traced = import(model, archive.read(records.bin, kMaxWeightBytes), {info.inputWidth, info.inputHeight}, options.layout);
    info.suppression = traced.suppression;
    settleExportHead(traced.output, metadata, options, info);
    info.parameters = parametersOf(traced.spec);
    traced.spec.info = std::move(info);
    return std::move(traced.spec);
}

}  // namespace lineside::weights
