// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/abcomparison.h"

#include "decide/moreparts.h"

#include <algorithm>

namespace lineside {
namespace {

std::optional<MoreParts> untilDecided(const AbStream &stream)
{
    return stream.state == AbState::AtLeastAsGood ? MoreParts{0, 0, 0} : stream.untilNotWorse;
}

}  // namespace

std::size_t AbComparison::addDiscordant(bool failedByB, Truth truth)
{
    m_discordant.push_back({m_parts, failedByB, truth});
    tally(m_discordant.back(), 1);
    ++m_parts;
    extend();
    return m_discordant.size() - 1;
}

void AbComparison::review(std::size_t discordant, Truth truth)
{
    DiscordantPart &part = m_discordant.at(discordant);
    if (part.truth == truth)
        return;
    tally(part, -1);
    part.truth = truth;
    tally(part, 1);
    if (part.index < std::max(m_escapes.counted, m_falseRejects.counted)) {
        restart();
        extend();
    }
}

std::optional<AbComparison> AbComparison::recall(AbLimits limits, AbMemory memory)
{
    const auto ordered = [](const DiscordantPart &x, const DiscordantPart &y) { return x.index >= y.index; };
    const bool fits = memory.past.runs >= 0 && memory.past.runs <= memory.past.events && memory.past.events <= memory.past.parts && memory.parts >= 0
        && (memory.discordant.empty() || (memory.discordant.front().index >= 0 && memory.discordant.back().index < memory.parts))
        && std::ranges::adjacent_find(memory.discordant, ordered) == memory.discordant.end();
    if (!fits)
        return std::nullopt;
    AbComparison comparison(limits, memory.past);
    comparison.m_parts = memory.parts;
    comparison.m_discordant = std::move(memory.discordant);
    for (const DiscordantPart &part : comparison.m_discordant)
        comparison.tally(part, 1);
    comparison.extend();
    return comparison;
}

// Kept from part to part: a screen asks for the status far more often than a part differs.
void AbComparison::tally(const DiscordantPart &part, std::int64_t by)
{
    m_onlyAFailed += part.truth != Truth::Unknown && !part.failedByB ? by : 0;
    switch (part.truth) {
    case Truth::Unknown: m_pending += by; break;
    case Truth::Defective: (part.failedByB ? m_escaped.onlyA : m_escaped.onlyB) += by; break;
    case Truth::Good: (part.failedByB ? m_rejected.onlyB : m_rejected.onlyA) += by; break;
    case Truth::Even: break;
    }
}

void AbComparison::restart()
{
    m_known = m_past;
    m_knownNext = 0;
    m_clump = clumpLengthSoFar(m_known);
    const auto begin = [this](Stream stream) {
        Side side;
        side.stream = stream;
        side.rule = ruleOf(side, blockRule(margin(side)).length);
        return side;
    };
    m_escapes = begin(Stream::Escape);
    m_falseRejects = begin(Stream::FalseReject);
    m_curve.clear();
    m_curveEvery = 1;
    m_sinceCurve = 0;
}

// Block by block, so that a comparison that is gone through once more after an answer decides where it would have decided with it.
void AbComparison::extend()
{
    const auto end = [](const Side &side) { return side.counted + side.rule.length; };
    for (;;) {
        const std::int64_t parts = std::min(end(m_escapes), end(m_falseRejects));
        if (parts > m_parts)
            return;
        learnClumps(parts);
        extend(m_escapes, parts);
        extend(m_falseRejects, parts);
        note(point());
    }
}

void AbComparison::extend(Side &side, std::int64_t parts)
{
    if (side.counted + side.rule.length > parts)
        return;
    const auto first = m_discordant.begin() + static_cast<std::ptrdiff_t>(side.next);
    const auto last = std::find_if(first, m_discordant.end(), [parts](const DiscordantPart &part) { return part.index >= parts; });
    side.bets.add(addBlock(side.blocks, {first, last}, side.stream, side.rule.length, side.run), side.rule);
    side.next += static_cast<std::size_t>(last - first);
    side.counted = parts;
    side.rule = ruleOf(side, side.rule.length);
    side.decision = decide(side.decision, side.bets.evidence(side.rule), m_limits.alpha);
}

void AbComparison::learnClumps(std::int64_t parts)
{
    bool more = false;
    for (; m_knownNext < m_discordant.size() && m_discordant[m_knownNext].index < parts; ++m_knownNext, more = true) {
        ++m_known.events;
        m_known.runs += m_knownNext == 0 || m_discordant[m_knownNext].index - m_discordant[m_knownNext - 1].index > kWithinRun;
    }
    m_known.parts = m_past.parts + parts;
    if (more)
        m_clump = clumpLengthSoFar(m_known);
}

// Blocks keep the length that they began with: it is the margin alone that a clump changes, and how many parts differ.
BlockRule AbComparison::ruleOf(const Side &side, int length) const
{
    const double differing = static_cast<double>(side.blocks.differing + 1) / static_cast<double>(std::max<std::int64_t>(side.counted, 100));
    return {length, blockMargin(length, margin(side), m_clump, differing)};
}

void AbComparison::note(AbPoint point)
{
    if (++m_sinceCurve < m_curveEvery)
        return;
    m_sinceCurve = 0;
    if (m_curve.size() + 1 == AbStatus::kCurvePoints) {  // half of them, twice as far apart
        std::size_t kept = 0;
        for (std::size_t i = 1; i < m_curve.size(); i += 2)
            m_curve[kept++] = m_curve[i];
        m_curve.resize(kept);
        m_curveEvery *= 2;
    }
    m_curve.push_back(point);
}

AbPoint AbComparison::point() const
{
    const AbEvidence escapes = m_escapes.bets.evidence(m_escapes.rule), falseRejects = m_falseRejects.bets.evidence(m_falseRejects.rule);
    return {std::max(m_escapes.counted, m_falseRejects.counted), std::min(escapes.notWorse, falseRejects.notWorse), std::max(escapes.worse, falseRejects.worse)};
}

AbStream AbComparison::streamOf(const Side &side, const Wrong &wrong) const
{
    AbStream stream;
    stream.state = side.decision.state;
    stream.contradicted = side.decision.contradicted;
    const AbEvidence evidence = side.bets.evidence(side.rule);
    stream.logNotWorse = evidence.notWorse;
    stream.logWorse = evidence.worse;
    stream.onlyA = wrong.onlyA;
    stream.onlyB = wrong.onlyB;
    stream.untilNotWorse = morePartsUntilNotWorse(side.blocks.worst, evidence.notWorse, side.rule, m_limits.alpha);
    stream.untilWorse = morePartsUntilWorse(side.blocks.best, evidence.worse, side.rule, m_limits.alpha);
    return stream;
}

AbStatus AbComparison::status() const
{
    AbStatus status;
    status.limits = m_limits;
    status.escapes = streamOf(m_escapes, m_escaped);
    status.falseRejects = streamOf(m_falseRejects, m_rejected);
    status.state = together(status.escapes.state, status.falseRejects.state);
    status.contradicted = status.escapes.contradicted || status.falseRejects.contradicted;
    const AbPoint now = point();
    status.logNotWorse = now.logNotWorse;
    status.logWorse = now.logWorse;
    status.parts = m_parts;
    status.discordant = std::ssize(m_discordant);
    status.pending = m_pending;
    status.onlyAFailed = m_onlyAFailed;
    status.clump = m_clump;
    if (status.state == AbState::Open)
        status.more = sooner(later(untilDecided(status.escapes), untilDecided(status.falseRejects)), sooner(status.escapes.untilWorse, status.falseRejects.untilWorse));
    status.curve = m_curve;
    return status;
}

Runs AbComparison::runs() const
{
    std::vector<std::int64_t> indices;
    for (const DiscordantPart &part : m_discordant)
        indices.push_back(part.index);
    Runs all = m_past;
    all.add(runsOf(indices, m_parts));
    return all;
}

}  // namespace lineside
