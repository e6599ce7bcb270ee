// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/controlguard.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace lineside {

inline constexpr int kMostControls = 7;
/// A control is silent that finishes no part while the station finishes more than these. Counted in parts, not in seconds: in a break all are still, and nobody is silent.
inline constexpr int kSilentParts = 50;

/// Puts the parts of a station (stream 0) and of its controls (1 to k) together into rounds: one part of each, as near to each other in time as they come. Two parts of a stream may wait, because belts that are
/// equally quick on the whole are not so from part to part, and each part that is in no round is evidence lost; where a third comes, the stream is quicker, and its oldest gives way. Which part
/// is taken hangs on when parts come and never on how they were judged. Value type.
class RoundMaker {
public:
    /// What it waits with. Value type.
    struct State {
        RejectMask first = 0, second = 0;          ///< of the parts that wait, the older one of each stream and the other: rejected
        RejectMask haveFirst = 0, haveSecond = 0;  ///< which streams have them
        RejectMask leftOut = 0;
        std::vector<int> waited;   ///< of each control: the station's parts since its last one

        bool operator==(const State &) const = default;
    };

    explicit RoundMaker(int controls) : m_controls(controls) { m_state.waited.resize(static_cast<std::size_t>(controls)); }

    /// A finished part. The round that it completes, if it does.
    std::optional<RejectMask> add(int stream, bool rejected);

    /// A control that is silent now and not left out; 0: none.
    int silent() const;
    /// No round waits for that control any more, and none has its parts.
    void leaveOut(int control);
    RejectMask leftOut() const noexcept { return m_state.leftOut; }
    int live() const noexcept;  ///< controls that are not left out

    const State &state() const noexcept { return m_state; }
    /// False, and nothing changes, where it is not the state of rounds with as many controls.
    bool recall(const State &state);

private:
    int m_controls;
    State m_state;
};

/// The round without the streams of `leftOut`: those behind them move up.
RejectMask without(RejectMask round, RejectMask leftOut) noexcept;

}  // namespace lineside
