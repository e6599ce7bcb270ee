// SPDX-License-Identifier: GPL-3.0-or-later
#include "networkforms.h"

#include "benches.h"
#include "openvino/modelbuilder.h"
#include "store/exportfolder.h"
#include "vet/vetprocess.h"

#include <openvino/openvino.hpp>

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <sstream>

namespace lineside::bench {
namespace {

namespace fs = std::filesystem;

Result<NetworkForm> formOf(const fs::path &path, InputSize size)
{
    const std::string name = path.filename().string();
    const auto vetted = vetWeightFile(LINESIDE_VET, path, {});
    if (!vetted)
        return Error{ErrorCode::InvalidInput, name + ": " + toString(vetted.error().reason) + ", " + vetted.error().detail};
    const NetworkInfo &info = vetted->file.network->info;
    if (size.width > 0 && size != InputSize{info.inputWidth, info.inputHeight})
        return Error{ErrorCode::InvalidInput, name + ": is made for another size than the first"};
    return NetworkForm{name, vetted->file};
}

/// A text in YAML.
std::string quoted(const std::string &text)
{
    std::ostringstream out;
    out << std::quoted(text, '\'', '\'');
    return out.str();
}

/// What an export says of itself beside its graph.
std::string metadataOf(const NetworkInfo &info)
{
    std::string text = "task: detect\nstride: " + std::to_string(info.stride) + "\nimgsz:\n- " + std::to_string(info.inputHeight) + "\n- "
        + std::to_string(info.inputWidth) + "\nnames:\n";
    for (std::size_t i = 0; i < info.labels.size(); ++i)
        text += "  " + std::to_string(i) + ": " + quoted(info.labels[i]) + "\n";
    return text;
}

/// The three files of an IR, and the one that the library makes of them.
Result<fs::path> writeIr(const NetworkSpec &network, const std::string &name, const fs::path &folder)
{
    const auto model = buildOpenVinoModel(network);
    if (!model)
        return model.error();
    const fs::path parts = folder / (name + "_openvino_model"), packed = folder / (name + ".xml");
    std::error_code failed;
    fs::create_directory(parts, failed);
    ov::serialize(*model, (parts / "model.xml").string(), (parts / "model.bin").string());
    if (failed || !(std::ofstream(parts / "metadata.yaml") << metadataOf(network.info)).flush())
        return Error{ErrorCode::Io, parts.string() + ": cannot be written"};
    if (const auto file = packAndHash(parts, packed, kMaxWeightBytes, [](double) { return true; }); !file)
        return Error{ErrorCode::Io, packed.string() + ": " + file.error().detail};
    return packed;
}

Result<NetworkForms> formsOf(const fs::path &folder, const std::string &name, const std::vector<std::string> &others)
{
    const QTemporaryDir written;
    const auto first = formOf(folder / (name + ".pt"), {});
    if (!first)
        return first.error();
    const NetworkSpec &network = *first->file.network;
    const auto ir = writeIr(network, name, written.path().toStdString());
    if (!ir)
        return ir.error();
    std::vector<fs::path> paths;
    for (const std::string &other : others)
        paths.push_back(folder / (name + other));
    paths.push_back(*ir);
    NetworkForms forms{*first};
    for (const fs::path &path : paths) {
        auto form = formOf(path, {network.info.inputWidth, network.info.inputHeight});
        if (!form)
            return form.error();
        forms.push_back(*std::move(form));
    }
    forms.push_back({first->name + " again", first->file});
    return forms;
}

}  // namespace

Result<std::vector<NetworkForms>> networksInSeveralForms()
{
    const fs::path reference = LINESIDE_SOURCE_DIR "/../shared/data/reference/weights";
    std::vector<Result<NetworkForms>> all;
    all.push_back(formsOf(demoWeights(""), "line-v2", {".torchscript"}));
    std::error_code ignored;
    if (fs::exists(reference, ignored)) {
        all.push_back(formsOf(reference, "bottle-tiny", {".torchscript", "-nms.torchscript", ".onnx", "-dynamic.onnx", "-half.onnx"}));
        all.push_back(formsOf(reference, "coco-v8n", {".onnx"}));
    }
    std::vector<NetworkForms> networks;
    for (auto &forms : all) {
        if (!forms)
            return forms.error();
        networks.push_back(*std::move(forms));
    }
    return networks;
}

}  // namespace lineside::bench
