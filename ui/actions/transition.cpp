// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transition.h"

#include "actions/modelchange.h"
#include "actions/pausetext.h"
#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "widgets/candidatecard.h"

namespace lineside {

Transition Transition::of(const StationSnapshot &s, const EngineSnapshot &snapshot)
{
    if (!s.offered || s.offered == s.previous || s.offered == s.active)
        return backOf(s, snapshot);
    Transition t;
    t.model = *s.offered;
    const QString model = Words::text(t.model), station = QString::fromStdString(s.config.name);
    const ModelChange change =
        ModelChange::between(s.active ? findModel(snapshot, *s.active) : nullptr, findModel(snapshot, t.model));
    const PromotionPolicy asks = askedFor(s, t.model);
    const bool signs = s.config.signPromotion && s.active;
    if (change.any() || asks != PromotionPolicy::Nothing || s.offeredPauses || signs) {
        t.kind = Kind::Review;
        t.text = tr("Put %1 on %2…", "model, station").arg(model, station);
        t.compact = tr("Put %1 on air…", "model").arg(model);
        t.brief = tr("Put on air…");
        t.reason = s.offeredPauses ? PauseText::before(*s.offeredPauses, station)
                 : change.any()    ? change.text()
                 : asks == PromotionPolicy::Verdict
                     ? tr("This station asks for a verdict of the comparison, or for who answers for the model and why.")
                 : asks == PromotionPolicy::Reason ? tr("This station asks for a reason.")
                                                   : tr("Whoever puts a model on air here signs for it.");
        return t;
    }
    t.kind = Kind::Promote;
    t.text = tr("Put %1 on %2 →", "model, station").arg(model, station);
    t.compact = tr("Put %1 on air", "model").arg(model);
    t.brief = tr("Put on air");
    return t;
}

Transition Transition::backOf(const StationSnapshot &s, const EngineSnapshot &snapshot)
{
    Transition t;
    if (!s.previous) {
        const CandidateSnapshot *candidate = s.candidate ? findCandidate(snapshot, *s.candidate) : nullptr;
        t.text = t.compact = tr("Nothing in preview");
        t.reason = candidate ? tr("%1 is not ready yet. %2.", "file, step")
                                   .arg(QString::fromStdString(candidate->fileName), CandidateCard::stepText(*candidate))
                             : tr("Drop a weight file on this station, or choose a model.");
        return t;
    }
    t.kind = Kind::RollBack;
    t.model = *s.previous;
    const ModelSnapshot *model = findModel(snapshot, t.model);
    const bool resident = model && model->state == ModelState::Ready;
    t.text = resident ? tr("Roll back to %1 →", "model").arg(Words::text(t.model))
                      : tr("Roll back to %1 (loads it first) →", "model").arg(Words::text(t.model));
    t.compact = tr("Roll back to %1", "model").arg(Words::text(t.model));  // which after a roll back is forward again
    t.brief = tr("Roll back");
    if (s.previousPauses && !resident)
        t.reason = PauseText::before(*s.previousPauses, QString::fromStdString(s.config.name));
    return t;
}

Transition Transition::ofB(const std::optional<ModelId> &b, const StationSnapshot &s, const EngineSnapshot &snapshot)
{
    if (b && b == s.previous && s.active)
        return backOf(s, snapshot);
    Transition t;
    const QString station = QString::fromStdString(s.config.name);
    if (b && b == s.offered)
        t = of(s, snapshot);
    const bool review = t.kind == Kind::Review;
    t.text = review ? tr("Promote B…") : tr("Promote B →");
    t.compact = t.text;
    if (t.kind == Kind::Promote) {
        t.reason = s.active ? tr("%1 goes on %2 in place of %3.", "model, station, model").arg(Words::text(*b), station, Words::text(*s.active))
                            : tr("%1 goes on %2.", "model, station").arg(Words::text(*b), station);
    } else if (!review) {
        const ModelSnapshot *model = b ? findModel(snapshot, *b) : nullptr;
        t.reason = !b                                                ? tr("Choose B first.")
                 : b == s.active                                     ? tr("%1 is on air already.", "model").arg(Words::text(*b))
                 : model && model->state == ModelState::Loading      ? tr("%1 is being loaded.", "model").arg(Words::text(*b))
                                                                     : tr("%1 is not in the preview of %2 yet. Put it there first.", "model, station")
                                                                           .arg(Words::text(*b), station);
    }
    return t;
}

}  // namespace lineside
