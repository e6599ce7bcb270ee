// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/taskrunner.h"
#include "ledger.h"
#include "outages.h"
#include "wiring.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lineside::soak {

/// An engine with four stations: two replay pictures, one a video file, one a folder of pictures. What runs networks and gives pictures is
/// the product's own, watched by a ledger. No model is on air in the beginning, and the sources are closed. One thread at a time.
class SoakLine {
public:
    static constexpr std::size_t kStations = 4;

    /// Everything is written below `folder`.
    static Result<std::unique_ptr<SoakLine>> start(const std::filesystem::path &folder, double fps, std::uint64_t seed);
    ~SoakLine();

    LocalEngine &engine() { return *m_engine; }
    const LocalEngine &engine() const { return *m_engine; }
    Ledger &ledger() { return m_ledger; }
    Outages &outages() { return m_outages; }
    static StationId idOf(std::size_t station) { return "station-" + std::to_string(station + 1); }
    StationSnapshot station(std::size_t index) const { return m_engine->snapshot()->stations.at(index); }

    /// Waits for the answer of a command.
    Result<void> carryOut(const std::function<void(Engine::Done)> &command);
    /// Drops what lies there and waits until it is through.
    Result<CandidateSnapshot> drop(const std::filesystem::path &offered, std::size_t station);

private:
    explicit SoakLine(std::uint64_t seed) : m_outages(kStations, seed, m_ledger) {}

    SystemClock m_clock;
    Ledger m_ledger{kStations};
    Outages m_outages;
    ThreadTaskRunner m_thread{"engine", AtStop::FinishWaiting};
    std::unique_ptr<LocalEngine> m_engine;
};

/// Waits until it is so; false after ten minutes, in which nothing that the engine does may take.
bool waitUntil(const std::function<bool()> &isSo);

}  // namespace lineside::soak
