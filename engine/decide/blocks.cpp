// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/blocks.h"

#include <algorithm>
#include <cmath>

namespace lineside {
namespace {

constexpr int kBlockLength = 20;
constexpr double kLeastDiffer = 0.01;  ///< of the parts, as far as a margin is concerned: how many will is not known when the first few are seen
constexpr double kHighestMargin = 0.49;

/// The mean of the sign of X - Y, Poisson numbers of these means: at most 20.
double meanSign(double x, double y)
{
    constexpr int kMost = 80;
    double ofX = std::exp(-x), ofY = std::exp(-y), fewerX = 0, fewerY = 0, mean = 0;
    for (int n = 0; n < kMost; ++n) {
        mean += ofX * fewerY - ofY * fewerX;
        fewerX += ofX;
        fewerY += ofY;
        ofX *= x / (n + 1);
        ofY *= y / (n + 1);
    }
    return mean;
}

/// What a part may add to its block's outcome.
BlockOutcome outcomeOf(const DiscordantPart &part, Stream stream)
{
    const Truth wrongTruth = stream == Stream::Escape ? Truth::Defective : Truth::Good;
    // Of a defective part the model is wrong that passed it, of a good one the model that failed it.
    const int wrong = part.failedByB == (stream == Stream::FalseReject) ? 1 : -1;
    if (part.truth == Truth::Unknown)
        return {std::min(wrong, 0), std::max(wrong, 0)};
    return part.truth == wrongTruth ? BlockOutcome{wrong, wrong} : BlockOutcome{};
}

int count(BlockCounts &counts, int sum)
{
    ++(sum > 0 ? counts.worse : sum < 0 ? counts.better : counts.even);
    return (sum > 0) - (sum < 0);
}

}  // namespace

double blockMargin(int length, double marginPerPart, double clump, double differing)
{
    const double most = length * marginPerPart / clump;
    const double clumps = length * std::max({differing, marginPerPart, kLeastDiffer}) / clump;  // where B is worse by the margin, so many differ at least
    return std::min(kHighestMargin, meanSign((clumps + most) / 2, (clumps - most) / 2));
}

BlockRule blockRule(double marginPerPart, double clump)
{
    const int longest = static_cast<int>(std::ceil(0.5 * clump / marginPerPart)) - 1;
    const int length = std::clamp(longest, 1, kBlockLength);
    return {length, blockMargin(length, marginPerPart, clump, kLeastDiffer)};
}

BlockOutcome addBlock(BlockRange &range, std::span<const DiscordantPart> ofBlock, Stream stream, int length, RunPlace &run)
{
    BlockOutcome sum;
    for (const DiscordantPart &part : ofBlock) {
        range.pending += part.truth == Truth::Unknown;
        if (part.index - run.last > kWithinRun || part.index - run.began >= length)
            run.began = part.index;
        run.last = part.index;
        const BlockOutcome one = outcomeOf(part, stream);
        range.differing += one.best != 0 || one.worst != 0;
        if (run.began < part.index / length * length)  // in an earlier block
            continue;
        sum.best += one.best;
        sum.worst += one.worst;
    }
    return {count(range.best, sum.best), count(range.worst, sum.worst)};
}

BlockRange countBlocks(std::span<const DiscordantPart> discordant, std::int64_t parts, int length, Stream stream)
{
    const std::int64_t blocks = parts / length;
    BlockRange range;
    std::int64_t seen = 0;  // blocks with a discordant part
    RunPlace run;
    for (auto part = discordant.begin(); part != discordant.end() && part->index < blocks * length; ++seen) {
        const auto end = std::find_if(part, discordant.end(), [block = part->index / length, length](const DiscordantPart &p) { return p.index / length != block; });
        addBlock(range, {part, end}, stream, length, run);
        part = end;
    }
    range.best.even += blocks - seen;
    range.worst.even += blocks - seen;
    return range;
}

}  // namespace lineside
