// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakeengine.h"

#include <atomic>
#include <thread>

namespace lineside::test {

/// Bottles on a belt, drawn once and moved along, with made-up verdicts: moving pictures for a FakeEngine's feeds, from a
/// thread of its own. For looking at the screens and for measuring what painting costs; no test depends on its timing.
class SyntheticLine {
public:
    /// Feeds every station that the engine has now at `fps`; verdicts come `judgeEvery` pictures late.
    SyntheticLine(FakeEngine &engine, double fps = 30, int width = 1280, int height = 720);
    ~SyntheticLine();

    /// A station whose pictures stop.
    void stop(const std::string &station);

private:
    struct Lane;
    void run();

    FakeEngine &m_engine;
    double m_fps;
    int m_width, m_height;
    std::vector<std::unique_ptr<Lane>> m_lanes;
    std::atomic<bool> m_ending{false};
    std::thread m_thread;
};

}  // namespace lineside::test
