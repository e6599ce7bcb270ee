// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "ctl/output.h"
#include "ctl/signaturetext.h"
#include "store/files.h"
#include "weights/weightfile.h"

#include <iostream>

namespace lineside::ctl {

int inspect(const InspectOptions &options)
{
    const auto file = readWeightFile(options.file);
    if (!file)
        return refuse(file.error(), options.json);
    const auto hash = hashFile(options.file);
    if (!hash)
        return refuse(hash.error(), options.json);
    const auto signature = signatureOf(options.file, {options.file, *hash, file->sizeBytes}, options.config);
    if (!signature)
        return refuse(signature.error(), options.json);
    const NetworkInfo &n = file->info;
    if (options.json) {
        print({{"file", options.file}, {"format", n.format}, {"family", n.family}, {"producer", n.producer}, {"labels", n.labels},
               {"input", {{"width", n.inputWidth}, {"height", n.inputHeight}, {"dynamic", n.dynamicInput}, {"stride", n.stride}}},
               {"head", toString(n.head)}, {"both_heads", n.hasBothHeads}, {"parameters", n.parameters}, {"bytes", file->sizeBytes},
               {"sha256", *hash}, {"signature", signatureJson(*signature)}});
        return kDone;
    }
    std::cout << options.file << "\n  format      " << n.format << "\n  family      " << n.family;
    if (!n.producer.empty())
        std::cout << "\n  made by     " << n.producer;
    std::cout << "\n  input       " << n.inputWidth << " x " << n.inputHeight << (n.dynamicInput ? " (any multiple of the stride)" : "")
              << "\n  head        " << toString(n.head) << "\n  parameters  " << n.parameters << "\n  size        " << file->sizeBytes
              << " bytes\n  sha256      " << *hash << "\n  signature   " << signatureText(*signature) << "\n  labels      " << n.labels.size();
    for (std::size_t i = 0; i < n.labels.size(); ++i)
        std::cout << "\n    " << i << "  " << n.labels[i];
    std::cout << std::endl;
    return kDone;
}

}  // namespace lineside::ctl
