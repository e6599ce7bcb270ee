// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canary/flowwatch.h"
#include "canary/stationguard.h"
#include "decide/coverage.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace lineside {

/// A station with the step that gives it the model.
using CanarySeat = std::pair<StationId, int>;

/// Everything that guards a canary, fed with finished parts one at a time. "No station is harmed" is one null hypothesis with many ways to be wrong, so that the e-processes of all
/// stations and guards are averaged (decided at ln(1/alpha)): whatever each hangs on, the mean is an e-process, and it is never later than alpha split by the same weights. Every
/// step has the same weight, in it every station; there a guard of rejects has three times that of the one of parts without anything found. Who has not begun stands at 1. The first crossing is kept. Value type.
class CanaryGuard {
public:
    /// All of it, in plain numbers. Value type.
    struct Memory {
        std::vector<CanarySeat> seats;
        std::vector<StationId> begun;  ///< in their order
        std::vector<StationPast> pasts;
        std::vector<StationGuard::Memory> guards;
        Coverage coverage;  ///< lots once a step
        std::int64_t parts = 0;
        std::optional<CanaryHarm> harm;

        bool operator==(const Memory &) const = default;
    };

    CanaryGuard(const CanaryGuardRules &rules, std::vector<CanarySeat> seats);

    /// The stations of these pasts get the new model now: they are guarded from here on, and nobody's controls any more. Each has a seat.
    void begin(std::span<const std::pair<StationId, StationPast>> stations);
    /// Another model judges at that station now, by a hand: it is nobody's control any more.
    void leaveOut(const StationId &control);
    /// A part of any station, in the order of time.
    void add(const CanaryPart &part);
    /// A part of a station that has begun, which the old model in shadow judged too.
    void addCompared(const StationId &station, bool rejected, bool oldRejected);
    /// Whether a person is to be asked about this part, which was added last: as `StationGuard::asksAbout`; never at a station that has not begun.
    bool asksAbout(const CanaryPart &part);
    /// What a person says of a reject of a station that has begun, and what was said of it before.
    void reviewed(const StationId &station, Truth before, Truth now);
    /// A limit that was missed over five seconds: harm at once, where health is guarded.
    void missed(const HeldLimit &limit, const StationId &station);
    /// The plan is done: the long run is watched, where the rules say so.
    void watchLongRun();

    CanaryEvidence evidence() const;
    const std::optional<CanaryHarm> &harm() const noexcept { return m_harm; }
    const Coverage &coverage() const noexcept { return m_coverage; }
    std::int64_t parts() const noexcept { return m_parts; }
    std::int64_t partsOf(const StationId &station) const;

    Memory memory() const;
    /// A guard that goes on from there; empty: it is no memory of a guard with these rules.
    static std::optional<CanaryGuard> recall(const CanaryGuardRules &rules, const Memory &memory);

private:
    double weightOf(const StationId &station, CanaryGuardKind guard) const;
    void decide(const StationGuard &changed);

    CanaryGuardRules m_rules;
    std::vector<CanarySeat> m_seats;
    std::vector<StationGuard> m_guards;
    Coverage m_coverage;
    std::int64_t m_parts = 0;
    std::optional<CanaryHarm> m_harm;
};

}  // namespace lineside
