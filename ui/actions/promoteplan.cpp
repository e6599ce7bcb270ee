// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/promoteplan.h"

#include "actions/modelchange.h"
#include "actions/pausetext.h"
#include "bridge/enginebridge.h"
#include "itemmodels/coveragetext.h"
#include "itemmodels/words.h"
#include "widgets/format.h"

#include <QStringList>

namespace lineside {

namespace {

QString figures(const ModelSnapshot &model)
{
    return PromotePlan::tr("%1 · %2 · %3", "model, time, memory")
        .arg(Words::text(model.id), Format::ms(model.executor.usedMs()), Format::bytes(model.memoryBytes));
}

/// What the comparison at the station says of the model; empty: nothing is known, and the station does not ask.
QString verdictOf(const StationSnapshot &s, const ModelId &model)
{
    if (!s.active)
        return {};
    const QString now = Words::text(*s.active);
    if (s.shadow != model || !s.comparison)
        return s.config.promotion == PromotionPolicy::Verdict ? PromotePlan::tr("Not compared with %1 here.", "model").arg(now) : QString();
    if (const auto &joint = s.comparison->joint; joint && s.comparison->proves() && !s.comparison->provesAlone())
        return PromotePlan::tr("Compared at %1 stations together: proven at least as good as %2.", "number, model").arg(Format::count(joint->stations.size()), now);
    if (s.comparison->verdict.contradicted)
        return PromotePlan::tr("Compared here: what came after the decision says the opposite.");
    switch (s.comparison->verdict.state) {
    case AbState::AtLeastAsGood:
        if (const QString lack = CoverageText::lack(*s.comparison); !lack.isEmpty())
            return PromotePlan::tr("Compared here: at least as good as %1 in what was seen. %2", "model, what is missing").arg(now, lack);
        return PromotePlan::tr("Compared here: proven at least as good as %1.", "model").arg(now);
    case AbState::Worse:
    case AbState::WorseWithinMargin: return PromotePlan::tr("Compared here: proven worse than %1.", "model").arg(now);
    case AbState::Open: break;
    }
    return PromotePlan::tr("Compared here: not decided yet.");
}

}  // namespace

const ModelSnapshot *PromotePlan::likely(const EngineSnapshot &snapshot, const StationId &station)
{
    const StationSnapshot *at = findStation(snapshot, station);
    if (at && at->offered)
        return findModel(snapshot, *at->offered);
    const ModelSnapshot *last = nullptr;
    for (const ModelSnapshot &model : snapshot.models) {
        if (model.state == ModelState::Damaged || (at && at->active == model.id))
            continue;
        if (!last || model.importedAt >= last->importedAt)
            last = &model;
    }
    return last;
}

PromotePlan PromotePlan::of(const EngineSnapshot &snapshot, const ModelSnapshot *model, const std::set<StationId> &chosen,
                            const PromoteAnswers &answers)
{
    PromotePlan plan;
    QStringList ready, waiting;
    std::vector<StationId> changing;
    bool unchanged = false;
    for (const StationSnapshot &s : snapshot.stations) {
        Row row{s.config.id, QString::fromStdString(s.config.name), {}, {}, false};
        row.now = s.active ? Words::text(*s.active) : tr("no model");
        const bool same = model && s.active == model->id;
        const bool offered = model && (s.offered == model->id);
        if (same) {
            row.then = tr("no change");
            unchanged = unchanged || chosen.contains(s.config.id);
        } else if (model) {
            const ModelChange change = ModelChange::between(s.active ? findModel(snapshot, *s.active) : nullptr, model);
            row.then = offered ? figures(*model)
                               : tr("%1, not checked for this station yet", "model").arg(Words::text(model->id));
            if (offered && s.offeredPauses)
                row.then = tr("%1, loaded when it goes on air", "model").arg(Words::text(model->id)) + QLatin1Char('\n') + PauseText::before(*s.offeredPauses, row.name);
            if (change.any())
                row.then += QLatin1Char('\n') + change.text();
            if (const QString verdict = verdictOf(s, model->id); !verdict.isEmpty())
                row.then += QLatin1Char('\n') + verdict;
            row.canCheck = !offered;
            if (chosen.contains(s.config.id)) {
                (offered ? ready : waiting) << row.name;
                if (offered)
                    plan.ready.push_back(s.config.id);
                const bool signs = s.config.signPromotion && s.active;
                plan.needsSignature = plan.needsSignature || signs;
                if (offered && signs)
                    plan.signedFor.push_back(s.config.id);
                plan.pauses = plan.pauses || (offered && s.offeredPauses);
                changing.push_back(s.config.id);
                const PromotionPolicy asks = askedFor(s, model->id);
                plan.needsReason = plan.needsReason || change.any() || asks != PromotionPolicy::Nothing;
                plan.needsBy = plan.needsBy || asks == PromotionPolicy::Verdict;
            }
        }
        plan.rows.push_back(std::move(row));
    }
    if (model)
        plan.change = ModelChange::textAt(snapshot, changing, model->id);
    const QString name = model ? Words::text(model->id) : QString();
    plan.button = ready.isEmpty()     ? (unchanged ? tr("No change") : tr("Nothing chosen"))
                  : ready.size() == 1 ? tr("Put %1 on %2", "model, station").arg(name, ready.front())
                                      : tr("Put %1 on %n station(s)", "model", static_cast<int>(ready.size())).arg(name);
    if (!model)
        plan.summary = tr("The library is empty. Drop a weight file on the window first.");
    else if (!waiting.isEmpty())
        plan.summary = tr("%1 must be checked first at: %2.", "model, stations").arg(name, waiting.join(tr(", ", "between names")));
    else if (ready.isEmpty())
        plan.summary = unchanged ? tr("%1 is on air there already. Choose another model or station.", "model").arg(name)
                                 : tr("Choose at least one station.");
    else if (!answers.mayNot.isEmpty())
        plan.summary = answers.mayNot;
    else if (!plan.change.isEmpty() && !answers.changeIsMeant)
        plan.summary = tr("Labels or input size change. Read what changes and confirm it.");
    else if (plan.needsBy && (answers.by.trimmed().isEmpty() || answers.reason.trimmed().isEmpty()))
        plan.summary = tr("The comparison has not proven that this model is at least as good. Write who answers for it and why; the history keeps both.");
    else if (plan.needsReason && answers.reason.trimmed().isEmpty())
        plan.summary = plan.change.isEmpty() ? tr("Write why this model goes on air; the history keeps it.")
                                             : tr("Labels or input size change. Write why; the history keeps it.");
    else if (plan.needsSignature)
        plan.summary = answers.signatureLacks;
    plan.possible = plan.summary.isEmpty();
    return plan;
}

}  // namespace lineside
