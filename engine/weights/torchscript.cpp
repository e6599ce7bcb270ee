// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/torchscript.h"

#include "weights/exporthead.h"
#include "weights/exportlayout.h"
#include "weights/family.h"
#include "weights/labels.h"
#include "weights/metadata.h"
#include "weights/pickle.h"
#include "weights/refused.h"
#include "weights/scriptreader.h"
#include "weights/task.h"
#include "weights/tensorreader.h"
#include "weights/torchscriptcode.h"

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

/// A file of code/ and the dotted name of what it holds, "__torch__.models.common".
struct Source {
    std::string package, text;
};

/// The names of the classes that a source file defines.
void addClasses(std::string_view source, std::set<std::string> &classes)
{
    constexpr std::string_view kWord = "class ";
    constexpr std::size_t kMaxClasses = 20'000;
    for (std::size_t at = 0; at < source.size();) {
        const std::string_view line = source.substr(at, source.find('\n', at) - at);
        if (line.starts_with(kWord))
            classes.emplace(line.substr(kWord.size(), line.find('(') - kWord.size()));
        if (classes.size() > kMaxClasses)
            refuse(RefusalReason::Corrupt, "more classes than a network has");
        at += line.size() + 1;
    }
}

std::vector<Source> readSources(const ZipArchive &archive, std::set<std::string> &classes)
{
    constexpr std::string_view kFolder = "code/", kSuffix = ".py";
    std::vector<Source> sources;
    std::uint64_t total = 0;
    for (const std::string &name : archive.names()) {
        if (!name.starts_with(kFolder) || name.ends_with(".debug_pkl"))
            continue;
        if (!name.ends_with(kSuffix))
            refuse(RefusalReason::UnsupportedLayer, "unknown file in code/: " + name, name);
        total += archive.size(name);
        if (total > kMaxAllSources)
            refuse(RefusalReason::Corrupt, "more code than a network has");
        Source source{name.substr(kFolder.size(), name.size() - kFolder.size() - kSuffix.size()), archive.readText(name, kMaxSource)};
        std::replace(source.package.begin(), source.package.end(), '/', '.');
        addClasses(source.text, classes);
        sources.push_back(std::move(source));
    }
    return sources;
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

/// One of the archive's pickles and the folder of its tensors. Stays where it is: the tree looks into the bytes.
class Pickle {
public:
    Pickle(const ZipArchive &archive, const std::string &name, std::string folder)
        : m_archive(archive), m_name(name), m_folder(std::move(folder)), m_bytes(archive.read(name, kMaxPickle)), m_tree(parsePickle(m_bytes))
    {
        for (const PickleNode &node : m_tree.nodes) {
            if (node.kind == PickleKind::Global && !isPlainGlobal(node))
                refuse(RefusalReason::UnsupportedLayer, m_name + " names " + globalPath(node), globalPath(node));
        }
    }
    Pickle(const Pickle &) = delete;
    Pickle &operator=(const Pickle &) = delete;

    const PickleTree &tree() const { return m_tree; }
    TensorReader tensors() const { return TensorReader(m_archive, m_tree, m_folder); }

    /// How many numbers its tensors hold.
    std::int64_t countNumbers() const
    {
        TensorReader reader = tensors();
        std::int64_t count = 0;
        std::unordered_set<std::string_view> seen;
        for (const PickleNode &node : m_tree.nodes) {
            if (node.kind != PickleKind::Tensor || !seen.insert(m_tree[m_tree[node.items[0]].items[1]].text).second)
                continue;
            const std::vector<std::int64_t> shape = reader.shape(node, m_name);
            std::int64_t numbers = shape.empty() ? 0 : 1;
            for (const std::int64_t size : shape)
                numbers *= size;
            count += numbers;
        }
        return count;
    }

private:
    const ZipArchive &m_archive;
    std::string m_name, m_folder;
    std::vector<std::byte> m_bytes;
    PickleTree m_tree;
};

NetworkSpec readNetwork(const TorchScriptCode &code, const Pickle &modules, const Pickle &constants, const ExportMetadata &metadata, const ReadOptions &options,
                        NetworkInfo &info)
{
    TensorReader moduleTensors = modules.tensors(), constantTensors = constants.tensors();
    TraceBuilder trace({1, 3, info.inputHeight, info.inputWidth});
    const TraceValue picture = pictureFor(trace, options.layout);
    const TraceValue returned = ScriptReader(code, {modules.tree(), moduleTensors}, {constants.tree(), constantTensors}, trace).run(picture);
    trace.at("return", "the result");
    TracedNetwork traced = networkOf(trace, returned, options.layout);
    info.suppression = traced.suppression;
    settleExportHead(traced.output, metadata, options, info);
    return std::move(traced.spec);
}

/// What the YOLOv5 repository exported before its version 6 says nothing of itself, but its cells are numbered for one size: where they do
/// not go together with the usual size, another one that people train at is found by trying. Says what is wrong with the first where none fits.
NetworkSpec readNetworkOfUnsaidSize(const TorchScriptCode &code, const Pickle &modules, const Pickle &constants, const ExportMetadata &metadata,
                                    const ReadOptions &options, NetworkInfo &info)
{
    constexpr int kOtherSides[] = {320, 416, 512, 1280, 1024, 960, 800, 768, 736, 608, 480, 448, 384, 256, 224, 192};
    const NetworkInfo said = info;
    try {
        return readNetwork(code, modules, constants, metadata, options, info);
    } catch (const Refused &first) {
        if (first.refusal.reason != RefusalReason::Corrupt)
            throw;
        for (const int side : kOtherSides) {
            NetworkInfo tried = said;
            tried.inputWidth = tried.inputHeight = side;
            try {
                NetworkSpec spec = readNetwork(code, modules, constants, metadata, options, tried);
                info = std::move(tried);
                return spec;
            } catch (const Refused &other) {
                if (other.refusal.reason != RefusalReason::Corrupt)
                    throw;
            }
        }
        throw;
    }
}

}  // namespace

