// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/engine.h"

#include <functional>
#include <string>
#include <utility>

namespace lineside {

using Waits = std::function<void(const WaitingLoad &)>;

/// Tells of one load whenever it begins to wait for something else, and hurries it where that is wanted.
class WaitTeller {
public:
    /// `hurryFor`: why it may not wait; empty: it may. `engine` outlives this.
    WaitTeller(Engine &engine, std::string hurryFor, Waits waits) : m_engine(engine), m_hurryFor(std::move(hurryFor)), m_waits(std::move(waits)) {}

    void look(const EngineSnapshot &snapshot, const std::function<bool(const WaitingLoad &)> &isIt);

private:
    Engine &m_engine;
    const std::string m_hurryFor;
    const Waits m_waits;
    WaitingLoad m_told;
};

}  // namespace lineside
