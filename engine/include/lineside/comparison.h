// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace lineside {

/// How much worse B may judge than A, and how often that may be decided wrongly. Value type.
struct AbLimits {
    double escapeMargin = 0.001;       ///< share of parts, more than A's, that B may pass though they are defective
    double falseRejectMargin = 0.005;  ///< that B may fail though they are good
    double alpha = 0.01;               ///< chance of a wrong decision, of each of the two

    bool operator==(const AbLimits &) const = default;
};

/// What a verdict must have seen besides parts: no statistic knows of lots that have not come yet. Value type.
struct CoverageLimits {
    int leastLots = 3;   ///< where the station tells its lots; 0: none are asked for
    int leastHours = 8;  ///< of the clock with a part in them, where it tells none; 0: none are asked for

    bool operator==(const CoverageLimits &) const = default;
};

/// What was seen of that. Value type.
struct CoverageSeen {
    std::int64_t lots = 0;   ///< different ones
    std::int64_t hours = 0;  ///< hours of the clock with a part in them

    bool operator==(const CoverageSeen &) const = default;
};

/// Where any lot was told lots count, else hours.
constexpr bool isCovered(const CoverageSeen &seen, const CoverageLimits &asked) noexcept
{
    return seen.lots > 0 && asked.leastLots > 0 ? seen.lots >= asked.leastLots : seen.hours >= asked.leastHours;
}

/// What a part was in truth, as a person said.
enum class Truth {
    Unknown,    ///< nobody has said yet
    Good,
    Defective,
    Even,       ///< both verdicts can be defended, or neither: the part speaks for nobody
};

/// What is known of B against A in one stream, or in both together.
enum class AbState {
    Open,               ///< not decided yet
    AtLeastAsGood,      ///< not worse by as much as the margin
    Worse,
    WorseWithinMargin,  ///< worse, but by less than the margin
};
const char *toString(AbState state) noexcept;  ///< "not_decided", "at_least_as_good", "worse", "worse_within_margin"

/// How many more parts a decision takes if parts stay as they are. Value type.
struct MoreParts {
    double parts = 0;
    double least = 0;
    std::optional<double> most;  ///< none: it may be that the decision never comes
};

/// One way to be wrong: defective parts that were passed, or good ones that were failed. Value type.
struct AbStream {
    AbState state = AbState::Open;
    bool contradicted = false;  ///< what came later says the opposite; the decision stands and a person must look
    double logNotWorse = 0, logWorse = 0;  ///< evidence, natural logarithms; decides at ln(1 / alpha)
    std::int64_t onlyA = 0, onlyB = 0;     ///< parts that only one of them judged wrongly, as far as they are reviewed
    std::optional<MoreParts> untilNotWorse, untilWorse;  ///< none: not to be reached if it stays like this
};

/// Evidence of both streams together, after so many parts: the lesser that B is not worse in one, the greater that it is worse in one. Value type.
struct AbPoint {
    std::int64_t parts = 0;
    double logNotWorse = 0, logWorse = 0;
};

/// An A/B comparison at one moment. Value type.
struct AbStatus {
    AbState state = AbState::Open;
    bool contradicted = false;
    AbLimits limits;
    AbStream escapes, falseRejects;
    double logNotWorse = 0, logWorse = 0;  ///< as in AbPoint
    std::int64_t parts = 0;       ///< that both judged
    std::int64_t discordant = 0;  ///< those of them on which they differ
    std::int64_t pending = 0;     ///< those of these that nobody has reviewed; they count against either decision
    double clump = 1;             ///< mean length of a clump of discordant parts that is reckoned with
    std::optional<MoreParts> more;  ///< until the sooner of the decisions; none: not to be reached if it stays like this, or nothing to go by yet (`curve` is empty)
    std::vector<AbPoint> curve;   ///< ascending, at most `kCurvePoints`; empty until a block is complete
    std::int64_t onlyAFailed = 0; ///< of the discordant ones that somebody has reviewed, whichever was right: those that A failed and B passed

    static constexpr std::size_t kCurvePoints = 400;
    double agreement() const noexcept { return parts > 0 ? 1 - static_cast<double>(discordant) / static_cast<double>(parts) : 0; }
};

}  // namespace lineside
