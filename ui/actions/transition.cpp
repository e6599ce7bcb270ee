// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transition.h"

#include "bridge/enginebridge.h"
#include "widgets/candidatecard.h"
#include "widgets/format.h"

namespace lineside {

Transition Transition::of(const StationSnapshot &s, const EngineSnapshot &snapshot)
{
    if (!s.offered || s.offeredIsPrevious || s.offered == s.active)
        return backOf(s, snapshot);
    Transition t;
    t.kind = Kind::Promote;
    t.model = *s.offered;
    t.text = tr("Put %1 on %2 →", "model, station").arg(Format::model(t.model), QString::fromStdString(s.config.name));
    t.compact = tr("Put %1 on air", "model").arg(Format::model(t.model));
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
