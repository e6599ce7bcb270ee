// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/headkind.h"

namespace lineside {
namespace {

constexpr std::int64_t kMostRows = 1000;  // of an end-to-end head; the usual number is 300
constexpr std::int64_t kRowLength = 6;
constexpr std::int64_t kAnchorsPerCell = 3;
constexpr std::int64_t kMostChannels = 10'005;

/// Cells of the feature maps for strides 8, 16, 32 and, with `four`, 64.
std::int64_t cells(const HeadHints &hints, bool four)
{
    std::int64_t sum = 0;
    for (const int stride : {8, 16, 32, 64}) {
        if (stride < 64 || four)
            sum += std::int64_t(hints.inputWidth / stride) * (hints.inputHeight / stride);
    }
    return sum;
}

bool isCells(std::int64_t size, const HeadHints &hints, std::int64_t perCell)
{
    return hints.inputWidth > 0 && (size == perCell * cells(hints, false) || size == perCell * cells(hints, true));
}

HeadLayout layout(HeadKind kind, std::int64_t channels)
{
    return {kind, std::size_t(channels - (kind == HeadKind::AnchorBased ? 5 : 4))};
}

std::optional<HeadLayout> withClasses(std::int64_t rows, std::int64_t columns, std::int64_t classes)
{
    if (rows == 4 + classes)
        return HeadLayout{HeadKind::AnchorFree, std::size_t(classes)};
    if (columns == 5 + classes)
        return HeadLayout{HeadKind::AnchorBased, std::size_t(classes)};
    if (columns == 4 + classes)
        return HeadLayout{HeadKind::AnchorFreeT, std::size_t(classes)};
    return std::nullopt;
}

/// Nobody says how many classes there are: the longer side are anchors, and their number tells anchor-based from anchor-free.
std::optional<HeadLayout> withoutClasses(std::int64_t rows, std::int64_t columns, const HeadHints &hints)
{
    const auto isChannels = [](std::int64_t size) { return size >= 5 && size <= kMostChannels; };
    if (isChannels(rows) && (isCells(columns, hints, 1) || columns == -1))
        return layout(HeadKind::AnchorFree, rows);
    if (isChannels(columns) && columns >= 6 && isCells(rows, hints, kAnchorsPerCell))
        return layout(HeadKind::AnchorBased, columns);
    if (isChannels(columns) && isCells(rows, hints, 1))
        return layout(HeadKind::AnchorFreeT, columns);
    if (isChannels(rows) && columns > rows)
        return layout(HeadKind::AnchorFree, rows);
    return std::nullopt;  // rows > columns: 4 or 5 values before the classes cannot be told apart
}

}  // namespace

std::optional<HeadLayout> classifyHead(std::span<const std::int64_t> shape, const HeadHints &hints)
{
    if (shape.size() != 3)
        return std::nullopt;
    const std::int64_t rows = shape[1], columns = shape[2], classes = std::int64_t(hints.classes);

    const bool rowsOfSix = columns == kRowLength && rows <= kMostRows && rows != 0;
    if (hints.endToEnd.value_or(false)) {
        // [N, 6, A] with two classes has its 6 elsewhere and contradicts the hint.
        return rowsOfSix ? std::optional(HeadLayout{HeadKind::EndToEnd, hints.classes}) : std::nullopt;
    }
    // Said to be no rows of 6 and looking just like them: the anchors of a tiny picture, or a contradiction.
    if (hints.endToEnd.has_value() && rowsOfSix && rows > 0 && hints.inputWidth > 0 && !isCells(rows, hints, 1) && !isCells(rows, hints, kAnchorsPerCell))
        return std::nullopt;
    const bool maybeRows = !hints.endToEnd.has_value() && rowsOfSix && rows > 0;
    if (classes > 0) {
        // One class makes rows of 6 for an anchor-based head as well; its anchors are as many as the cells say.
        const bool anchors = classes == 1 && isCells(rows, hints, kAnchorsPerCell);
        if (maybeRows && rows != 4 + classes && !anchors)
            return HeadLayout{HeadKind::EndToEnd, hints.classes};
        return withClasses(rows, columns, classes);
    }
    if (maybeRows && !isCells(rows, hints, 1) && !isCells(rows, hints, kAnchorsPerCell))
        return HeadLayout{HeadKind::EndToEnd, 0};
    return withoutClasses(rows, columns, hints);
}

std::string shapeText(std::span<const std::int64_t> shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape)
        text += (text.size() > 1 ? ", " : "") + (size < 0 ? std::string("?") : std::to_string(size));
    return text + "]";
}

}  // namespace lineside
