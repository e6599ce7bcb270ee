// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/checkpoint.h"

#include "weights/checkpointnames.h"
#include "weights/labels.h"
#include "weights/networkreader.h"
#include "weights/refused.h"
#include "weights/task.h"

#include <algorithm>

namespace lineside::weights {
namespace {

constexpr std::uint64_t kMaxPickle = 64ull << 20;
constexpr int kDefaultSide = 640;

bool isDictOfTensors(const PickleTree &tree, const PickleNode &node)
{
    if (node.kind != PickleKind::Dict || node.items.empty())
        return false;
    for (std::size_t i = 1; i < node.items.size(); i += 2) {
        if (tree[node.items[i]].kind != PickleKind::Tensor)
            return false;
    }
    return true;
}

/// The averaged module of a training run if it is there, else the module; some save the module alone.
ModuleView chooseModel(const PickleTree &tree)
{
    const PickleNode &top = tree[tree.root];
    if (ModuleView::isModule(tree, top))
        return ModuleView(tree, top, "model");
    if (isDictOfTensors(tree, top))
        refuse(RefusalReason::StateDict, "the file holds named tensors and no network");
    if (top.kind != PickleKind::Dict)
        refuse(RefusalReason::NotAModel, "the checkpoint does not hold a model");
    for (const char *key : {"ema", "model"}) {
        const PickleNode *value = tree.find(top, key);
        if (!value || value->kind == PickleKind::None)
            continue;
        if (ModuleView::isModule(tree, *value))
            return ModuleView(tree, *value, "model");
        if (isDictOfTensors(tree, *value))
            refuse(RefusalReason::StateDict, std::string("\"") + key + "\" holds named tensors and no network");
    }
    for (const char *key : {"state_dict", "model_state_dict", "weights"}) {
        const PickleNode *value = tree.find(top, key);
        if (value && isDictOfTensors(tree, *value))
            refuse(RefusalReason::StateDict, std::string("\"") + key + "\" holds named tensors and no network");
    }
    refuse(RefusalReason::NotAModel, "the checkpoint does not hold a model");
}

/// A value of the arguments that the model was trained with: a dict, or an object with attributes in old files.
const PickleNode *trainingArgument(const PickleTree &tree, const ModuleView &model, std::string_view name)
{
    const PickleNode &top = tree[tree.root];
    const PickleNode *sources[] = {model.attribute("args"), top.kind == PickleKind::Dict ? tree.find(top, "train_args") : nullptr,
                                   top.kind == PickleKind::Dict ? tree.find(top, "opt") : nullptr};
    for (const PickleNode *source : sources) {
        if (source && source->kind == PickleKind::Object)
            source = &tree[source->items[2]];
        const PickleNode *value = source ? tree.find(*source, name) : nullptr;
        if (value && value->kind != PickleKind::None)
            return value;
    }
    return nullptr;
}

void checkTask(const PickleTree &tree, const ModuleView &model)
{
    std::string task = taskOfClass(model.className());
    const PickleNode *stated = trainingArgument(tree, model, "task");
    if (task.empty() && model.text("task"))
        task = *model.text("task");
    if (task.empty() && stated && stated->kind == PickleKind::String)
        task = std::string(stated->text);
    const auto layers = model.child("model");
    if (layers && !layers->children().empty()) {
        const std::string byHead = taskOfClass(layers->children().back().className());
        if (!byHead.empty())
            task = byHead;
    }
    requireDetection(task, model.classPath());
}

/// The size that the model was trained at: one side or [height, width].
InputSize trainedSize(const PickleTree &tree, const ModuleView &model)
{
    const auto side = [](const PickleNode &node) {
        const double value = node.kind == PickleKind::Int ? double(node.integer) : node.kind == PickleKind::Float ? node.real : 0;
        return value >= 1 && value <= 1e6 ? int(value) : 0;
    };
    const PickleNode *value = trainingArgument(tree, model, "imgsz");
    if (!value)
        return {kDefaultSide, kDefaultSide};
    if ((value->kind == PickleKind::List || value->kind == PickleKind::Tuple) && !value->items.empty() && value->items.size() <= 2)
        return {side(tree[value->items.back()]), side(tree[value->items.front()])};
    return {side(*value), side(*value)};
}

std::string producer(const PickleTree &tree)
{
    const PickleNode &top = tree[tree.root];
    const PickleNode *version = top.kind == PickleKind::Dict ? tree.find(top, "version") : nullptr;
    return version && version->kind == PickleKind::String ? printable(version->text, 64) : std::string();
}

}  // namespace

NetworkSpec readCheckpoint(const ZipArchive &archive, const ReadOptions &options)
{
    const std::vector<std::byte> bytes = archive.read("data.pkl", kMaxPickle);
    if (archive.has("byteorder") && archive.readText("byteorder", 64) != "little")
        refuse(RefusalReason::Corrupt, "saved on a machine with another byte order");
    const PickleTree tree = parsePickle(bytes);
    const ModuleView model = chooseModel(tree);
    checkTask(tree, model);

    TensorReader tensors(archive, tree);
    NetworkSpec spec = readNetwork(model, tensors, options.inputSize.value_or(trainedSize(tree, model)), options.inputSize.has_value(), options.head);
    spec.info.format = "pt";
    spec.info.producer = producer(tree);
    spec.info.dynamicInput = true;
    const auto classes = spec.info.labels.size();
    spec.info.labels = readLabels(tree, model, classes);
    // Last, so that what is wrong with the network itself is said first.
    checkCheckpointNames(tree);
    return spec;
}

}  // namespace lineside::weights
