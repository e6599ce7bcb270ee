// SPDX-License-Identifier: GPL-3.0-or-later
// A model goes on air: what the station asks for first, and what the history keeps of it.
#include "core/localengine.h"
#include "model/vetting.h"

#include <string_view>
#include <utility>

namespace lineside {
namespace {

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::optional<ErrorCode> lackOf(const PromotionNote &note, PromotionPolicy asked)
{
    if (asked == PromotionPolicy::Verdict && (isBlank(note.reason) || isBlank(note.by)))
        return ErrorCode::VerdictMissing;
    if (asked == PromotionPolicy::Reason && isBlank(note.reason))
        return ErrorCode::ReasonMissing;
    return std::nullopt;
}

PromotionEvidence evidenceOf(const ComparisonSnapshot &compared)
{
    const AbStatus &v = compared.verdict;
    return {v.state, v.contradicted, compared.countsObjects, v.parts, v.discordant, v.pending, v.logNotWorse, v.logWorse, v.limits};
}

}  // namespace

void LocalEngine::promote(const StationId &stationId, const ModelId &model, Done done, PromotionNote note)
{
    post([this, stationId, model, done = std::move(done), note = std::move(note)]() mutable {
        Station *s = station(stationId);
        if (!s)
            return done(Error{ErrorCode::NotFound, stationId});
        const bool pauses = s->offeredPauses && s->desired.offered == model;
        if (!pauses && (!s->offered || s->offered->id != model))
            return done(Error{ErrorCode::NotReady, model.text() + " is not ready at this station"});
        if (s->pause)
            return done(Error{ErrorCode::Busy, stationId + " waits for a model that is being loaded"});
        const auto compared = s->pipeline->comparisonWith(model);
        if (note.reason.size() > PromotionNote::kMaxReason || note.by.size() > PromotionNote::kMaxBy)
            return done(Error{ErrorCode::InvalidInput, "a reason takes " + std::to_string(PromotionNote::kMaxReason) + " bytes at most, a name " + std::to_string(PromotionNote::kMaxBy)});
        if (const auto lack = lackOf(note, asked(s->config.promotion, s->desired.active.has_value(), compared && compared->proves())))
            return done(Error{*lack, "no model goes on air at " + stationId + " without " + (*lack == ErrorCode::ReasonMissing ? "a reason" : "a verdict, or a name and a reason")});
        if (const auto refusal = checkSignatureOf(model, *s))  // keys and contract may have changed since the offer
            return done(refused(stationId, model, *refusal));
        const auto stored = pauses ? m_store.find(model) : std::nullopt;
        if (pauses && !stored)
            return done(Error{ErrorCode::NotFound, model.text()});
        if (const auto refusal = stored ? checkContract(networkOf(*stored), s->config.contract) : std::nullopt)
            return done(refused(stationId, model, *refusal));
        Promotion promotion{std::move(note), compared ? std::optional(evidenceOf(*compared)) : std::nullopt};
        if (pauses)
            return changeAfterRelease(*s, model, s->offeredPauses->expectedMs, false, std::move(done), std::move(promotion));
        if (const auto refusal = checkLoaded(*s->offered, s->config.contract))
            return done(refused(stationId, model, *refusal));
        switchTo(*s, s->offered, false, std::move(done), std::move(promotion));
    });
}

}  // namespace lineside
