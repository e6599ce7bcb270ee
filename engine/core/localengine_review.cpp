// SPDX-License-Identifier: GPL-3.0-or-later
// What people say of the parts on which two models differ.
#include "access/people.h"
#include "core/localengine.h"

#include <utility>

namespace lineside {

void LocalEngine::review(const StationId &stationId, std::uint64_t part, Truth truth, Done done, std::string by)
{
    post([this, stationId, part, opinion = ReviewOpinion{std::move(by), truth}, done = std::move(done)]() mutable {
        const Station *s = station(stationId);
        if (!s)
            return done(Error{ErrorCode::NotFound, stationId});
        if (s->config.reviewers > 1 && opinion.by.empty())
            return done(Error{ErrorCode::ReasonMissing, "two people have to say the same at " + stationId + ": who says it?"});
        if (const auto name = opinion.by.empty() ? Result<void>() : checkPersonName(opinion.by); !name)
            return done(name.error());
        if (!s->pipeline->review(part, std::move(opinion), s->config.reviewers))
            return done(Error{ErrorCode::NotFound, stationId});
        done({});
    });
}

}  // namespace lineside
