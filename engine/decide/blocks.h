// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/clumps.h"
#include "lineside/comparison.h"

#include <cstdint>
#include <span>

namespace lineside {

/// A part that one of two models passed and the other one failed. Value type.
struct DiscordantPart {
    std::int64_t index = 0;  ///< among the station's parts that both judged, from 0
    bool failedByB = false;  ///< else A failed it
    Truth truth = Truth::Unknown;

    bool operator==(const DiscordantPart &) const = default;
};

/// The ways to be wrong, decided apart: a defective part that was passed, a good one that was failed.
enum class Stream { Escape, FalseReject };

/// How parts are put together for one stream: neighbours are alike (a bad batch, a change of light), so that blocks of them are counted. Value type.
struct BlockRule {
    int length = 20;      ///< parts
    double margin = 0.09; ///< how much worse B may be: the mean outcome of a block, in (0, 0.5)
};

/// What the margin of a block of `length` parts is: the mean of its outcome where B judges `marginPerPart` more of the parts wrongly than A, in (0, 0.5], and one of both alone `differing` of them, taken for 1 % at least. Clumps
/// count once each, so that it is length * marginPerPart / clump at most, and less the more of them share a block: the mean sign of the difference of two Poisson numbers. `clump`: the mean length
/// of a clump of discordant parts, at least 1 (`clumpLengthSoFar`). Pure.
double blockMargin(int length, double marginPerPart, double clump, double differing);

/// The rule for a station where 1 % of the parts differ. Blocks have 20 parts, or as many less as keep the margin below 0.5.
BlockRule blockRule(double marginPerPart, double clump = 1);

/// Blocks by their outcome, the sign of what the parts of a block add up to: +1 for each that only B judged wrongly, -1 for each that only A did. Value type.
struct BlockCounts {
    std::int64_t worse = 0;   ///< outcome +1: B was wrong more often
    std::int64_t even = 0;
    std::int64_t better = 0;  ///< outcome -1

    std::int64_t all() const noexcept { return worse + even + better; }
    bool operator==(const BlockCounts &) const = default;
};

/// Outcomes where parts wait for a person: as bad and as good for B as they may turn out. Value type.
struct BlockRange {
    BlockCounts worst, best;
    std::int64_t pending = 0;  ///< parts of this stream's complete blocks that nobody has reviewed
    std::int64_t differing = 0;  ///< parts of these blocks that one model alone judged wrongly, or may have
};

/// The outcome of one block, as good and as bad for B as it may turn out: +1, 0 or -1. Value type.
struct BlockOutcome {
    int best = 0, worst = 0;
};

/// The run that the last discordant part belongs to, or the piece of it where it is longer than a block. Value type.
struct RunPlace {
    std::int64_t began = -1 - kWithinRun, last = -1 - kWithinRun;  ///< indices; of no part, in no run with the first one
};

/// Adds one complete block of `length` parts with these discordant ones, which may be none; `run`: as the discordant parts before them left it, and then as these do. Returns its outcome. A run counts in the block in which it began: what
/// goes on with one from an earlier block adds nothing to this one's outcome. Else one clump would be two outcomes, always the same, and who bets on them would win twice. What goes on for longer than a block is
/// no clump any more: each `length` parts of it count anew, so that a model that differs in every part is decided about. A part that nobody
/// has reviewed may be wrong in one stream by one model only: what B passed and A failed is an escape of B's or a false reject of A's. Pure.
BlockOutcome addBlock(BlockRange &range, std::span<const DiscordantPart> ofBlock, Stream stream, int length, RunPlace &run);

/// The blocks of the first `parts` parts that are complete. `discordant`: those of them on which the models differ, by ascending index, each once. Pure.
BlockRange countBlocks(std::span<const DiscordantPart> discordant, std::int64_t parts, int length, Stream stream);

}  // namespace lineside
