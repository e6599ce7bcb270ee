// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"
#include "lineside/station.h"

#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace lineside {

/// What a person said of one place where two models differ over recorded pictures. Value type.
struct OfflineAnswer {
    std::string picture, label;
    Box box;
    bool failedByB = false;
    Truth truth = Truth::Good;  ///< never Unknown
    std::string by;

    /// The same part of the same picture, on which the two differ in the same way; the box may be a pixel off.
    bool isOf(const OfflineDisagreement &place) const;
    bool operator==(const OfflineAnswer &) const = default;
};

/// Those of one comparison. Value type.
struct OfflineAnswers {
    std::string of;  ///< `comparisonKey`
    std::vector<OfflineAnswer> answers;

    bool operator==(const OfflineAnswers &) const = default;
};

inline constexpr std::size_t kMostAnsweredComparisons = 16;
inline constexpr std::size_t kMostOfflineAnswersBytes = 8 * 1024 * 1024;

/// What makes two comparisons the same: both weight files, the input, the labels, and what is counted by which rule, thresholds and limits. 64 hexadecimal digits. Pure.
std::string comparisonKey(const OfflineRequest &request, const std::string &sha256OfA, const std::string &sha256OfB, const StationConfig &counts);
/// What people have said of the report, and of what was said `before` that of which the report has no place; as far as it fits. Pure.
std::vector<OfflineAnswer> answersOf(const OfflineReport &report, const std::vector<OfflineAnswer> &before = {});

/// In one line, to which a checksum may be added.
std::string offlineAnswersText(const std::vector<OfflineAnswers> &all);
/// InvalidInput: anything else, or too much of it. Pure.
Result<std::vector<OfflineAnswers>> offlineAnswersFrom(std::string_view text);

/// The answers to recorded comparisons in a file, those of the newest `kMostAnsweredComparisons`: a temporary file, fsync, rename. A file that cannot be read is as if there were none, and is replaced by the next answer. Thread-safe;
/// blocks on the disk.
class OfflineAnswerFile {
public:
    explicit OfflineAnswerFile(std::filesystem::path file) : m_file(std::move(file)) {}

    /// Error: the file could not be read; told once.
    Result<std::vector<OfflineAnswer>> of(const std::string &key);
    /// `answersOf` the report, in place of what was kept of that comparison. Error: DiskFull, Io; the next call tries it again.
    Result<void> keep(const std::string &key, const OfflineReport &report);

private:
    Result<void> read();  ///< under the lock, once

    const std::filesystem::path m_file;
    std::mutex m_mutex;  ///< everything below
    bool m_read = false;
    std::vector<OfflineAnswers> m_all;  ///< the newest first
};

}  // namespace lineside
