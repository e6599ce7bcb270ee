// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/promotionlack.h"

#include "base/electronicsignature.h"

#include <string_view>

namespace lineside {
namespace {

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::optional<Error> lackOf(const PromotionNote &note, const StationId &station, PromotionDemand asked)
{
    if (note.reason.size() > PromotionNote::kMaxReason || note.by.size() > PromotionNote::kMaxBy)
        return Error{ErrorCode::InvalidInput, "a reason takes " + std::to_string(PromotionNote::kMaxReason) + " bytes at most, a name " + std::to_string(PromotionNote::kMaxBy)};
    if (note.signature && !isSignature(*note.signature))
        return Error{ErrorCode::InvalidInput, "a signature has a name of at most " + std::to_string(PromotionNote::kMaxBy) + " bytes and a meaning of at most " + std::to_string(kMaxMeaning)};
    if (asked.policy == PromotionPolicy::Verdict && (isBlank(note.reason) || isBlank(note.by)))
        return Error{ErrorCode::VerdictMissing, "no model goes on air at " + station + " without a verdict, or a name and a reason"};
    if (asked.policy == PromotionPolicy::Reason && isBlank(note.reason))
        return Error{ErrorCode::ReasonMissing, "no model goes on air at " + station + " without a reason"};
    if (asked.signature && !note.signature)
        return Error{ErrorCode::SignatureMissing, station};
    return std::nullopt;
}

}  // namespace lineside
