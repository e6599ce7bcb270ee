// SPDX-License-Identifier: GPL-3.0-or-later
// A canary after a restart: it goes on where it was, and what was decided and cut off is carried out.
#include "core/localengine.h"
#include "store/canaryjson.h"
#include "store/checksum.h"
#include "store/files.h"

#include <algorithm>

namespace lineside {

void LocalEngine::readCanary(DesiredState &state)
{
    const std::filesystem::path file = m_parts.dataDir / "canary.json";
    const auto text = readSmallFile(file, kMostCanaryBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return;
    Result<SavedCanary> saved = text ? canaryFrom(*text) : Result<SavedCanary>(text.error());
    if (const auto whole = text ? verifyChecksum(*text, ChecksumForm::OneLine) : Result<void>(); !whole)
        saved = whole.error();
    if (!saved) {
        std::error_code ignored;
        std::filesystem::rename(file, m_parts.dataDir / "canary.damaged.json", ignored);
        record({0, {}, EventKind::NotRead, {}, {}, {}, "canary.json", {}, {}, saved.error().detail});
        return;
    }
    m_canary.emplace(CanaryRun{saved->progress, *CanaryGuard::recall(saved->progress.plan.guard, saved->guard), {}, false, {}, {}, {}, std::move(saved->grounds), std::move(saved->still), std::move(saved->latencyBefore)});
    if (!saved->carriedOut)
        carryOutAgain(state);
}

// The program ended between what was decided and its last station: what was decided holds.
void LocalEngine::carryOutAgain(DesiredState &state)
{
    const CanaryProgress &p = m_canary->progress;
    const bool back = p.state == CanaryState::RolledBack || p.state == CanaryState::Aborted;
    for (const CanaryStation &seat : p.stations) {
        const auto desired = state.find(seat.station);
        if (desired == state.end() || seat.step >= p.begun || desired->second.active != (back ? p.model : seat.before))
            continue;
        DesiredModels &models = desired->second;
        models.active = back ? seat.before : p.model;
        models.previous = back ? std::nullopt : std::optional(seat.before);
        if (p.plan.guard.shadow)
            models.shadow = models.previous;
        HistoryEvent event;
        event.kind = back ? EventKind::RolledBack : EventKind::Promoted;
        event.station = seat.station;
        event.from = back ? p.model : seat.before;
        event.to = models.active;
        event.canary = m_canary->note();
        if (!back) {
            const PromotionNote &note = m_canary->grounds.note;
            event.detail = note.reason;
            event.by = note.by;
            event.role = note.role;
            event.signedBy = note.signature;
            event.evidence = evidenceAt(seat.station);
        }
        record(std::move(event));
    }
}

void LocalEngine::resumeCanary()
{
    if (!m_canary)
        return;
    CanaryRun &run = *m_canary;
    if (run.underWay()) {
        std::string why;
        for (const CanaryStation &seat : run.progress.stations) {
            const Station *s = station(seat.station);
            if (!s || s->desired.active != (seat.step < run.progress.begun ? run.progress.model : seat.before))
                why = seat.station + (s ? " does not have its model any more" : " is not there any more");
        }
        if (m_safeMode)
            why = "safe mode";
        if (!why.empty())
            abortCanary({}, why);
    }
    if (run.watches()) {
        run.preparing = true;
        const auto number = ++m_canaryNumber;
        const auto wanted = [this, number] { return m_canaryNumber == number; };
        withModel(run.progress.model, LoadCause::Start, nullptr, {wanted, [this, number](Result<ModelHandle, Refusal> handle) {
            if (m_canaryNumber != number || !m_canary)
                return;
            m_canary->preparing = false;
            if (handle)
                m_canary->model = *handle;
            else
                abortCanary({}, "the model cannot be loaded any more: " + handle.error().detail);
        }});
    }
    m_canaryWatches = run.watches();
    keepRejects();  // the pictures of before are gone, the answers are not
    saveCanary(Recorder::CanaryWord::CarriedOut);
    showCanary();
}

}  // namespace lineside
