// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/verdictreader.h"
#include "record/verdictwriter.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lineside::test {

/// A moment of one day, in seconds from 2026-03-01 00:00 UTC.
inline WallTime second(double s)
{
    return wallTimeOf(1'772'323'200'000'000 + static_cast<std::int64_t>(s * 1e6));
}

/// A part that a model of that version judged; `boxes` of them.
inline FinishedPart partAt(double s, Verdict verdict = Verdict::Pass, int version = 1, int boxes = 1)
{
    FinishedPart part;
    part.at = second(s);
    part.judgement = {verdict, verdict == Verdict::Fail ? VerdictReason::MissingLabel : VerdictReason::None, verdict == Verdict::Fail ? "Cap" : "", {"line", version}};
    part.labels = std::make_shared<const Labels>(Labels{"Bottle", "Cap"});
    for (int i = 0; i < boxes; ++i)
        part.boxes.push_back({{10.25f + static_cast<float>(i), 20, 40.5f, 60}, 0.9f, i % 2});
    part.modelSha256 = std::make_shared<const std::string>(std::string(64, static_cast<char>('a' + version)));
    return part;
}

/// "1 pass line-v1, 2 fail line-v1": a station's parts as the record has them.
inline std::string inRecord(const std::filesystem::path &file, const StationId &station = "a")
{
    auto reader = VerdictReader::open(file);
    if (!reader)
        return toString(reader.error().code);
    const auto page = reader->verdictsBetween(station, second(-1e6), second(1e6), 100000);
    if (!page)
        return page.error().detail;
    std::string words;
    for (const VerdictRecord &r : page->verdicts)
        words += (words.empty() ? "" : ", ") + std::to_string(r.part) + ' ' + toString(r.verdict) + ' ' + r.model.text();
    return words;
}

/// "a 5.0-9.0 s 3 not_written": station, from, to, how many, why.
inline std::string gapsIn(const std::filesystem::path &file)
{
    auto reader = VerdictReader::open(file);
    if (!reader)
        return toString(reader.error().code);
    const auto gaps = reader->gapsBetween({}, WallTime(), WallTime::max());
    if (!gaps)
        return gaps.error().detail;
    std::string words;
    const auto seconds = [](WallTime t) { return std::to_string((microsecondsOf(t) - microsecondsOf(second(0))) / 1'000'000); };
    for (const RecordGap &gap : *gaps) {
        words += (words.empty() ? "" : ", ") + (gap.station.empty() ? std::string("all") : gap.station) + ' ' + seconds(gap.from) + '-' + seconds(gap.to) + " s "
                 + (gap.parts ? std::to_string(*gap.parts) : "?") + ' ' + toString(gap.reason);
    }
    return words;
}

}  // namespace lineside::test
