// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/exporthead.h"

#include "weights/headkind.h"
#include "weights/labels.h"
#include "weights/refused.h"

namespace lineside::weights {

void settleExportHead(std::span<const std::int64_t> shape, const ExportMetadata &metadata, NetworkInfo &info)
{
    // Of a file that chooses boxes itself, what it chooses from is settled.
    const std::optional<bool> endToEnd = info.suppression ? false : metadata.endToEnd;
    HeadHints hints{metadata.labels.size(), endToEnd, info.inputWidth, info.inputHeight};
    const auto layout = classifyHead(shape, hints);
    if (!layout) {
        hints.classes = 0;
        const auto byShape = classifyHead(shape, hints);
        if (byShape && byShape->classes > 0 && !metadata.labels.empty()) {
            refuse(RefusalReason::Corrupt, "another number of names than classes; output " + shapeText(shape),
                   std::to_string(metadata.labels.size()), std::to_string(byShape->classes));
        }
        refuse(RefusalReason::UnsupportedLayer, "output of no known kind", shapeText(shape), "[1, 4 + classes, anchors]");
    }
    info.head = layout->kind;
    info.nmsFree = layout->kind == HeadKind::EndToEnd;
    if (info.family == "yolov5" && info.head == HeadKind::AnchorFree)
        info.family = "yolov5u";  // the same name in the file's own words
    if (info.labels.empty())
        info.labels = numberedLabels(layout->classes);
}

}  // namespace lineside::weights
