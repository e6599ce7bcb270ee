// SPDX-License-Identifier: GPL-3.0-or-later
// What people say of the parts that the new model of a canary rejected.
#include "core/localengine.h"

#include <utility>

namespace lineside {

std::vector<RejectReview> LocalEngine::canaryRejects() const
{
    return {};
}

void LocalEngine::reviewReject(std::uint64_t, Truth, Done done, Actor)
{
    post([done = std::move(done)] { done(Error{ErrorCode::Unsupported, "not yet"}); });
}

}  // namespace lineside
