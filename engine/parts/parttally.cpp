// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/parttally.h"

#include <cmath>
#include <utility>

namespace lineside {
namespace {

std::int64_t minuteOf(SteadyTime t)
{
    return std::chrono::duration_cast<std::chrono::minutes>(t.time_since_epoch()).count();
}

/// y ln(y/z), and its limit 0 at y = 0.
double entropyTerm(double y, double z)
{
    return y > 0 ? y * std::log(y / z) : 0;
}

/// What a detector gives at most as it is set up: room for it is there from the first part on.
constexpr std::size_t kUsualBoxes = 300;

/// In the memory that an earlier part had.
void keep(const Judgement &frame, const PartTally::Seen &seen, FinishedPart &part)
{
    part.judgement = frame;
    part.boxes.reserve(kUsualBoxes);
    part.boxes.assign(seen.boxes.begin(), seen.boxes.end());
    part.labels = seen.labels;
    part.modelSha256 = seen.modelSha256;
}

}  // namespace

bool surelyAbove(std::uint64_t failed, std::uint64_t parts, double limit)
{
    constexpr double kByChance = 1.0 / 200;
    if (parts == 0 || limit <= 0 || limit >= 1)
        return false;
    const double n = static_cast<double>(parts);
    const double share = static_cast<double>(failed) / n;
    return share > limit && n * (entropyTerm(share, limit) + entropyTerm(1 - share, 1 - limit)) > -std::log(kByChance);
}

const Judgement *PartTally::add(const Judgement &frame, bool wholeFrame, SteadyTime now, const Seen &seen, const FramePtr &picture, const JudgedFramePtr &whole)
{
    if (wholeFrame) {
        keep(frame, seen, m_finished);
        m_picture = picture;
        m_whole = whole;
        count(m_finished.judgement, now);
        return &m_finished.judgement;
    }
    if (frame.reason != VerdictReason::NoPart && frame.verdict != Verdict::Unknown) {
        m_frames.add(frame.verdict);
        keep(frame, seen, m_lastOf[static_cast<std::size_t>(frame.verdict)]);
        m_pictureOf[static_cast<std::size_t>(frame.verdict)] = picture;
        m_wholeOf[static_cast<std::size_t>(frame.verdict)] = whole;
        return nullptr;
    }
    if (m_frames.none())
        return nullptr;
    std::swap(m_finished, m_lastOf[static_cast<std::size_t>(m_frames.verdict())]);
    m_picture = std::move(m_pictureOf[static_cast<std::size_t>(m_frames.verdict())]);
    m_whole = std::move(m_wholeOf[static_cast<std::size_t>(m_frames.verdict())]);
    dropPart();
    count(m_finished.judgement, now);
    return &m_finished.judgement;
}

void PartTally::dropPart()
{
    m_frames = {};
    m_pictureOf = {};
    m_wholeOf = {};
    for (FinishedPart &part : m_lastOf) {
        part.labels = nullptr;  // of a model that may leave the memory
        part.modelSha256 = nullptr;
    }
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

    const Sum hour = lastHour(now);
    m_high = surelyAbove(hour.failed, hour.parts, m_limit) || (m_high && rejectRate(now) > m_limit);
}

PartTally::Sum PartTally::lastHour(SteadyTime now) const
{
    const std::int64_t newest = minuteOf(now);
    Sum sum;
    for (const Minute &minute : m_minutes) {
        if (minute.number < 0 || newest - minute.number >= 60)
            continue;
        sum.parts += minute.parts;
        sum.failed += minute.failed;
    }
    return sum;
}

double PartTally::rejectRate(SteadyTime now) const
{
    const Sum hour = lastHour(now);
    return hour.parts ? static_cast<double>(hour.failed) / static_cast<double>(hour.parts) : 0;
}

}  // namespace lineside
