// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "soakline.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <random>
#include <vector>

namespace lineside::soak {

/// What was done. Value type.
struct WorkCounts {
    std::uint64_t promoted = 0, rolledBack = 0;  ///< changes of the active model: swaps
    std::uint64_t loaded = 0;  ///< of the promoted ones, those that were not in memory before
    std::uint64_t dropped = 0, refused = 0;      ///< files: taken, and those that are no model
    std::uint64_t withdrawn = 0;                 ///< offers
    std::uint64_t shadowsSet = 0, shadowsStopped = 0, removed = 0;
    std::uint64_t takenBack = 0;                 ///< by the engine itself
    std::uint64_t swaps() const { return promoted + rolledBack; }
};

/// Somebody who never rests: does one thing after the other at stations and with models that a seed chooses. One thread.
class LineOperator {
public:
    /// `onSwap`: after each change of an active model.
    LineOperator(SoakLine &line, std::vector<std::filesystem::path> files, std::uint64_t seed, std::function<void()> onSwap);

    /// Puts a first model on air everywhere.
    Result<void> begin();
    /// Does the next thing. An error: the engine refused what it had to do.
    Result<void> once();
    /// The same at every station and in memory as after every other time: two models, one on air everywhere, the other before it.
    Result<void> settle();
    const WorkCounts &counts() const { return m_counts; }

private:
    Result<void> promoteFromLibrary(std::size_t station);
    Result<void> rollOut();  ///< the same model everywhere, so that others fall out of memory
    Result<void> dropAndPromote(std::size_t station);
    Result<void> dropNonsense(std::size_t station);
    Result<void> rollBack(std::size_t station);
    Result<void> shadow(std::size_t station);
    Result<void> removeOne();

    Result<ModelId> drop(std::size_t file, std::size_t station);
    Result<void> goTo(std::size_t station, const ModelId &model);
    Result<void> promote(std::size_t station, const ModelId &model);
    void awaitVerdict(std::size_t station, const ModelId &model, SteadyTime since);
    void noteTakenBack();
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(m_random() % count); }

    SoakLine &m_line;
    const std::vector<std::filesystem::path> m_files;
    std::mt19937_64 m_random;
    const std::function<void()> m_onSwap;
    WorkCounts m_counts;
    std::uint64_t m_lastEvent = 0;  ///< of the history, looked at
};

}  // namespace lineside::soak
