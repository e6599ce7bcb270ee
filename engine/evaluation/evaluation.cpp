// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/evaluation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lineside {
namespace {

constexpr std::size_t kMostBoxes = 100;  ///< a picture and class
constexpr std::size_t kOverlaps = 10;

/// 0.5, 0.55 … 0.95, to the last bit as pycocotools has them.
double overlapAt(std::size_t index)
{
    return index + 1 == kOverlaps ? 0.95 : 0.5 + static_cast<double>(index) * ((0.95 - 0.5) / 9);
}

/// A box of one class with the overlaps at which it is right.
struct Found {
    float score = 0;
    std::array<bool, kOverlaps> right{};
};

/// Adds what one picture says of a class; `found` of the picture by falling score.
void addPicture(const LabelledPicture &picture, int classIndex, std::vector<Found> &all, std::int64_t &objects)
{
    std::vector<const Box *> truth;
    for (const LabelledObject &object : picture.truth)
        if (object.classIndex == classIndex)
            truth.push_back(&object.box);
    objects += static_cast<std::int64_t>(truth.size());

    std::vector<const ScoredObject *> found;
    for (const ScoredObject &object : picture.found)
        if (object.classIndex == classIndex)
            found.push_back(&object);
    std::ranges::stable_sort(found, std::greater(), &ScoredObject::score);
    found.resize(std::min(found.size(), kMostBoxes));

    const std::size_t first = all.size();
    for (const ScoredObject *object : found)
        all.push_back({object->score, {}});
    std::vector<bool> taken(truth.size());
    for (std::size_t o = 0; o < kOverlaps; ++o) {
        std::fill(taken.begin(), taken.end(), false);
        for (std::size_t f = 0; f < found.size(); ++f) {
            double most = std::min(overlapAt(o), 1 - 1e-10);
            std::size_t partner = truth.size();
            for (std::size_t t = 0; t < truth.size(); ++t) {
                const double overlap = taken[t] ? 0 : exactIou(found[f]->box, *truth[t]);
                if (overlap >= most) {
                    most = overlap;
                    partner = t;
                }
            }
            if (partner == truth.size())
                continue;
            taken[partner] = true;
            all[first + f].right[o] = true;
        }
    }
}

/// The best precision at each recall or a higher one; `found` by falling score.
std::array<double, ClassEvaluation::kRecalls> curveOf(const std::vector<Found> &found, std::size_t overlap, std::int64_t objects)
{
    std::vector<double> precision, recall;
    std::int64_t right = 0;
    for (const Found &box : found) {
        right += box.right[overlap];
        precision.push_back(static_cast<double>(right) / static_cast<double>(precision.size() + 1));
        recall.push_back(static_cast<double>(right) / static_cast<double>(objects));
    }
    for (std::size_t i = precision.size(); i-- > 1;)
        precision[i - 1] = std::max(precision[i - 1], precision[i]);
    std::array<double, ClassEvaluation::kRecalls> curve{};
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const auto at = std::ranges::lower_bound(recall, static_cast<double>(i) * 0.01);
        curve[i] = at == recall.end() ? 0 : precision[static_cast<std::size_t>(at - recall.begin())];
    }
    return curve;
}

double meanOf(const std::array<double, ClassEvaluation::kRecalls> &curve)
{
    return std::accumulate(curve.begin(), curve.end(), 0.0) / static_cast<double>(curve.size());
}

ClassEvaluation evaluateClass(std::span<const LabelledPicture> pictures, int classIndex, double confidence)
{
    ClassEvaluation result;
    std::vector<Found> found;
    for (const LabelledPicture &picture : pictures)
        addPicture(picture, classIndex, found, result.objects);
    std::ranges::stable_sort(found, std::greater(), &Found::score);
    for (const Found &box : found)
        if (double{box.score} >= confidence)
            ++(box.right[0] ? result.right : result.wrong);
    if (result.objects == 0)
        return result;
    double sum = 0;
    for (std::size_t o = 0; o < kOverlaps; ++o) {
        const auto curve = curveOf(found, o, result.objects);
        sum += meanOf(curve);
        if (o == 0) {
            result.precisionAt = curve;
            result.ap50 = meanOf(curve);
        }
    }
    result.ap50To95 = sum / kOverlaps;
    return result;
}

}  // namespace

Evaluation evaluate(std::span<const LabelledPicture> pictures, int classCount, double confidence)
{
    Evaluation result;
    int counted = 0;
    for (int c = 0; c < classCount; ++c) {
        result.classes.push_back(evaluateClass(pictures, c, confidence));
        const ClassEvaluation &one = result.classes.back();
        if (one.objects == 0)
            continue;
        ++counted;
        result.map50 += one.ap50;
        result.map50To95 += one.ap50To95;
    }
    if (counted > 0) {
        result.map50 /= counted;
        result.map50To95 /= counted;
    }
    return result;
}

}  // namespace lineside
