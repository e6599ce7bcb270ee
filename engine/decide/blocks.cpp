// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/blocks.h"

#include <algorithm>
#include <cmath>

namespace lineside {
namespace {

constexpr int kBlockLength = 20;
constexpr double kSharedBlock = 0.1;  ///< of single discordant parts, where 1 % of all are: they share a block with another one

/// How many outcomes other than 0 a clump makes: fewer than one where clumps share blocks.
double outcomesPerClump(double clump)
{
    return 1 - kSharedBlock / clump;
}

/// What a part may add to its block's outcome, from the best to the worst for B.
struct Range {
    int best = 0, worst = 0;
};

Range outcomeOf(const DiscordantPart &part, Stream stream)
{
    const Truth wrongTruth = stream == Stream::Escape ? Truth::Defective : Truth::Good;
    // Of a defective part the model is wrong that passed it, of a good one the model that failed it.
    const int wrong = part.failedByB == (stream == Stream::FalseReject) ? 1 : -1;
    if (part.truth == Truth::Unknown)
        return {std::min(wrong, 0), std::max(wrong, 0)};
    return part.truth == wrongTruth ? Range{wrong, wrong} : Range{};
}

void count(BlockCounts &counts, int sum)
{
    ++(sum > 0 ? counts.worse : sum < 0 ? counts.better : counts.even);
}

}  // namespace

BlockRule blockRule(double marginPerPart, double clump)
{
    const double perPart = outcomesPerClump(clump) * marginPerPart / clump;
    const int longest = static_cast<int>(std::ceil(0.5 / perPart)) - 1;
    const int length = std::clamp(longest, 1, kBlockLength);
    return {length, perPart * length};
}

void addBlock(BlockRange &range, std::span<const DiscordantPart> ofBlock, Stream stream, std::int64_t before)
{
    Range sum;
    bool goesOn = true;
    for (const DiscordantPart &part : ofBlock) {
        range.pending += part.truth == Truth::Unknown;
        goesOn = goesOn && part.index - before <= kWithinRun;
        before = part.index;
        if (goesOn)
            continue;
        const Range one = outcomeOf(part, stream);
        sum.best += one.best;
        sum.worst += one.worst;
    }
    count(range.best, sum.best);
    count(range.worst, sum.worst);
}

BlockRange countBlocks(std::span<const DiscordantPart> discordant, std::int64_t parts, int length, Stream stream)
{
    const std::int64_t blocks = parts / length;
    BlockRange range;
    std::int64_t seen = 0, before = kNoneBefore;  // blocks with a discordant part
    for (auto part = discordant.begin(); part != discordant.end() && part->index < blocks * length; ++seen) {
        const auto end = std::find_if(part, discordant.end(), [block = part->index / length, length](const DiscordantPart &p) { return p.index / length != block; });
        addBlock(range, {part, end}, stream, before);
        before = (end - 1)->index;
        part = end;
    }
    range.best.even += blocks - seen;
    range.worst.even += blocks - seen;
    return range;
}

}  // namespace lineside
