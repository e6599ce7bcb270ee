// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/exporthead.h"

#include "weights/headkind.h"
#include "weights/labels.h"
#include "weights/refused.h"

namespace lineside::weights {
namespace {

/// Names alone are no word on how an output is to be read.
bool saysItsLayout(const ExportMetadata &metadata)
{
    return metadata.originalYolov5 || !metadata.family.empty() || !metadata.task.empty() || metadata.endToEnd.has_value();
}

void settleAskedFor(std::span<const std::int64_t> shape, const ExportMetadata &metadata, const ReadOptions &options, NetworkInfo &info)
{
    const std::string asked = toString(options.layout);
    // Anchors in rows, and more of them than a box has numbers.
    if (shape.size() != 3 || shape[2] < 6 || (shape[1] >= 0 && shape[1] <= shape[2]))
        refuse(RefusalReason::Layout, "output " + shapeText(shape), shapeText(shape), asked);
    const auto classes = std::size_t(shape[2] - 5);
    const bool named = !metadata.labels.empty();
    const std::vector<std::string> &labels = named ? metadata.labels : options.labels;
    if (!labels.empty() && labels.size() != classes) {
        const std::string names = std::to_string(labels.size()), have = std::to_string(classes);
        if (named)
            refuse(RefusalReason::Corrupt, "another number of names than classes; output " + shapeText(shape), names, have);
        refuse(RefusalReason::ClassCount, "output " + shapeText(shape), have, names);
    }
    info.labels = labels.empty() ? numberedLabels(classes) : labels;
    info.head = HeadKind::AnchorBased;
    info.nmsFree = false;
    info.layout = options.layout;
    if (options.layout == ModelLayout::Yolov5) {
        info.family = "yolov5";
    } else {
        info.family = "yolox";
        info.place = PicturePlace::UpperLeft;
    }
}

}  // namespace

void settleExportHead(std::span<const std::int64_t> shape, const ExportMetadata &metadata, const ReadOptions &options, NetworkInfo &info)
{
    if (options.layout != ModelLayout::Auto && !saysItsLayout(metadata))
        return settleAskedFor(shape, metadata, options, info);
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
    if (info.head == HeadKind::AnchorBased)
        info.layout = ModelLayout::Yolov5;
    if (info.family == "yolov5" && info.head == HeadKind::AnchorFree)
        info.family = "yolov5u";  // the same name in the file's own words
    if (info.labels.empty() && layout->classes == 0)
        refuse(RefusalReason::NoNames, "rows of boxes whose classes nobody names; output " + shapeText(shape));
    if (info.labels.empty())
        info.labels = numberedLabels(layout->classes);
    if (options.layout != ModelLayout::Auto && info.layout != options.layout)
        refuse(RefusalReason::Layout, "the file says itself what it is; output " + shapeText(shape), info.family, toString(options.layout));
}

}  // namespace lineside::weights
