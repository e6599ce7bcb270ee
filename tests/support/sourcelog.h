// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pipeline/supervisedsource.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace lineside::test {

/// Writes down what a source says and lets a test wait for it. Thread-safe.
class SourceLog {
public:
    struct Report {
        SourceState state;
        std::string detail;
    };

    SourceCallbacks callbacks(std::uint64_t firstSequence = 1)
    {
        return {[this](const FramePtr &frame) { add(frame); },
                [this](SourceState state, const std::string &detail) { add(Report{state, detail}); }, firstSequence};
    }
    SupervisedCallbacks supervised()
    {
        return {[this](const FramePtr &frame) { add(frame); },
                [this](const SourceStatus &status) { add(Report{status.state, status.detail}); }};
    }

    bool waitForFrames(std::size_t count, std::chrono::milliseconds limit = std::chrono::seconds(20))
    {
        return waitFor([this, count] { return m_frameCount >= count; }, limit);
    }
    bool waitForState(SourceState state, std::chrono::milliseconds limit = std::chrono::seconds(20))
    {
        return waitFor([this, state] { return !m_reports.empty() && m_reports.back().state == state; }, limit);
    }

    bool newestStateIs(SourceState state) const
    {
        const std::lock_guard lock(m_mutex);
        return !m_reports.empty() && m_reports.back().state == state;
    }
    std::size_t frameCount() const
    {
        const std::lock_guard lock(m_mutex);
        return m_frameCount;
    }
    FramePtr lastFrame() const
    {
        const std::lock_guard lock(m_mutex);
        return m_last;
    }
    std::vector<Report> reports() const
    {
        const std::lock_guard lock(m_mutex);
        return m_reports;
    }
    std::vector<std::uint64_t> sequences() const
    {
        const std::lock_guard lock(m_mutex);
        return m_sequences;
    }
    std::vector<SteadyTime> times() const
    {
        const std::lock_guard lock(m_mutex);
        return m_times;
    }
    std::string allText() const
    {
        std::string text;
        for (const Report &report : reports())
            text += report.detail + '\n';
        return text;
    }

private:
    template <class Condition>
    bool waitFor(Condition condition, std::chrono::milliseconds limit)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, limit, condition);
    }
    void add(const FramePtr &frame)
    {
        const std::lock_guard lock(m_mutex);
        ++m_frameCount;
        m_last = frame;
        m_sequences.push_back(frame->sequence);
        m_times.push_back(frame->capturedAt);
        m_changed.notify_all();
    }
    void add(Report report)
    {
        const std::lock_guard lock(m_mutex);
        m_reports.push_back(std::move(report));
        m_changed.notify_all();
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::size_t m_frameCount = 0;
    FramePtr m_last;
    std::vector<std::uint64_t> m_sequences;
    std::vector<SteadyTime> m_times;
    std::vector<Report> m_reports;
};

}  // namespace lineside::test
