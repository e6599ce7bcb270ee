// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/offlinereport.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <functional>
#include <utility>
#include <vector>

namespace lineside {
namespace {

OfflineClassOfModel classOf(const ModelOutcome &model, std::size_t index, bool labelled)
{
    OfflineClassOfModel of;
    of.boxes = model.boxes[index];
    of.meanScore = of.boxes > 0 ? model.scores[index] / static_cast<double>(of.boxes) : 0;
    const ClassEvaluation &found = model.evaluation.classes[index];
    if (!labelled || found.objects == 0)
        return of;
    of.precision = found.precision();
    of.recall = found.recall();
    of.ap50 = found.ap50;
    of.ap50To95 = found.ap50To95;
    of.precisionAt.assign(found.precisionAt.begin(), found.precisionAt.end());
    return of;
}

OfflineModel modelOf(const ModelOutcome &outcome, bool labelled)
{
    OfflineModel model;
    model.medianMs = outcome.medianMs;
    if (!labelled)
        return model;
    model.map50 = outcome.evaluation.map50;
    model.map50To95 = outcome.evaluation.map50To95;
    for (int truth = 0; truth <= outcome.confusion.classCount(); ++truth) {
        for (int found = 0; found <= outcome.confusion.classCount(); ++found)
            model.confusion.push_back(outcome.confusion.count(truth, found));
    }
    return model;
}

/// The best score of the label that decided, within the part.
float scoreOf(const std::vector<Detection> &found, const Labels &classes, const JudgedPart &part)
{
    float best = 0;
    for (const Detection &d : found) {
        const float x = (d.box.x1 + d.box.x2) / 2, y = (d.box.y1 + d.box.y2) / 2;
        const bool within = x >= part.box.x1 && x <= part.box.x2 && y >= part.box.y1 && y <= part.box.y2;
        if (within && std::cmp_less(d.classIndex, classes.size()) && classes[static_cast<std::size_t>(d.classIndex)] == part.label)
            best = std::max(best, d.score);
    }
    return best;
}

/// How much it moves the verdict, or could where nobody has said what the part is: a difference counts for more where less of it is allowed. Then how far apart the two are.
struct Weight {
    double ofVerdict = 0;
    float gap = 0;

    auto operator<=>(const Weight &) const = default;
};
Weight weightOf(const Disagreement &d, const OfflineOutcome &outcome)
{
    const AbLimits &limits = outcome.verdict.limits;
    const double margin = !d.part.truthKnown ? std::min(limits.escapeMargin, limits.falseRejectMargin) : JudgedPart::fails(d.part.truth) ? limits.escapeMargin : limits.falseRejectMargin;
    return {1 / margin, std::abs(scoreOf(d.a, outcome.classes, d.part) - scoreOf(d.b, outcome.classes, d.part))};
}

}  // namespace

OfflineReport reportOf(OfflineRequest request, const OfflineOutcome &outcome)
{
    const bool labelled = outcome.labelled > 0;
    OfflineReport report;
    report.request = std::move(request);
    report.complete = outcome.complete;
    report.pictures = outcome.pictures;
    report.labelled = outcome.labelled;
    report.countsObjects = outcome.countsObjects;
    for (std::size_t i = 0; i < outcome.classes.size(); ++i)
        report.classes.push_back({outcome.classes[i], labelled ? outcome.a.evaluation.classes[i].objects : 0, outcome.both[i], classOf(outcome.a, i, labelled), classOf(outcome.b, i, labelled)});
    report.a = modelOf(outcome.a, labelled);
    report.b = modelOf(outcome.b, labelled);
    report.verdict = outcome.verdict;
    const std::size_t shown = std::min(outcome.disagreements.size(), OfflineReport::kMaxDisagreements);
    std::vector<std::pair<Weight, const Disagreement *>> telling;
    for (std::size_t i = 0; i < shown; ++i)
        telling.emplace_back(weightOf(outcome.disagreements[i], outcome), &outcome.disagreements[i]);
    std::ranges::stable_sort(telling, std::greater(), [](const auto &entry) { return entry.first; });
    for (const auto &[weight, disagreement] : telling) {
        const Disagreement &d = *disagreement;
        report.disagreements.push_back({d.picture, d.part.label, d.part.box, d.part.a, d.part.b, d.part.truthKnown ? std::optional(d.part.truth) : std::nullopt, Truth::Unknown, {}, d.a, d.b, nullptr});
    }
    return report;
}

}  // namespace lineside
