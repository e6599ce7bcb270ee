// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/surroundings.h"
#include "support/schedule.h"

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lineside::test {

/// What is likely to be asked for; each has its name from what it is about.
enum class Story { Superseding, Removing, Draining, DeviceLost, Everything };
inline constexpr int kStories = 5;

/// A number below the one given.
using Roll = std::function<std::uint64_t(std::uint64_t below)>;

/// What happens to an engine that is no command of it.
struct Mishaps {
    std::function<void(const std::string &camera, bool there)> camera;
    std::function<void(const std::string &camera, int count)> pictures;
    std::function<void()> second;
};

/// The stations that a test begins with, by the numbers in their pictures; each camera is called like its station.
std::vector<StationConfig> storyStations();
inline constexpr int kVersions = 5;  ///< "tiny" 1 to 5, of which the library has three at the beginning

/// Gives an engine commands as a seed has it and notes what it answers. Commands: one thread at a time; answers: the engine's.
class Operator {
public:
    Operator(Engine &engine, Surroundings &around, std::filesystem::path files, Mishaps mishaps);

    void command(Story story, const Roll &roll);

    bool allAnswered() const;
    bool deviceWasLost() const { return m_deviceWasLost; }
    /// What is not as was promised, in words; empty: nothing. Once nothing is on its way any more, whoever gave the commands.
    std::string complaint() const;
    /// The last commands, for who looks for the reason.
    std::string told() const;

private:
    enum class What { OfferFile, Cancel, Dismiss, OfferModel, Withdraw, Promote, RollBack, Shadow, NoShadow, Remove, Stations, Camera, Device, Pictures, Second, LeaveSafeMode };
    struct Asked {
        std::string text;
        What what;
        StationId station;
        std::optional<ModelId> model;
        int answers = 0;
        bool granted = false;
    };
    /// The newest word about a part at a station, and what else may have been put there since.
    struct LastWord {
        std::size_t command = 0;
        std::optional<ModelId> model;
    };

    std::ptrdiff_t promotions() const;  ///< that the history has
    static What next(Story story, const Roll &roll);
    Engine::Done answer(What what, std::string text, StationId station = {}, std::optional<ModelId> model = {});
    std::string leftWaiting(std::size_t by) const;
    std::string cancelledByNobody(std::size_t index) const;
    void note(std::string text);

    Engine &m_engine;
    Surroundings &m_around;
    const std::filesystem::path m_files;
    const Mishaps m_mishaps;
    std::vector<CandidateId> m_offered;
    std::map<StationId, LastWord> m_shadow, m_offer;
    std::map<StationId, std::set<ModelId>> m_dropped;  ///< as files, which may come to be offered at any time
    std::set<StationId> m_renewed;                      ///< taken away at least once: what was asked of them went with them
    bool m_deviceWasLost = false;
    std::string m_told;
    const std::ptrdiff_t m_promotedBefore;

    mutable std::mutex m_mutex;
    std::deque<Asked> m_asked;
    std::string m_wrong;
};

}  // namespace lineside::test
