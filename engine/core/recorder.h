// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/auditlog.h"
#include "base/clock.h"
#include "base/taskrunner.h"
#include "lineside/result.h"
#include "lineside/snapshot.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// Writes what must survive a restart (what runs where, the history, the configuration) on a thread of its own, in the order it was
/// given. What cannot be written is kept and tried again by `retry`, so that a disk that was full for a while loses nothing, up to
/// 100 000 waiting lines; of more the oldest are given up, and a line of the history in their place says how many. The history is an
/// audit log (see audit::AuditLog), signed so far behind each change of what is on air, and where a line has been unsigned for ten
/// minutes. The destructor writes what waits and ends the thread. Thread-safe.
class Recorder {
public:
    /// Why writing fails, once when it begins; empty once all is written again, but for so many lines of the history that were given up.
    /// Called on the recorder's thread.
    using Trouble = std::function<void(const std::optional<Error> &, std::uint64_t givenUp)>;
    using Done = std::function<void(const Result<void> &)>;

    static constexpr std::size_t kMostWaiting = 100'000;  ///< lines: some 30 MB, days of events on a disk that nobody frees
    static constexpr std::chrono::minutes kLongestUnsigned{10};

    /// `thread` is this one's alone and finishes what waits when it is stopped, which this does. `clock` outlives this.
    Recorder(const std::filesystem::path &dataDir, std::shared_ptr<EndingTaskRunner> thread, const Clock &clock, Trouble trouble, std::size_t mostWaiting = kMostWaiting);
    ~Recorder();

    /// Replaces what runs where, and then its copy. `done` is called after the first attempt, on the recorder's thread.
    void saveState(std::string text, Done done);
    /// Replaces where the canary is: what is to be carried out is written before what runs where, that it was after it.
    enum class CanaryWord { ToBeCarriedOut, CarriedOut };
    void saveCanary(std::string text, CanaryWord word);
    void append(const HistoryEvent &event);
    /// The history has come to an end in order, and is signed so far.
    void signHistory();
    /// Replaces these files by one text, once; a failure ends it and is told to `done` alone, who asked for it and waits.
    void replace(std::vector<std::filesystem::path> files, std::string text, Done done);
    /// Tries again what could not be written, and signs what has waited long enough for it. Cheap while there is nothing; called about once a second.
    void retry();

private:
    /// A line that is not written yet.
    struct Line {
        std::uint64_t sequence;
        std::string object;
    };
    /// Lines that no room was left for. None: 0.
    struct GivenUp {
        std::uint64_t count = 0, last = 0;  ///< how many; the sequence of the newest
        WallTime at;                        ///< when that was given up
    };

    Result<void> flush();
    Result<void> write();
    Result<void> writeLine(const std::string &object);
    void giveUpOldest();
    void signBehindWhatWaits();

    const std::filesystem::path m_stateFile, m_stateCopy, m_canaryFile;
    const Trouble m_trouble;
    const Clock &m_clock;
    const std::size_t m_mostWaiting;

    // recorder thread only
    audit::AuditLog m_history;
    std::optional<std::string> m_toBeCarriedOut, m_state, m_carriedOut;  ///< not written yet, in this order
    std::deque<Line> m_lines;              ///< not written yet
    GivenUp m_givenUp;                     ///< before them, and not told yet
    std::uint64_t m_told = 0;              ///< of those given up, written into the history since all was well
    std::optional<SteadyTime> m_unsignedSince;  ///< when the first line was written that no checkpoint covers
    bool m_toBeSigned = false;
    bool m_failing = false;

    const std::shared_ptr<EndingTaskRunner> m_thread;
};

}  // namespace lineside
