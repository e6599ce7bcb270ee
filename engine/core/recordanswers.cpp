// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recordanswers.h"

#include "record/verdictreader.h"

#include <utility>

namespace lineside {
namespace {

RecordedUse usedAt(const StationId &station, const ModelUse &use)
{
    return {station, use.model, use.sha256, {}, use.first, use.last, use.counts.passed, use.counts.failed, use.counts.unsure, use.counts.unknown};
}

Result<void> judged(VerdictReader &reader, const RecordQuestion &question, RecordAnswer &answer)
{
    auto stations = question.station.empty() ? reader.stations() : Result<std::vector<StationId>>({question.station});
    if (!stations)
        return stations.error();
    for (const StationId &station : *stations) {
        const auto uses = reader.modelsBetween(station, question.from, question.to);
        if (!uses)
            return uses.error();
        for (const ModelUse &use : *uses)
            answer.uses.push_back(usedAt(station, use));
    }
    return {};
}

Result<void> touched(VerdictReader &reader, const RecordQuestion &question, RecordAnswer &answer)
{
    const auto touches = reader.touchedBy(*question.touched);
    if (!touches)
        return touches.error();
    for (const ModelTouch &touch : *touches) {
        if (!question.station.empty() && touch.station != question.station)
            continue;
        RecordedUse use = usedAt(touch.station, touch.use);
        use.lot = touch.lot;
        answer.uses.push_back(std::move(use));
    }
    return {};
}

}  // namespace

Result<RecordAnswer> answerFromRecord(const std::filesystem::path &file, const RecordQuestion &question)
{
    auto reader = VerdictReader::open(file);
    if (!reader)
        return reader.error();
    RecordAnswer answer;
    if (auto done = question.touched ? touched(*reader, question, answer) : judged(*reader, question, answer); !done)
        return done.error();
    const auto gaps = question.touched ? reader->gapsBetween(question.station, WallTime::min(), WallTime::max()) : reader->gapsBetween(question.station, question.from, question.to);
    if (!gaps)
        return gaps.error();
    answer.gaps = gaps->size();
    for (const RecordGap &gap : *gaps)
        answer.missing += gap.parts.value_or(0);
    return answer;
}

}  // namespace lineside
