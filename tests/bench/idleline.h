// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "benchline.h"

#include <filesystem>

namespace lineside::bench {

/// An engine with one station whose pictures nobody judges: an idle machine, as far as the program goes. The station takes a model of any labels. Main thread only.
class IdleLine {
public:
    static Result<IdleLine> start();

    Engine &engine() { return m_line->engine(); }
    /// Drops YOLOv8n on the station and waits until it is ready there. The time that it took, ms.
    Result<double> drop(ModelId &ready);
    /// Brings a model of the library into memory for the station.
    Result<void> load(const ModelId &model);
    /// Takes a model off the station again.
    Result<void> withdraw();
    /// Takes a model off the station and waits until it has left the memory.
    Result<void> release(const ModelId &model);
    Result<void> remove(const ModelId &model);
    /// The file that is dropped: of the reference data where they are, else the same network made here, all weights alike.
    const std::filesystem::path &file() const { return m_file; }
    const StationId kStation = "idle";

private:
    IdleLine() = default;

    std::unique_ptr<QTemporaryDir> m_dir = std::make_unique<QTemporaryDir>();
    std::filesystem::path m_file;
    std::unique_ptr<BenchLine> m_line;
};

}  // namespace lineside::bench
