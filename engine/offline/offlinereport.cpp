// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/offlinereport.h"

#include <algorithm>
#include <utility>

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
    for (std::size_t i = 0; i < shown; ++i) {
        const Disagreement &d = outcome.disagreements[i];
        report.disagreements.push_back({d.picture, d.part.label, d.part.box, d.part.a, d.part.b, d.part.truthKnown ? std::optional(d.part.truth) : std::nullopt, d.a, d.b, nullptr});
    }
    return report;
}

}  // namespace lineside