NetworkSpec readTorchScript(const ZipArchive &archive, const ReadOptions &options)
{
    if (!archive.has("data.pkl") || !archive.has("constants.pkl") || !archive.hasFolder("code"))
        refuse(RefusalReason::Truncated, "a TorchScript archive without its parts");
    if (archive.has("bytecode.pkl"))
        refuse(RefusalReason::UnsupportedLayer, "saved for the mobile interpreter", "bytecode.pkl");
    checkRecords(archive);
    const ExportMetadata metadata =
        metadataFromJson(archive.has("extra/config.txt") ? archive.readText("extra/config.txt", kMaxMetadata) : std::string());
    requireDetection(metadata.task, "exported for another task");
    std::set<std::string> classes;
    std::vector<Source> sources = readSources(archive, classes);
    for (const std::string &name : classes)
        requireDetection(taskOfClass(name), "class " + name);

    NetworkInfo info;
    applyMetadata(metadata, metadata.dynamic ? std::nullopt : metadata.size, options, info);
    info.format = "torchscript";
    info.dynamicInput = metadata.dynamic;
    if (metadata.family.empty())
        info.family = familyOf(classes, !classes.contains("DFL"));

    const Pickle modules(archive, "data.pkl", "data"), constants(archive, "constants.pkl", "constants");
    try {
        TorchScriptCode code;
        for (Source &source : sources)
            parseTorchScript(std::move(source.text), source.package, code);
        const bool saysSize = metadata.size || metadata.dynamic || options.inputSize;
        NetworkSpec spec = saysSize ? readNetwork(code, modules, constants, metadata, options, info)
                                    : readNetworkOfUnsaidSize(code, modules, constants, metadata, options, info);
        info.parameters = modules.countNumbers();
        spec.info = std::move(info);
        return spec;
    } catch (const OutsideSet &outside) {
        refuseOutside(outside);
    }
}

}  // namespace lineside::weights
