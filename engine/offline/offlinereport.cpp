// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/offlinereport.h"

#include "parts/partweight.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
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

PartWeight weightOf(const Disagreement &d, const OfflineOutcome &outcome)
{
    const auto score = [&](const std::vector<Detection> &found) { return scoreWithin(found, outcome.classes, d.part.box, d.part.label); };
    return weightOf(d.part.truthKnown ? std::optional(JudgedPart::fails(d.part.truth)) : std::nullopt, outcome.verdict.limits, std::abs(score(d.a) - score(d.b)));
}

}  // namespace

std::vector<std::size_t> mostTelling(const OfflineOutcome &outcome)
{
    std::vector<std::pair<PartWeight, std::size_t>> telling;
    for (std::size_t i = 0; i < std::min(outcome.disagreements.size(), OfflineReport::kMaxDisagreements); ++i)
        telling.emplace_back(weightOf(outcome.disagreements[i], outcome), i);
    std::ranges::stable_sort(telling, std::greater(), [](const auto &entry) { return entry.first; });
    std::vector<std::size_t> places;
    for (const auto &[weight, place] : telling)
        places.push_back(place);
    return places;
}

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
    for (const std::size_t place : mostTelling(outcome)) {
        const Disagreement &d = outcome.disagreements[place];
        OfflineDisagreement shown;
        shown.picture = d.picture;
        shown.label = d.part.label;
        shown.box = d.part.box;
        shown.a = d.part.a;
        shown.b = d.part.b;
        if (d.part.truthKnown)
            shown.truth = d.part.truth;
        shown.boxesA = d.a;
        shown.boxesB = d.b;
        report.disagreements.push_back(std::move(shown));
    }
    return report;
}

}  // namespace lineside
