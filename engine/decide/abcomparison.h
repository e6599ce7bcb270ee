// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/abverdict.h"
#include "decide/clumps.h"

#include <optional>
#include <span>
#include <vector>

namespace lineside {

/// All that a comparison has been told, from which what it says follows. Value type.
struct AbMemory {
    Runs past;               ///< of earlier comparisons at the station
    std::int64_t parts = 0;
    std::vector<DiscordantPart> discordant;  ///< of them, by ascending index

    bool operator==(const AbMemory &) const = default;
};

/// An A/B comparison, part by part. It is looked at after every block of parts; the first evidence to suffice decides and is kept. What it says follows from the parts and from what persons said of them
/// alone, not from when they said it: an answer that is taken back is as if it had never been given. Value type; not shared between threads.
class AbComparison {
public:
    /// `past`: discordant parts of earlier comparisons at this station, for how they come in clumps.
    explicit AbComparison(AbLimits limits = {}, Runs past = {}) : m_limits(limits), m_past(past) { restart(); }

    /// The next part that both judged alike.
    void addConcordant() { ++m_parts; extend(); }
    /// The next part that one passed and the other failed. Returns its number among the discordant ones, from 0.
    std::size_t addDiscordant(bool failedByB, Truth truth = Truth::Unknown);
    /// What a person says of a discordant part, or that nobody says anything any more (Unknown).
    void review(std::size_t discordant, Truth truth);

    std::int64_t parts() const noexcept { return m_parts; }
    std::span<const DiscordantPart> discordant() const noexcept { return m_discordant; }
    AbStatus status() const;
    /// These and the earlier ones, for the next comparison.
    Runs runs() const;

    AbMemory memory() const { return {m_past, m_parts, m_discordant}; }
    /// One that has been told this; empty: it is no memory of a comparison.
    static std::optional<AbComparison> recall(AbLimits limits, AbMemory memory);

private:
    struct Side {
        Stream stream = Stream::Escape;
        BlockRule rule;
        BlockRange blocks;
        std::int64_t counted = 0;   ///< parts in `blocks`
        std::size_t next = 0;       ///< discordant parts in them
        RunPlace run = {};          ///< as they left it
        AbBets bets;                ///< on them
        AbDecision decision;
    };
    /// By stream: parts that only one of them judged wrongly, as far as they are reviewed.
    struct Wrong {
        std::int64_t onlyA = 0, onlyB = 0;
    };
    void tally(const DiscordantPart &part, std::int64_t by);
    void restart();
    void extend();
    void extend(Side &side, std::int64_t parts);
    void learnClumps(std::int64_t parts);
    void note(AbPoint point);
    double margin(const Side &side) const noexcept { return side.stream == Stream::Escape ? m_limits.escapeMargin : m_limits.falseRejectMargin; }
    BlockRule ruleOf(const Side &side, int length) const;
    AbStream streamOf(const Side &side, const Wrong &wrong) const;
    AbPoint point() const;

    AbLimits m_limits;
    Runs m_past;
    std::int64_t m_parts = 0;
    std::vector<DiscordantPart> m_discordant;
    Wrong m_escaped, m_rejected;
    std::int64_t m_pending = 0;  ///< discordant parts that nobody has reviewed
    std::int64_t m_onlyAFailed = 0;  ///< of the others: that A failed and B passed
    Side m_escapes, m_falseRejects;
    Runs m_known;               ///< m_past, and of the parts that were looked at
    std::size_t m_knownNext = 0;  ///< discordant parts in it
    double m_clump = 1;
    std::vector<AbPoint> m_curve;
    std::int64_t m_curveEvery = 1, m_sinceCurve = 0;  ///< looks
};

}  // namespace lineside
