// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/engine.h"

#include <array>
#include <atomic>
#include <mutex>
#include <optional>
#include <vector>

namespace lineside::soak {

/// What went in and came out of one station. Value type.
struct StationTally {
    std::uint64_t handedOver = 0;  ///< pictures given to the engine by the source
    std::uint64_t withheld = 0;    ///< pictures that a source which had dropped out did not give
    std::uint64_t judged = 0;      ///< verdicts, each seen
    std::uint64_t outOfOrder = 0;  ///< verdicts on a picture that had one, or older than the last
    std::uint64_t neverCame = 0;   ///< verdicts on a picture that was not handed over
};

/// A verdict by a model that no command had put on air.
struct StrangeVerdict {
    std::size_t station = 0;
    ModelId model;
    SteadyTime capturedAt, judgedAt;
};

/// Counts every picture and every verdict of the stations, and holds each verdict against what was on air. No verdict is missed: a station
/// has one picture in hand at a time, and who looks at the newest verdict of all stations before each run of a network has seen the last
/// one before the next can come. Thread-safe.
class Ledger {
public:
    explicit Ledger(std::size_t stations) : m_tallies(stations), m_onAir(stations), m_last(stations) {}

    /// Before any model is on air.
    void watch(const Engine &engine, const std::vector<StationId> &stations);

    void handedOver(std::size_t station, std::uint64_t sequence);
    void withheld(std::size_t station);
    /// To be called before each run of a network, on any thread.
    void look();

    /// A command is about to put `model` on air there.
    void mayJudge(std::size_t station, const ModelId &model);
    /// It was answered: nothing else is on air now. One picture may still be in hand of the model before.
    void onlyMayJudge(std::size_t station, const ModelId &model);
    /// The engine itself put it on air, at some time after `since`.
    void explain(std::size_t station, const ModelId &model, SteadyTime since);

    StationTally tally(std::size_t station) const;
    std::vector<StrangeVerdict> strange() const;

private:
    struct OnAir {
        ModelId model;
        SteadyTime from;
        std::optional<SteadyTime> until;
        int inHand = 0;  ///< verdicts after `until`
    };
    bool allowed(std::size_t station, const JudgedFrame &verdict);

    std::vector<FrameFeedPtr> m_feeds;
    std::atomic<bool> m_watching{false};
    mutable std::mutex m_mutex;  ///< what follows
    std::vector<StationTally> m_tallies;
    std::vector<std::vector<OnAir>> m_onAir;  ///< the newest some, by station
    std::vector<JudgedFramePtr> m_last;
    std::vector<std::uint64_t> m_newest = std::vector<std::uint64_t>(m_tallies.size());  ///< sequence handed over last
    std::vector<StrangeVerdict> m_strange;
};

}  // namespace lineside::soak
