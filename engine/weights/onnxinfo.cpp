// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxinfo.h"

#include "weights/exporthead.h"
#include "weights/headkind.h"
#include "weights/labels.h"
#include "weights/metadata.h"
#include "weights/onnxcall.h"
#include "weights/onnxgraph.h"
#include "weights/onnximport.h"
#include "weights/refused.h"
#include "weights/task.h"

#include <algorithm>

namespace lineside::weights {
namespace {

constexpr int kFloat = 1, kHalf = 10;
constexpr std::int64_t kMaxSide = 8192;  // pixels

/// The size that the graph's input prescribes; none where it is open.
std::optional<InputSize> checkInput(const OnnxModel &model)
{
    if (model.inputs.size() != 1)
        refuse(RefusalReason::UnsupportedLayer, "a network with " + std::to_string(model.inputs.size()) + " inputs", std::to_string(model.inputs.size()), "1");
    const OnnxValue &input = model.inputs.front();
    const auto &shape = input.shape;
    const bool pictures = shape.size() == 4 && (shape[0] == 1 || shape[0] == -1) && (shape[1] == 3 || shape[1] == -1) && shape[2] <= kMaxSide && shape[3] <= kMaxSide;
    if (!pictures)
        refuse(RefusalReason::InputSize, "the input is not one colour picture", shapeText(shape), "[1, 3, H, W]");
    if (input.type != kFloat && input.type != kHalf)
        refuse(RefusalReason::UnsupportedLayer, "the input is of type " + std::to_string(input.type), "input type " + std::to_string(input.type), "float");
    if (shape[2] < 0 || shape[3] < 0)
        return std::nullopt;
    return InputSize{int(shape[3]), int(shape[2])};
}

/// Such a network becomes a canonical one or nothing: it is never run as it is.
bool calculatesInIntegers(const OnnxModel &model)
{
    return std::any_of(model.nodes.begin(), model.nodes.end(), [](const OnnxNode &node) {
        const auto integers = onnxIntegers();
        return isContributedOnnxOperator(node.type)
            || std::any_of(integers.begin(), integers.end(), [&](const OnnxEntry &entry) { return entry.type == node.type; });
    });
}

/// `real`: what the graph makes, where it was read; else what the file says of it has to do.
void settleHead(const OnnxModel &model, const ExportMetadata &metadata, const std::optional<Shape> &real, NetworkInfo &info)
{
    OnnxValue output = model.outputs.front();
    if (real) {
        output.shape = *real;
        output.hasShape = true;
    }
    // An open shape says nothing; then the file's words count alone.
    const bool open = !output.hasShape || (output.shape.size() == 3 && output.shape[1] < 0 && output.shape[2] < 0);
    if (open && !metadata.labels.empty()) {
        info.head = metadata.endToEnd.value_or(false) ? HeadKind::EndToEnd : metadata.originalYolov5 ? HeadKind::AnchorBased : HeadKind::AnchorFree;
        info.nmsFree = info.head == HeadKind::EndToEnd;
        return;
    }
    settleExportHead(output.shape, metadata, info);
}

}  // namespace

void readOnnx(std::span<const std::byte> bytes, const ReadOptions &options, WeightFile &file)
{
    const OnnxModel model = readOnnxModel(bytes);
    const ExportMetadata metadata = metadataFromProperties(model.metadata);
    requireDetection(metadata.task, "exported for another task");
    NetworkInfo &info = file.info;
    applyMetadata(metadata, checkInput(model), options, info);
    info.format = "onnx";
    if (info.producer.empty())
        info.producer = model.producer;
    info.parameters = model.parameters;
    if (model.outputs.empty() || model.outputs.front().name.empty())
        refuse(RefusalReason::Corrupt, "a network without outputs");
    orderedNodes(model, model.outputs.front().name);
    std::shared_ptr<NetworkSpec> network;
    std::optional<Shape> real;
    try {
        TracedNetwork traced = importOnnx(model, {info.inputWidth, info.inputHeight});
        network = std::make_shared<NetworkSpec>(std::move(traced.spec));
        real = std::move(traced.output);
    } catch (const OutsideSet &outside) {
        const std::string op = printable(outside.op, 100);
        if (calculatesInIntegers(model))
            refuse(RefusalReason::UnsupportedLayer, "a network in integers with " + op + ": " + outside.detail, op);
        file.directOperator = op;
    }
    settleHead(model, metadata, real, info);
    if (network)
        network->info = info;
    file.network = std::move(network);
}

}  // namespace lineside::weights
