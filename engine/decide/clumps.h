// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace lineside {

inline constexpr std::int64_t kWithinRun = 3;  ///< parts

/// Events in a row of parts, in runs: an event at most three parts behind another one belongs to its run. Value type.
struct Runs {
    std::int64_t parts = 0;
    std::int64_t events = 0;
    std::int64_t runs = 0;

    void add(const Runs &other) noexcept;  ///< of another row
    bool operator==(const Runs &) const = default;
};

/// `events`: which of the `parts` parts they are, ascending, each once.
Runs runsOf(std::span<const std::int64_t> events, std::int64_t parts);

/// The mean length of a run, as it is reckoned with from the first run on: an upper bound where lengths are geometric, so that their variance is c (c - 1): the greater solution of
/// (c - m)^2 = z^2 c (c - 1) / runs for m = events / runs * (1 - p / m)^3, p = events / parts, which takes out what chance alone puts together: clumps that begin within a run; z^2 = 0.33 * runs^0.25. One run alone says little, and single events soon
/// are taken for that. 1 without a run. Waiting for 30 runs instead decides wrongly in a fifth of comparisons with clumps of two (`lineside_bench --filter decide.clumps`).
double clumpLengthSoFar(const Runs &runs);

/// The same of a long past: events / runs * (1 - p)^3 * (1 + 1.28 / sqrt(runs)), its upper bound at 90 % where lengths are exponential. 1 without any event; never less than 1.
double clumpLengthBeyondChance(const Runs &runs);

/// How many parts after a counted one carry no stake, so that one clump is counted about once: ceil(3 * (clump - 1)).
int partsToSkip(double clump);

/// Which of the units that come one after the other carry a stake where events come in clumps: after a counted event the next `skip` carry none. Value type.
class ClumpFilter {
public:
    explicit ClumpFilter(int skip) noexcept : m_skip(skip) {}

    /// Whether the next unit carries a stake. Whoever counts an event in it says so (`counted`).
    bool takes() noexcept
    {
        if (m_left == 0)
            return true;
        --m_left;
        return false;
    }
    void counted() noexcept { m_left = m_skip; }

    int left() const noexcept { return m_left; }
    /// False, and nothing changes, where this filter never leaves so many.
    bool recall(int left) noexcept
    {
        if (left < 0 || left > m_skip)
            return false;
        m_left = left;
        return true;
    }

private:
    int m_skip;
    int m_left = 0;  ///< units yet without a stake
};

}  // namespace lineside
