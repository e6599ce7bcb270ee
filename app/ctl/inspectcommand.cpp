// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "common/installation.h"
#include "ctl/output.h"
#include "ctl/signaturetext.h"
#include "store/files.h"
#include "vet/vetprocess.h"

#include <iostream>

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

}  // namespace

int inspect(const InspectOptions &options)
{
    const auto vetted = vetWeightFile(findVetProgram(), options.file, {});
    if (!vetted)
        return refuse(vetted.error(), options.json);
    const WeightFile &file = vetted->file;
    const auto hash = hashFile(options.file);
    if (!hash)
        return refuse(hash.error(), options.json);
    const auto signature = signatureOf(options.file, {options.file, *hash, file.sizeBytes}, options.config);
    if (!signature)
        return refuse(signature.error(), options.json);
    const NetworkInfo &n = file.info;
    if (options.json) {
        print({{"file", options.file}, {"format", n.format}, {"family", n.family}, {"producer", n.producer}, {"labels", n.labels},
               {"input", {{"width", n.inputWidth}, {"height", n.inputHeight}, {"dynamic", n.dynamicInput}, {"stride", n.stride}}},
               {"head", toString(n.head)}, {"both_heads", n.hasBothHeads}, {"parameters", n.parameters}, {"bytes", file.sizeBytes},
               {"sha256", *hash}, {"signature", signatureJson(*signature)}, {"canonical", file.network != nullptr}, {"direct_operator", file.directOperator},
               {"read_in", {{"closed", vetted->sandbox.closed()}, {"system_calls", vetted->sandbox.systemCalls}, {"limits", vetted->sandbox.limits},
                            {"privileges", vetted->sandbox.privileges}, {"landlock", vetted->sandbox.landlock},
                            {"not_root", vetted->sandbox.notRoot}, {"no_new_code", vetted->sandbox.noNewCode},
                            {"own_network", vetted->sandbox.ownNetwork}, {"empty_root", vetted->sandbox.emptyRoot}}}});
        return kDone;
    }
    std::cout << options.file << "\n  format      " << n.format << "\n  family      " << n.family;
    if (!n.producer.empty())
        std::cout << "\n  made by     " << n.producer;
    std::cout << "\n  input       " << n.inputWidth << " x " << n.inputHeight << (n.dynamicInput ? " (any multiple of the stride)" : "")
              << "\n  head        " << toString(n.head) << "\n  parameters  " << n.parameters << "\n  size        " << file.sizeBytes
              << " bytes\n  sha256      " << *hash << "\n  signature   " << signatureText(*signature) << "\n  read in     " << placeOf(vetted->sandbox) << "\n  runs        "
              << (file.network ? "as a network of Lineside's own operators, on every executor" : "as the file is, by the library of its format, because of " + file.directOperator) << "\n  labels      " << n.labels.size();
    for (std::size_t i = 0; i < n.labels.size(); ++i)
        std::cout << "\n    " << i << "  " << n.labels[i];
    std::cout << std::endl;
    return kDone;
}

}  // namespace lineside::ctl
