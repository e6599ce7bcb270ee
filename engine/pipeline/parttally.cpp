// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/parttally.h"

namespace lineside {
namespace {

std::int64_t minuteOf(SteadyTime t)
{
    return std::chrono::duration_cast<std::chrono::minutes>(t.time_since_epoch()).count();
}

}  // namespace

std::optional<Judgement> PartTally::add(const Judgement &frame, bool wholeFrame, SteadyTime now)
{
    if (wholeFrame) {
        count(frame, now);
        return frame;
    }
    if (frame.reason != VerdictReason::NoPart && frame.verdict != Verdict::Unknown) {
        const auto kind = static_cast<std::size_t>(frame.verdict);
        m_inPart = true;
        ++m_frames[kind];
        m_lastOf[kind] = frame;
        return std::nullopt;
    }
    if (!m_inPart)
        return std::nullopt;

    const auto frames = [this](Verdict v) { return m_frames[static_cast<std::size_t>(v)]; };
    Verdict verdict = Verdict::Fail;  // the worse wins a tie: fail, unsure, pass
    if (frames(Verdict::Unsure) > frames(verdict))
        verdict = Verdict::Unsure;
    if (frames(Verdict::Pass) > frames(verdict))
        verdict = Verdict::Pass;
    const Judgement part = m_lastOf[static_cast<std::size_t>(verdict)];
    m_inPart = false;
    m_frames = {};
    count(part, now);
    return part;
}

void PartTally::count(const Judgement &part, SteadyTime now)
{
    const std::int64_t number = minuteOf(now);
    Minute &minute = m_minutes[static_cast<std::size_t>(number % 60)];
    if (minute.number != number)
        minute = {number, 0, 0};
    ++minute.parts;
    if (part.verdict == Verdict::Fail)
        ++minute.failed;
}

double PartTally::rejectRate(SteadyTime now) const
{
    const std::int64_t newest = minuteOf(now);
    std::uint64_t parts = 0;
    std::uint64_t failed = 0;
    for (const Minute &minute : m_minutes) {
        if (minute.number < 0 || newest - minute.number >= 60)
            continue;
        parts += minute.parts;
        failed += minute.failed;
    }
    return parts ? static_cast<double>(failed) / static_cast<double>(parts) : 0;
}

}  // namespace lineside
