// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"
#include "offline/recordedpair.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

namespace lineside {

/// One comparison over recorded pictures, from the request to the report: where it is, whether it is to stop, what came out of it. Runs no model itself. Thread-safe, except `look` and `compare`, which are called one
/// after the other.
class OfflineRun {
public:
    using Now = std::function<std::chrono::steady_clock::time_point()>;

    /// `options`: without the labels, which are read by `look`. `settings`: of the station; empty: the usual ones of either model.
    OfflineRun(std::uint64_t number, OfflineRequest request, OfflineOptions options, std::optional<DetectSettings> settings, PictureVisit visit, Now now);

    const OfflineRequest &request() const noexcept { return m_request; }
    const OfflineOptions &options() const noexcept { return m_options; }  ///< not while `look` runs
    const std::optional<DetectSettings> &settings() const noexcept { return m_settings; }
    OfflineJobPtr job() const;

    void cancel();
    const std::atomic<bool> &cancelled() const noexcept { return m_cancelled; }

    void at(OfflineStep step, CandidateId load = 0);
    void end(Error error);

    /// Whether a picture and the labels can be read. `names`: of A's classes. Blocks on the disk. Error: Cancelled, and as both say; the run has ended with it then.
    Result<void> look(const Labels &names);
    /// The comparison itself, to its end: a report, or an error. `before`: each picture. `ranOn`: of A and B.
    void compare(RecordedModel a, RecordedModel b, const std::function<Result<void>()> &before, const std::string &ranOnA, const std::string &ranOnB);

private:
    template <class Change>
    void change(Change &&apply);
    Result<void> mayGoOn(const std::function<Result<void>()> &before) const;

    const OfflineRequest m_request;
    const PictureVisit m_visit;
    const Now m_now;
    const std::optional<DetectSettings> m_settings;
    OfflineOptions m_options;
    std::atomic<bool> m_cancelled{false};

    mutable std::mutex m_mutex;
    OfflineJobPtr m_job;
};

}  // namespace lineside
