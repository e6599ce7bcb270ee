// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/canarypast.h"

#include "parts/judgedpart.h"
#include "record/verdictreader.h"

#include <algorithm>

namespace lineside {

Result<StationPasts> readPasts(const std::filesystem::path &record, std::span<const StationId> stations, std::span<const StationId> controls, const std::map<StationId, ModelId> &judges)
{
    std::vector<CanaryPart> history;
    auto reader = VerdictReader::open(record);
    if (!reader && reader.error().code != ErrorCode::NotFound)
        return reader.error();
    // A belt that is quicker than the others has more parts in the time of as many rounds.
    for (const auto &[station, model] : judges) {
        const auto parts = reader ? reader->lastOutcomes(station, model, 2 * kRoundsBefore) : Result<std::vector<PartOutcome>>(std::vector<PartOutcome>());
        if (!parts)
            return parts.error();
        for (const PartOutcome &part : *parts) {
            if (part.verdict != Verdict::Unknown)
                history.push_back({station, part.at, JudgedPart::fails(part.verdict), part.nothingFound, {}});
        }
    }
    std::ranges::stable_sort(history, {}, &CanaryPart::at);
    StationPasts pasts;
    for (const StationId &station : stations)
        pasts.emplace_back(station, learnPast(station, controls, history));
    return pasts;
}

Result<void> checkPasts(const std::filesystem::path &record, const std::map<StationId, ModelId> &judges)
{
    auto reader = VerdictReader::open(record);
    if (!reader && reader.error().code != ErrorCode::NotFound)
        return reader.error();
    for (const auto &[station, model] : judges) {
        const auto parts = reader ? reader->lastOutcomes(station, model, kLeastBefore) : Result<std::vector<PartOutcome>>(std::vector<PartOutcome>());
        if (!parts)
            return parts.error();
        if (parts->size() < kLeastBefore)
            return Error{ErrorCode::NotReady, station + " has judged " + std::to_string(parts->size()) + " parts with " + model.text() + ", " + std::to_string(kLeastBefore) + " must be known to see what is usual there"};
    }
    return {};
}

}  // namespace lineside
