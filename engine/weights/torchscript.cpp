// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/torchscript.h"

#include "weights/family.h"
#include "weights/metadata.h"
#include "weights/pickle.h"
#include "weights/refused.h"
#include "weights/task.h"
#include "weights/tensorreader.h"
#include "weights/torchscriptscan.h"

#include <algorithm>
#include <cctype>
#include <unordered_set>

namespace lineside::weights {
namespace {

constexpr std::uint64_t kMaxPickle = 64ull << 20;
constexpr std::uint64_t kMaxSource = 16ull << 20;
constexpr std::uint64_t kMaxAllSources = 64ull << 20;
constexpr std::uint64_t kMaxMetadata = 4ull << 20;

/// torch takes the first entry's folder for the archive's, looks records up without regard to case, and where it finds an older
/// layout of the archive ("model.json") reads that one. So only what torch writes today is let in: it must see what was checked here.
void checkRecords(const ZipArchive &archive)
{
    if (!archive.inOneFolder())
        refuse(RefusalReason::UnsupportedLayer, "a TorchScript archive with several folders");
    std::set<std::string> seen;
    for (const std::string &name : archive.names()) {
        bool known = false;
        for (const std::string_view file : {"data.pkl", "constants.pkl", "version", "byteorder", ".format_version", ".storage_alignment", "traced_inputs.pkl"})
            known = known || name == file;
        for (const std::string_view folder : {"code/", "data/", "constants/", "extra/", ".data/", "traced_inputs/"})
            known = known || name.starts_with(folder);
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (!known || !seen.insert(std::move(lower)).second)
            refuse(RefusalReason::UnsupportedLayer, "not a record of a TorchScript archive: " + name, name);
    }
}

std::set<std::string> scanSources(const ZipArchive &archive)
{
    std::set<std::string> classes;
    std::uint64_t total = 0;
    for (const std::string &name : archive.names()) {
        if (!name.starts_with("code/") || name.ends_with(".debug_pkl"))
            continue;
        if (!name.ends_with(".py"))
            refuse(RefusalReason::UnsupportedLayer, "unknown file in code/: " + name, name);
        total += archive.size(name);
        if (total > kMaxAllSources)
            refuse(RefusalReason::Corrupt, "more code than a network has");
        scanTorchScriptSource(archive.readText(name, kMaxSource), name, classes);
    }
    return classes;
}

bool isPlainGlobal(const PickleNode &global)
{
    const std::string_view module = globalModule(global);
    for (const std::string_view known : {"torch", "torch.jit._pickle", "torch._utils", "collections", "__builtin__", "builtins"}) {
        if (module == known)
            return true;
    }
    // Classes of the archive's own code, not those that are compiled into torch.
    return module.starts_with("__torch__") && !module.starts_with("__torch__.torch.classes");
}

/// Checks the tensors of one of the archive's pickles; returns how many numbers they hold.
std::int64_t checkTensors(const ZipArchive &archive, const std::string &pickle, const std::string &folder)
{
    if (!archive.has(pickle))
        return 0;
    const std::vector<std::byte> bytes = archive.read(pickle, kMaxPickle);
    const PickleTree tree = parsePickle(bytes);
    TensorReader reader(archive, tree, folder);
    std::int64_t count = 0;
    std::unordered_set<std::string_view> seen;
    for (const PickleNode &node : tree.nodes) {
        if (node.kind == PickleKind::Global && !isPlainGlobal(node))
            refuse(RefusalReason::UnsupportedLayer, pickle + " names " + globalPath(node), globalPath(node));
        if (node.kind != PickleKind::Tensor || !seen.insert(tree[tree[node.items[0]].items[1]].text).second)
            continue;
        const ConstTensor tensor = reader.read(node, pickle);
        count += tensor.shape.empty() ? 0 : std::int64_t(tensor.data->size());
    }
    return count;
}

}  // namespace

NetworkInfo readTorchScript(const ZipArchive &archive, const ReadOptions &options)
{
    if (!archive.has("data.pkl") || !archive.has("constants.pkl") || !archive.hasFolder("code"))
        refuse(RefusalReason::Truncated, "a TorchScript archive without its parts");
    if (archive.has("bytecode.pkl"))
        refuse(RefusalReason::UnsupportedLayer, "saved for the mobile interpreter", "bytecode.pkl");
    checkRecords(archive);
    const ExportMetadata metadata =
        metadataFromJson(archive.has("extra/config.txt") ? archive.readText("extra/config.txt", kMaxMetadata) : std::string());
    requireDetection(metadata.task, "exported for another task");
    const std::set<std::string> classes = scanSources(archive);
    for (const std::string &name : classes)
        requireDetection(taskOfClass(name), "class " + name);

    NetworkInfo info;
    applyMetadata(metadata, metadata.dynamic ? std::nullopt : metadata.size, options, info);
    info.format = "torchscript";
    info.dynamicInput = metadata.dynamic;
    if (metadata.family.empty())
        info.family = familyOf(classes, !classes.contains("DFL"));
    info.parameters = checkTensors(archive, "data.pkl", "data");
    checkTensors(archive, "constants.pkl", "constants");
    info.nmsFree = metadata.endToEnd.value_or(false);
    if (info.nmsFree)
        info.head = HeadKind::EndToEnd;
    else
        info.head = metadata.originalYolov5 ? HeadKind::AnchorBased : HeadKind::AnchorFree;
    return info;
}

}  // namespace lineside::weights
