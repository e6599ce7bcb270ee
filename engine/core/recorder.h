// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/auditlog.h"
#include "base/taskrunner.h"
#include "lineside/result.h"

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
/// 100 000 waiting lines. The history is an audit log (see audit::AuditLog). The destructor writes what waits and ends
/// the thread. Thread-safe.
class Recorder {
public:
    /// Why writing fails, once when it begins; empty once all is written again. Called on the recorder's thread.
    using Trouble = std::function<void(const std::optional<Error> &)>;
    using Done = std::function<void(const Result<void> &)>;

    /// `thread` is this one's alone and finishes what waits when it is stopped, which this does.
    Recorder(const std::filesystem::path &dataDir, std::shared_ptr<EndingTaskRunner> thread, Trouble trouble);
    ~Recorder();

    /// Replaces what runs where, and then its copy. `done` is called after the first attempt, on the recorder's thread.
    void saveState(std::string text, Done done);
    /// Replaces where the canary is: what is to be carried out is written before what runs where, that it was after it.
    enum class CanaryWord { ToBeCarriedOut, CarriedOut };
    void saveCanary(std::string text, CanaryWord word);
    /// As `formatHistoryObject` gives it.
    void append(std::string historyObject);
    /// The history has come to an end in order, and is signed so far.
    void signHistory();
    /// Replaces these files by one text, once; a failure ends it and is told to `done` alone, who asked for it and waits.
    void replace(std::vector<std::filesystem::path> files, std::string text, Done done);
    /// Tries again what could not be written. Cheap while there is nothing; called about once a second.
    void retry();

private:
    Result<void> flush();

    const std::filesystem::path m_stateFile, m_stateCopy, m_canaryFile;
    const Trouble m_trouble;

    // recorder thread only
    audit::AuditLog m_history;
    std::optional<std::string> m_toBeCarriedOut, m_state, m_carriedOut;  ///< not written yet, in this order
    std::deque<std::string> m_lines;       ///< not written yet
    bool m_failing = false;

    const std::shared_ptr<EndingTaskRunner> m_thread;
};

}  // namespace lineside
