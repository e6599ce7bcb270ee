// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"

#include <memory>
#include <string>

namespace ov {
class Core;
}

namespace lineside {

/// OpenVINO itself: finds its plugins once. One for the process is enough; whoever builds the engine makes it and gives it
/// to the functions that make executors, which keep it alive. Thread-safe.
class OpenVinoRuntime {
public:
    /// Also starts the threads that calculate, with the priority of the calling thread: call it on one of normal priority.
    /// Error: Internal, where the libraries are not complete.
    static Result<std::shared_ptr<OpenVinoRuntime>> create();
    ~OpenVinoRuntime();

    ov::Core &core() const noexcept { return *m_core; }

    /// Its version, and the precisions that it has here.
    const std::string &identity() const noexcept { return m_identity; }

    /// Whether the processor calculates in bf16 by itself.
    bool hasFastPrecision() const noexcept { return m_hasBf16; }

private:
    OpenVinoRuntime(std::unique_ptr<ov::Core> core, bool hasBf16, std::string identity);

    std::unique_ptr<ov::Core> m_core;
    bool m_hasBf16;
    std::string m_identity;
};

}  // namespace lineside
