// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canary/provedfewer.h"
#include "canary/rounds.h"
#include "decide/blocks.h"
#include "decide/rateguard.h"
#include "lineside/canary.h"
#include "lineside/comparison.h"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lineside {

/// A part that a station finished. Value type.
struct CanaryPart {
    StationId station;
    std::chrono::system_clock::time_point at;
    bool rejected = false;
    bool nothingFound = false;        ///< no detection on it
    std::string lot;                  ///< empty: not told
};

inline constexpr std::size_t kRoundsBefore = 10'000;
inline constexpr std::int64_t kPartsBefore = 5'000;

/// What is known of a station and its controls from before the change. Value type.
struct StationPast {
    std::vector<StationId> controls;  ///< at most `kMostControls`
    std::vector<RejectMask> rounds;   ///< the last `kRoundsBefore`
    std::int64_t parts = 0, rejects = 0, nothingFound = 0;  ///< of the station's last `kPartsBefore` parts
    int rejectSkip = 0, nothingSkip = 0;  ///< `partsToSkip` of both
    double provedFewer = 0;  ///< share of parts that the old model rejects and the new one passes by a comparison that proved it, at most (`provedFewer`): no guard takes so many fewer rejects for harm; 0: nothing was proved

    bool operator==(const StationPast &) const = default;
};

/// Of all their parts before the change, the oldest first; of more controls than `kMostControls` the first ones. Pure.
StationPast learnPast(const StationId &station, std::span<const StationId> controls, std::span<const CanaryPart> history);

/// Guards one station of a canary: rejects against its controls, or against its own past as long as no control is left (or where controls say nothing: no reject before); parts without
/// any detection; the old model in shadow. Rejects are one bet that goes over from controls to controls and to the own past: evidence until then times evidence from then on. Value type.
class StationGuard {
public:
    /// All that changes while it guards, in plain numbers. Value type.
    struct Memory {
        RoundMaker::State rounds;
        double carried = 0;         ///< log of the evidence of rejects from before a control was left out
        EvidenceMemory controls, more, fewer, nothing, longRun;
        int longLeft = 0;
        bool watchesLongRun = false;
        BlockCounts shadow;
        int blockSum = 0, blockParts = 0;  ///< of the block that is not complete
        std::int64_t parts = 0, roundsSeen = 0;
        std::int64_t reviewedGood = 0, reviewedDefective = 0;  ///< rejects of which a person says so
        int askLeft = 0;  ///< parts that are not asked about after a reject that is
        std::int64_t seenParts = 0, seenRejects = 0;        ///< since the station has the model, as far as they are known: an earlier version counted none
        std::int64_t controlParts = 0, controlRejects = 0;  ///< of the controls, in the rounds that were complete meanwhile
        BlockCounts fewerBlocks;  ///< where fewer rejects were proved: in blocks of their own, the new model rejecting fewer is `worse`
        int fewerSum = 0, fewerParts = 0;  ///< of such a block that is not complete
        std::int64_t comparedParts = 0, comparedRejects = 0, comparedOldRejects = 0;  ///< that the old model in shadow judged too

        bool operator==(const Memory &) const = default;
    };

    StationGuard(StationId station, StationPast past, const CanaryGuardRules &rules);

    /// A part of any station; true: evidence may have changed.
    bool add(const CanaryPart &part);
    /// A part of the station that the old model in shadow judged too. Told apart from `add`: which part it is need not be known.
    void addCompared(bool rejected, bool oldRejected);
    /// Whether a person is to be asked about this part of the station, which has been added: a reject, one of each clump. It follows from the parts alone, never from what anybody answers or leaves.
    /// Once for each part.
    bool asksAbout(const CanaryPart &part);
    /// A person says `now` of a reject of the station, where `before` was said. Good and Defective count. False, and nothing changes, where it cannot be.
    bool reviewed(Truth before, Truth now);
    /// That station has the new model now, or is away for good.
    void leaveOut(const StationId &control);
    /// From now on rejects are watched for the long run, and nothing else.
    void watchLongRun() { m_memory.watchesLongRun = m_longRun.has_value(); }

    /// A word of each guard that watches parts, the same guards in the same order always; `threshold` is left 0.
    std::vector<GuardEvidence> evidence() const;
    /// Logarithm of the long run's alarm; empty: it does not watch.
    std::optional<double> longRun() const;
    /// Of rejects since the station has the model, and before it had it; empty: not known.
    std::optional<double> rejectShare() const;
    std::optional<double> shareBefore() const;

    const StationId &station() const noexcept { return m_station; }
    const StationPast &past() const noexcept { return m_past; }
    std::int64_t parts() const noexcept { return m_memory.parts; }
    Memory memory() const;
    /// False, and of no more use, where it is not of such a guard.
    bool recall(const Memory &memory);

private:
    GuardEvidence againstOld() const;
    void learnControls();
    void leaveOutStream(int control);
    bool byControls() const noexcept { return m_controls.has_value(); }
    double logOwnPast() const;
    double logRejects() const;

    StationId m_station;
    StationPast m_past;
    CanaryGuardRules m_rules;
    FewerRule m_fewerRule;
    RoundMaker m_rounds;
    bool m_fewBefore = false;
    std::optional<ControlGuard> m_controls;
    std::optional<RateEvidence> m_more, m_fewer, m_nothing;
    std::optional<RateAlarm> m_longRun;
    ClumpFilter m_longFilter, m_askFilter;
    Memory m_memory;  ///< but for what the evidence and the rounds keep themselves
};

}  // namespace lineside
