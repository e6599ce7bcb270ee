// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"
#include "lineside/result.h"
#include "wiring.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace lineside::ctl {

/// Which model, and how it is to run. Words as on the command line.
struct ModelChoice {
    std::string path;  ///< weight file, or folder of an OpenVINO export
    int size = 0;      ///< pixels of a square input; 0: what the file says
    std::string head = "auto";
    std::string layout = "auto";
    std::string executor = "auto";
    std::string precision = "f32";
    int threads = 0;   ///< 0: all
};

/// A model that is ready to run. Movable.
struct OpenedModel {
    std::unique_ptr<Executor> executor;
    DetectSettings settings;             ///< the usual ones of its head
    std::uint64_t memoryBytes = 0;       ///< that it took; 0: not known
    nlohmann::ordered_json description;  ///< name, sha256, family, executor, precision
};

/// Has the file read without running anything in it, and builds it.
Result<OpenedModel> openModel(const ModelChoice &choice, const Backends &backends);

}  // namespace lineside::ctl
