// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transition.h"

#include "actions/modelchange.h"
#include "bridge/enginebridge.h"
#include "widgets/candidatecard.h"
#include "widgets/format.h"

namespace lineside {

Transition Transition::of(const StationSnapshot &s, const EngineSnapshot &snapshot)
{
    if (!s.offered || s.offered == s.previous || s.offered == s.active)
        return backOf(s, snapshot);
    Transition t;
    t.model = *s.offered;
    const QString model = Format::model(t.model), station = QString::fromStdString(s.config.name);
    const ModelChange change =
        ModelChange::between(s.active ? findModel(snapshot, *s.active) : nullptr, findModel(snapshot, t.model));
    if (change.any()) {
        t.kind = Kind::Review;
        t.text = tr("Put %1 on %2…", "model, station").arg(model, station);
        t.compact = tr("Put %1 on air…", "model").arg(model);
        t.reason = change.text();
        return t;
    }
    t.kind = Kind::Promote;
    t.text = tr("Put %1 on %2 →", "model, station").arg(model, station);
    t.compact = tr("Put %1 on air", "model").arg(model);
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
    t.text = resident ? tr("Roll back to %1 →", "model").arg(Format::model(t.model))
                      : tr("Roll back to %1 (loads it first) →", "model").arg(Format::model(t.model));
    t.compact = tr("Roll back");
    return t;
}

}  // namespace lineside
