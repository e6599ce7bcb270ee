// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxinfo.h"

#include "weights/exporthead.h"
#include "weights/labels.h"
#include "weights/metadata.h"
#include "weights/onnxgraph.h"
#include "weights/onnximport.h"
#include "weights/refused.h"
#include "weights/task.h"

#include <algorithm>

namespace lineside::weights {
namespace {

constexpr int kFloat = 1, kHalf = 10;

/// The size that the graph's input prescribes; none where it is open.
std::optional<InputSize> checkInput(const OnnxModel &model)
{
    if (model.inputs.size() != 1)
        refuse(RefusalReason::UnsupportedLayer, "a network with " + std::to_string(model.inputs.size()) + " inputs", std::to_string(model.inputs.size()), "1");
    const OnnxValue &input = model.inputs.front();
    const std::optional<InputSize> size = fixedInput(input.shape);
    if (input.type != kFloat && input.type != kHalf)
        refuse(RefusalReason::UnsupportedLayer, "the input is of type " + std::to_string(input.type), "input type " + std::to_string(input.type), "float");
    return size;
}

TracedNetwork import(const OnnxModel &model, const NetworkInfo &info, ModelLayout layout)
{
    try {
        return importOnnx(model, {info.inputWidth, info.inputHeight}, layout);
    } catch (const OutsideSet &outside) {
        // What the choice of boxes depends on is told as a part of it: that is what helps.
        const bool chooses = std::any_of(model.nodes.begin(), model.nodes.end(), [](const OnnxNode &node) { return node.type == "NonMaxSuppression"; });
        refuseOutside({outside.op, outside.detail, outside.choosesBoxes || chooses});
    }
}

}  // namespace

NetworkSpec readOnnx(std::span<const std::byte> bytes, const ReadOptions &options)
{
    const OnnxModel model = readOnnxModel(bytes);
    const ExportMetadata metadata = metadataFromProperties(model.metadata);
    requireDetection(metadata.task, "exported for another task");
    NetworkInfo info;
    applyMetadata(metadata, checkInput(model), options, info);
    info.format = "onnx";
    if (info.producer.empty())
        info.producer = model.producer;
    info.parameters = model.parameters;
    if (model.outputs.empty() || model.outputs.front().name.empty())
        refuse(RefusalReason::Corrupt, "a network without outputs");
    TracedNetwork traced = import(model, info, options.layout);
    info.suppression = traced.suppression;
    settleExportHead(traced.output, metadata, options, info);
    traced.spec.info = std::move(info);
    return std::move(traced.spec);
}

}  // namespace lineside::weights
