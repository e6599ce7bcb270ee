// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "common/installation.h"
#include "ctl/offeredfile.h"
#include "ctl/output.h"
#include "ctl/signaturetext.h"
#include "store/files.h"
#include "vet/vetprocess.h"
#include "weights/networkcost.h"

#include <iomanip>
#include <iostream>
#include <optional>
#include <sstream>

namespace lineside::ctl {

namespace {

std::string placeOf(const SandboxState &sandbox)
{
    if (!sandbox.closed())
        return "a process of its own that kept its rights: this system cannot take them away";
    std::string second;  // the walls behind the first
    const auto name = [&](bool stands, const std::string &wall) {
        if (stands)
            second += (second.empty() ? " (" : ", ") + wall;
    };
    name(sandbox.landlock > 0, "Landlock " + std::to_string(sandbox.landlock));
    name(sandbox.ownNetwork, "own network");
    name(sandbox.emptyRoot, "no files");
    name(sandbox.noNewCode, "no new code");
    return "a process without rights" + second + (second.empty() ? "" : ")");
}

/// Boxes that the file was made to choose itself, in words.
std::string choiceText(const Suppression &s)
{
    std::ostringstream text;
    text << "made to choose boxes itself: score above " << s.confidence << ", overlap at most " << s.iou << (s.acrossClasses ? " whatever the label" : " within a label")
         << ", no more than " << s.maxDetections << ". Lineside does it in its place, with these numbers";
    return text.str();
}

nlohmann::ordered_json choiceJson(const std::optional<Suppression> &s)
{
    if (!s)
        return nullptr;
    return {{"confidence", s->confidence}, {"iou", s->iou}, {"max_detections", s->maxDetections}, {"across_classes", s->acrossClasses}};
}

std::string workText(const NetworkCost &cost)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << cost.operations / 1e9 << " billion operations for a picture, " << double(cost.valueBytes) / 1e6
         << " MB between its layers";
    return text.str();
}

std::string layoutText(const NetworkInfo &n)
{
    if (n.layout == ModelLayout::Auto)
        return {};
    return std::string("\n  layout      ") + toString(n.layout) + (n.place == PicturePlace::UpperLeft ? ", pictures in the upper left corner" : "");
}

}  // namespace

int inspect(const InspectOptions &options)
{
    VetOptions vet;
    vet.read.layout = vet.contract.layout = modelLayoutOf(options.layout).value_or(ModelLayout::Auto);
    const auto one = OneFile::of(options.file);
    if (!one)
        return refuse(one.error(), options.json);
    const auto vetted = vetWeightFile(findVetProgram(), one->path(), vet);
    if (!vetted)
        return refuse(vetted.error(), options.json);
    const WeightFile &file = vetted->file;
    const auto hash = hashFile(one->path());
    if (!hash)
        return refuse(hash.error(), options.json);
    const auto signature = signatureOf(options.file, {one->path(), *hash, file.sizeBytes}, options.config);
    if (!signature)
        return refuse(signature.error(), options.json);
    const NetworkInfo &n = file.network->info;
    const NetworkCost cost = costOf(*file.network);
    if (options.json) {
        print({{"file", options.file}, {"format", n.format}, {"family", n.family}, {"producer", n.producer}, {"labels", n.labels},
               {"input", {{"width", n.inputWidth}, {"height", n.inputHeight}, {"dynamic", n.dynamicInput}, {"stride", n.stride}}},
               {"head", toString(n.head)}, {"layout", toString(n.layout)}, {"place", toString(n.place)}, {"both_heads", n.hasBothHeads}, {"suppression", choiceJson(n.suppression)}, {"parameters", n.parameters},
               {"operations", cost.operations}, {"bytes", file.sizeBytes},
               {"sha256", *hash}, {"signature", signatureJson(*signature)},
               {"read_in", {{"closed", vetted->sandbox.closed()}, {"system_calls", vetted->sandbox.systemCalls}, {"limits", vetted->sandbox.limits},
                            {"privileges", vetted->sandbox.privileges}, {"landlock", vetted->sandbox.landlock},
                            {"not_root", vetted->sandbox.notRoot}, {"no_new_code", vetted->sandbox.noNewCode},
                            {"own_network", vetted->sandbox.ownNetwork}, {"empty_root", vetted->sandbox.emptyRoot}}}});
        return kDone;
    }
    const std::string choice = n.suppression ? "\n  boxes       " + choiceText(*n.suppression) : std::string();
    std::cout << options.file << "\n  format      " << n.format << "\n  family      " << n.family;
    if (!n.producer.empty())
        std::cout << "\n  made by     " << n.producer;
    std::cout << "\n  input       " << n.inputWidth << " x " << n.inputHeight << (n.dynamicInput ? " (any multiple of the stride)" : "")
              << "\n  head        " << toString(n.head) << choice << layoutText(n) << "\n  parameters  " << n.parameters << "\n  work        " << workText(cost) << "\n  size        " << file.sizeBytes
              << " bytes\n  sha256      " << *hash << "\n  signature   " << signatureText(*signature) << "\n  read in     " << placeOf(vetted->sandbox) << "\n  labels      " << n.labels.size();
    for (std::size_t i = 0; i < n.labels.size(); ++i)
        std::cout << "\n    " << i << "  " << n.labels[i];
    std::cout << std::endl;
    return kDone;
}

}  // namespace lineside::ctl
