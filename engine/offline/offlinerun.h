// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"
#include "offline/offlinereview.h"
#include "offline/recordedpair.h"
#include "offline/videopictures.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace lineside {

/// One comparison over recorded pictures, from the request to the report: where it is, whether it is to stop, what came out of it. Runs no model itself. Thread-safe, except `look`, `compare`, `recall`, `keepPictures`,
/// `conclude` and then `review`, which are called one after the other.
class OfflineRun {
public:
    using Now = std::function<std::chrono::steady_clock::time_point()>;
    /// How a model was loaded beside the line.
    struct Loaded {
        std::string ranOn;  ///< as OfflineModel::ranOn
        std::uint64_t memoryBytes = 0;
    };

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
    /// The comparison itself. `before`: each picture. The report; null: the run has ended with an error.
    std::shared_ptr<OfflineReport> compare(RecordedModel a, RecordedModel b, const std::function<Result<void>()> &before, const Loaded &loadedA, const Loaded &loadedB);
    /// Puts pictures into the report of a video that was compared to its end and has not changed since, until it is cancelled or `before`, each picture, says so. Needs no model.
    void keepPictures(OfflineReport &report, const std::function<Result<std::vector<std::uint8_t>>(const ImageView &)> &encode, const std::function<Result<void>()> &before);
    /// As OfflineReview::recall, before its pictures are kept or it is concluded.
    void recall(OfflineReport &report, const std::function<OfflineReview::Said(const OfflineDisagreement &)> &said) { m_review.recall(report, said); }
    /// Ends the run with it.
    void conclude(const std::shared_ptr<OfflineReport> &report);
    /// What a person says of a place of the report, which is another one from then on. Error: NotReady while it runs; NotFound where it ended without a report; as `OfflineReview::answered`.
    Result<void> review(std::size_t index, Truth truth, std::string by);

private:
    /// Enough of a file to tell whether it was written since.
    struct FileState {
        std::uintmax_t bytes = 0;
        std::filesystem::file_time_type written;
        bool operator==(const FileState &) const = default;
    };
    static FileState stateOf(const std::filesystem::path &file);

    template <class Change>
    void change(Change &&apply);
    std::optional<double> secondsLeft(std::chrono::steady_clock::time_point began, std::int64_t done, std::int64_t left) const;
    Result<void> mayGoOn(const std::function<Result<void>()> &before) const;

    const OfflineRequest m_request;
    const PictureVisit m_visit;
    const Now m_now;
    const std::optional<DetectSettings> m_settings;
    OfflineOptions m_options;
    std::atomic<bool> m_cancelled{false};
    OfflineReview m_review;  ///< of the report
    bool m_isVideo = false;
    FileState m_compared;  ///< the video, as the comparison began

    mutable std::mutex m_mutex;
    OfflineJobPtr m_job;
};

}  // namespace lineside
