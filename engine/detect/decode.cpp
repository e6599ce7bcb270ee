// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/decode.h"

#include <algorithm>
#include <cmath>

namespace lineside {
namespace {

constexpr std::size_t kMaxCandidates = 30000;

void keepIfSound(const Box &box, float score, std::size_t classIndex, std::vector<Detection> &found)
{
    const bool finite = std::isfinite(box.x1) && std::isfinite(box.y1) && std::isfinite(box.x2) && std::isfinite(box.y2) &&
                        std::isfinite(score);
    if (finite && box.x2 > box.x1 && box.y2 > box.y1)
        found.push_back({box, score, static_cast<int>(classIndex)});
}

Box fromCentre(float cx, float cy, float w, float h)
{
    return {cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2};
}

// [4+nc, A] with `step` between anchors and `row` between rows: serves both layouts.
void decodeAnchorFree(const float *data, std::size_t anchors, std::size_t step, std::size_t row, std::size_t classes, float confidence,
                      std::vector<Detection> &found)
{
    for (std::size_t a = 0; a < anchors; ++a) {
        const float *anchor = data + a * step;
        std::size_t best = 0;
        float score = anchor[4 * row];
        for (std::size_t c = 1; c < classes; ++c) {
            const float s = anchor[(4 + c) * row];
            if (s > score) {
                score = s;
                best = c;
            }
        }
        if (score > confidence)
            keepIfSound(fromCentre(anchor[0], anchor[row], anchor[2 * row], anchor[3 * row]), score, best, found);
    }
}

void decodeAnchorBased(const float *data, std::size_t anchors, std::size_t classes, float confidence, std::vector<Detection> &found)
{
    for (std::size_t a = 0; a < anchors; ++a) {
        const float *anchor = data + a * (5 + classes);
        if (!(anchor[4] > confidence))
            continue;
        std::size_t best = 0;
        float score = -1;
        for (std::size_t c = 0; c < classes; ++c) {
            const float s = anchor[5 + c] * anchor[4];
            if (s > score) {
                score = s;
                best = c;
            }
        }
        if (score > confidence)
            keepIfSound(fromCentre(anchor[0], anchor[1], anchor[2], anchor[3]), score, best, found);
    }
}

void decodeEndToEnd(const float *data, std::size_t rows, std::size_t classes, float confidence, std::vector<Detection> &found)
{
    for (std::size_t r = 0; r < rows; ++r) {
        const float *row = data + r * 6;
        const float label = row[5];
        if (row[4] > confidence && label >= 0 && label < static_cast<float>(classes))
            keepIfSound({row[0], row[1], row[2], row[3]}, row[4], static_cast<std::size_t>(label), found);
    }
}

}  // namespace

bool outputFits(const TensorView &t, HeadKind head, std::size_t classes)
{
    if (t.rank != 3 || t.shape[0] != 1 || t.shape[1] <= 0 || t.shape[2] <= 0 || classes == 0)
        return false;
    const auto nc = static_cast<std::int64_t>(classes);
    switch (head) {
    case HeadKind::AnchorFree: return t.shape[1] == 4 + nc;
    case HeadKind::AnchorFreeT: return t.shape[2] == 4 + nc;
    case HeadKind::EndToEnd: return t.shape[2] == 6;
    case HeadKind::AnchorBased: return t.shape[2] == 5 + nc;
    }
    return false;
}

void decode(const TensorView &t, HeadKind head, std::size_t classes, float confidence, std::vector<Detection> &found)
{
    found.clear();
    const auto dim1 = static_cast<std::size_t>(t.shape[1]);
    const auto dim2 = static_cast<std::size_t>(t.shape[2]);
    switch (head) {
    case HeadKind::AnchorFree: decodeAnchorFree(t.data, dim2, 1, dim2, classes, confidence, found); break;
    case HeadKind::AnchorFreeT: decodeAnchorFree(t.data, dim1, dim2, 1, classes, confidence, found); break;
    case HeadKind::EndToEnd: decodeEndToEnd(t.data, dim1, classes, confidence, found); break;
    case HeadKind::AnchorBased: decodeAnchorBased(t.data, dim1, classes, confidence, found); break;
    }
}

float iou(const Box &a, const Box &b) noexcept
{
    const float w = std::min(a.x2, b.x2) - std::max(a.x1, b.x1);
    const float h = std::min(a.y2, b.y2) - std::max(a.y1, b.y1);
    if (w <= 0 || h <= 0)
        return 0;
    const float common = w * h;
    return common / (a.width() * a.height() + b.width() * b.height() - common);
}

void suppress(std::vector<Detection> &boxes, float maxIou, int maxDetections)
{
    std::stable_sort(boxes.begin(), boxes.end(), [](const Detection &a, const Detection &b) { return a.score > b.score; });
    if (boxes.size() > kMaxCandidates)
        boxes.resize(kMaxCandidates);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < boxes.size() && kept < static_cast<std::size_t>(std::max(0, maxDetections)); ++i) {
        const Detection candidate = boxes[i];
        const bool covered = std::any_of(boxes.begin(), boxes.begin() + static_cast<std::ptrdiff_t>(kept), [&](const Detection &k) {
            return k.classIndex == candidate.classIndex && iou(k.box, candidate.box) > maxIou;
        });
        if (!covered)
            boxes[kept++] = candidate;
    }
    boxes.resize(kept);
}

}  // namespace lineside
