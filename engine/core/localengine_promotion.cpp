// SPDX-License-Identifier: GPL-3.0-or-later
// A model goes on air: what the station asks for first, and what the history keeps of it.
#include "core/jointcomparisons.h"
#include "core/localengine.h"
#include "core/promotionlack.h"
#include "model/vetting.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace lineside {

PromotionEvidence LocalEngine::evidenceOf(const ComparisonSnapshot &compared)
{
    if (const auto &joint = compared.joint; joint && joint->proves() && !compared.provesAlone())
        return {joint->state, joint->contradicted, compared.countsObjects, joint->parts, joint->discordant, joint->pending, joint->logNotWorse, joint->logWorse, joint->limits, joint->seen,
                static_cast<int>(joint->stations.size())};
    const AbStatus &v = compared.verdict;
    return {v.state, v.contradicted, compared.countsObjects, v.parts, v.discordant, v.pending, v.logNotWorse, v.logWorse, v.limits, compared.seen};
}

std::optional<ComparisonSnapshot> LocalEngine::comparedAt(const Station &at, const ModelId &model) const
{
    std::vector<std::pair<const Station *, ComparisonSnapshot>> compared;
    for (const auto &s : m_stations) {
        if (auto running = s->pipeline->comparisonWith(model))
            compared.emplace_back(s.get(), std::move(*running));
    }
    std::vector<RunningComparison> running;
    for (auto &[s, comparison] : compared) {
        if (const ModelHandle active = s->pipeline->active())
            running.push_back({&s->config, active->id, model, &comparison});
    }
    takeTogether(running);
    const auto here = std::ranges::find_if(compared, [&](const auto &c) { return c.first == &at; });
    return here == compared.end() ? std::nullopt : std::optional(std::move(here->second));
}

void LocalEngine::promote(const StationId &stationId, const ModelId &model, Done done, PromotionNote note)
{
    post([this, stationId, model, done = std::move(done), note = std::move(note)]() mutable {
        Station *s = station(stationId);
        if (!s)
            return done(Error{ErrorCode::NotFound, stationId});
        if (const auto held = heldByCanary(stationId))
            return done(*held);
        const bool pauses = s->offeredPauses && s->desired.offered == model;
        if (!pauses && (!s->offered || s->offered->id != model))
            return done(Error{ErrorCode::NotReady, model.text() + " is not ready at this station"});
        if (s->pause)
            return done(Error{ErrorCode::Busy, stationId + " waits for a model that is being loaded"});
        const auto compared = comparedAt(*s, model);
        const bool inPlaceOfAnother = s->desired.active.has_value();
        if (const auto lack = lackOf(note, stationId, {asked(s->config.promotion, inPlaceOfAnother, compared && compared->proves()), inPlaceOfAnother && s->config.signPromotion}))
            return done(*lack);
        if (const auto refusal = checkSignatureOf(model, *s))  // keys and contract may have changed since the offer
            return done(refused(stationId, model, *refusal, {note.by, note.role}));
        const auto stored = pauses ? m_store.find(model) : std::nullopt;
        if (pauses && !stored)
            return done(Error{ErrorCode::NotFound, model.text()});
        if (const auto refusal = stored ? checkContract(networkOf(*stored), s->config.contract) : std::nullopt)
            return done(refused(stationId, model, *refusal, {note.by, note.role}));
        if (!pauses && !passedGolden(*s, model)) {  // one was kept since the offer, or the engine has started since
            return withGolden(stationId, s->offered, nullptr, {}, [this, stationId, model, done, note](std::optional<Refusal> refusal) {
                if (refusal)
                    return done(refused(stationId, model, *refusal, {note.by, note.role}));
                promote(stationId, model, done, note);
            });
        }
        Promotion promotion{std::move(note), compared ? std::optional(evidenceOf(*compared)) : std::nullopt, {}};
        if (pauses)
            return changeAfterRelease(*s, model, s->offeredPauses->expectedMs, false, std::move(done), std::move(promotion));
        if (const auto refusal = checkLoaded(*s->offered, s->config.contract))
            return done(refused(stationId, model, *refusal, {promotion.note.by, promotion.note.role}));
        switchTo(*s, s->offered, false, std::move(done), std::move(promotion));
    });
}

}  // namespace lineside
