// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/linescene.h"

namespace lineside::test {

inline const ModelId kA{"line", 1}, kB{"line", 2}, kDamaged{"line", 9};

/// Two stations that run A; B, one without the label Cap and a damaged one in the library.
inline void fillScene(FakeEngine &engine)
{
    engine.addModel(kA);
    engine.addModel(kB);
    engine.addModel(kBlind, {"Bottle", "Label"}).state = ModelState::Offline;
    engine.addModel(kDamaged).state = ModelState::Damaged;
    for (const char *number : {"1", "2"}) {
        StationSnapshot &s = engine.addStation(std::string("station-") + number, std::string("Station ") + number);
        s.active = kA;
        s.p50Ms = 11.8;
        s.p99Ms = 14.2;
    }
    engine.publish();
}

/// A frame judged by both: A sees bottle, cap and label; B misses the cap where it `differs`.
inline ComparedFramePtr comparedFrame(std::uint64_t sequence, bool differs, std::chrono::milliseconds ago = {})
{
    const FramePtr frame = makeFrame(sequence, 320, 180, 0x707478, std::chrono::steady_clock::now() - ago);
    const std::string bottle = "Bottle 0.97 @120,20 60x150\nLabel 0.88 @126,90 48x50\n";
    auto compared = std::make_shared<ComparedFrame>();
    compared->active = makeJudged(frame, bottle + "Cap 0.91 @138,22 24x20", kA, Verdict::Pass);
    compared->shadow = makeJudged(frame, differs ? bottle : bottle + "Cap 0.86 @139,22 24x20", kB,
                                  differs ? Verdict::Fail : Verdict::Pass);
    compared->difference = differs ? Difference::Verdict : Difference::None;
    return compared;
}

/// A comparison over recorded pictures that came to `report`.
inline OfflineJobPtr ended(std::uint64_t number, std::shared_ptr<const OfflineReport> report)
{
    auto job = std::make_shared<OfflineJob>();
    job->number = number;
    job->request = report->request;
    job->report = std::move(report);
    return job;
}

}  // namespace lineside::test
