// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/taskrunner.h"

#include <deque>
#include <functional>
#include <utility>

namespace lineside::test {

/// Keeps its tasks until the test has them run, as a thread that has not had its turn.
class HeldRunner final : public EndingTaskRunner {
public:
    void post(std::function<void()> task) override { m_tasks.push_back(std::move(task)); }
    void stop() override { run(); }
    void run()
    {
        while (!m_tasks.empty()) {
            const auto task = std::move(m_tasks.front());
            m_tasks.pop_front();
            task();
        }
    }

private:
    std::deque<std::function<void()>> m_tasks;
};

}  // namespace lineside::test
