// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/decode.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lineside {

namespace {

void append(std::vector<ScoredBox> &boxes, const Box &box, float score, std::size_t classIndex)
{
    const bool finite = std::isfinite(box.x1) && std::isfinite(box.y1) && std::isfinite(box.x2) && std::isfinite(box.y2)
        && std::isfinite(score);
    if (finite && box.width() > 0 && box.height() > 0)
        boxes.push_back({box, score, static_cast<int>(classIndex)});
}

Box cornersOf(float cx, float cy, float w, float h) noexcept
{
    return {cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2};
}

/// `[4+nc, A]`. The scores of one class lie side by side, so the best class is sought for a block of anchors at a time in
/// loops that the compiler makes vectors of; which class it was is asked only for the few anchors above the threshold.
void decodeAnchorFree(const float *data, std::size_t anchors, std::size_t classes, float confidence,
                      std::vector<ScoredBox> &boxes, ClassesPerAnchor take)
{
    constexpr std::size_t kBlock = 512;
    std::array<float, kBlock> best;
    const float *scores = data + 4 * anchors;
    for (std::size_t begin = 0; begin < anchors; begin += kBlock) {
        const std::size_t count = std::min(kBlock, anchors - begin);
        std::fill_n(best.begin(), count, confidence);
        for (std::size_t c = 0; c < classes; ++c) {
            const float *row = scores + c * anchors + begin;
            for (std::size_t i = 0; i < count; ++i)
                best[i] = row[i] > best[i] ? row[i] : best[i];
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (!(best[i] > confidence))
                continue;
            const std::size_t a = begin + i;
            const Box box = cornersOf(data[a], data[anchors + a], data[2 * anchors + a], data[3 * anchors + a]);
            for (std::size_t c = 0; c < classes; ++c) {
                const float score = scores[c * anchors + a];
                if (take == ClassesPerAnchor::Best ? score != best[i] : !(score > confidence))
                    continue;
                append(boxes, box, score, c);
                if (take == ClassesPerAnchor::Best)
                    break;
            }
        }
    }
}

struct BestClass {
    std::size_t index = 0;
    float score = -1;
};

BestClass bestClass(const float *scores, std::size_t classes) noexcept
{
    BestClass best;
    for (std::size_t c = 0; c < classes; ++c)
        if (scores[c] > best.score)
            best = {c, scores[c]};
    return best;
}

/// `[A, 4+nc]`
void decodeAnchorFreeT(const float *data, std::size_t anchors, std::size_t classes, float confidence,
                       std::vector<ScoredBox> &boxes, ClassesPerAnchor take)
{
    for (std::size_t a = 0; a < anchors; ++a) {
        const float *row = data + a * (4 + classes);
        if (take == ClassesPerAnchor::All) {
            for (std::size_t c = 0; c < classes; ++c)
                if (row[4 + c] > confidence)
                    append(boxes, cornersOf(row[0], row[1], row[2], row[3]), row[4 + c], c);
            continue;
        }
        const BestClass best = bestClass(row + 4, classes);
        if (best.score > confidence)
            append(boxes, cornersOf(row[0], row[1], row[2], row[3]), best.score, best.index);
    }
}

/// `[A, 5+nc]`: the objectness must pass alone before the product does.
void decodeAnchorBased(const float *data, std::size_t anchors, std::size_t classes, float confidence,
                       std::vector<ScoredBox> &boxes)
{
    for (std::size_t a = 0; a < anchors; ++a) {
        const float *row = data + a * (5 + classes);
        if (!(row[4] > confidence))
            continue;
        const BestClass best = bestClass(row + 5, classes);
        const float score = row[4] * best.score;
        if (score > confidence)
            append(boxes, cornersOf(row[0], row[1], row[2], row[3]), score, best.index);
    }
}

/// `[K, 6]`: corners, score, class. Rows of score 0 are padding.
void decodeEndToEnd(const float *data, std::size_t rows, std::size_t classes, float confidence, std::vector<ScoredBox> &boxes)
{
    for (std::size_t i = 0; i < rows; ++i) {
        const float *row = data + i * 6;
        if (!(row[4] > confidence) || !(row[5] >= 0) || !(row[5] < static_cast<float>(classes)))
            continue;
        append(boxes, {row[0], row[1], row[2], row[3]}, row[4], static_cast<std::size_t>(row[5]));
    }
}

}  // namespace

bool fitsHead(const TensorView &output, HeadKind head, std::size_t classes) noexcept
{
    if (output.data == nullptr || output.rank != 3 || output.shape[0] != 1 || classes == 0)
        return false;
    if (output.shape[1] <= 0 || output.shape[2] <= 0)
        return false;
    const auto nc = static_cast<std::int64_t>(classes);
    switch (head) {
    case HeadKind::AnchorFree: return output.shape[1] == 4 + nc;
    case HeadKind::AnchorFreeT: return output.shape[2] == 4 + nc;
    case HeadKind::EndToEnd: return output.shape[2] == 6;
    case HeadKind::AnchorBased: return output.shape[2] == 5 + nc;
    }
    return false;
}

std::size_t anchorsOf(const TensorView &output, HeadKind head) noexcept
{
    return static_cast<std::size_t>(output.shape[head == HeadKind::AnchorFree ? 2 : 1]);
}

std::string shapeText(const TensorView &tensor)
{
    std::string text = "[";
    for (int i = 0; i < tensor.rank; ++i) {
        if (i > 0)
            text += ", ";
        text += std::to_string(tensor.shape[static_cast<std::size_t>(i)]);
    }
    return text + "]";
}

void decode(const TensorView &output, HeadKind head, std::size_t classes, float confidence, std::vector<ScoredBox> &boxes,
            ClassesPerAnchor take)
{
    const auto rows = static_cast<std::size_t>(output.shape[1]);
    const auto columns = static_cast<std::size_t>(output.shape[2]);
    switch (head) {
    case HeadKind::AnchorFree: decodeAnchorFree(output.data, columns, classes, confidence, boxes, take); break;
    case HeadKind::AnchorFreeT: decodeAnchorFreeT(output.data, rows, classes, confidence, boxes, take); break;
    case HeadKind::EndToEnd: decodeEndToEnd(output.data, rows, classes, confidence, boxes); break;
    case HeadKind::AnchorBased: decodeAnchorBased(output.data, rows, classes, confidence, boxes); break;
    }
}

}  // namespace lineside
