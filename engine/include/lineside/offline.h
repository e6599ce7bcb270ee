// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/comparison.h"
#include "lineside/detection.h"
#include "lineside/loading.h"
#include "lineside/modelid.h"
#include "lineside/result.h"
#include "lineside/verdict.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// Two models of the library that are to be compared over recorded pictures. Value type.
struct OfflineRequest {
    ModelId a, b;
    std::filesystem::path input;   ///< a folder of pictures, one picture or a video
    std::filesystem::path labels;  ///< a folder of YOLO texts, a COCO file, or a folder with one; empty: nobody has said what is in the pictures
    StationId station;             ///< whose rule, thresholds and limits count; empty: objects are counted, by the usual thresholds
    bool sequence = false;         ///< the pictures of the folder follow each other, as those of a video do

    bool operator==(const OfflineRequest &) const = default;
};

/// What such a comparison is at, in order.
enum class OfflineStep {
    Looking,    ///< whether pictures and labels can be read
    Waiting,    ///< until models may be loaded
    Loading,    ///< the two models, beside the line
    Comparing,  ///< picture after picture
    Summing,    ///< what it came to
};

/// Where it is. Value type.
struct OfflineProgress {
    OfflineStep step = OfflineStep::Looking;
    CandidateId load = 0;          ///< WaitingLoad::candidate, while it waits
    std::int64_t pictures = 0;     ///< compared
    std::int64_t of = 0;           ///< about, of a video; 0: not known, as of one that does not say how long it is
    std::int64_t unreadable = 0;   ///< that were left out
    std::optional<double> secondsLeft;  ///< at the pace so far
    bool cancelling = false;
};

/// One model and one class. Precision, recall and average precision are meant where the class has labelled objects. Value type.
struct OfflineClassOfModel {
    std::int64_t boxes = 0;   ///< that count
    double meanScore = 0;     ///< of these
    double precision = 0, recall = 0;  ///< at IoU 0.5, of the boxes that count
    double ap50 = 0, ap50To95 = 0;
    std::vector<float> precisionAt;  ///< at IoU 0.5 for recall 0, 0.01 … 1: the best precision at that recall or a higher one; empty without labels
};

struct OfflineClass {
    std::string name;
    std::int64_t objects = 0;  ///< labelled
    std::int64_t both = 0;     ///< boxes of this class at the same place, IoU at least 0.5
    OfflineClassOfModel a, b;

    /// Share of the things that either saw that both saw; empty where neither saw any.
    std::optional<double> agreement() const noexcept
    {
        const std::int64_t either = a.boxes + b.boxes - both;
        return either > 0 ? std::optional(static_cast<double>(both) / static_cast<double>(either)) : std::nullopt;
    }
};

struct OfflineModel {
    double map50 = 0, map50To95 = 0;  ///< means over the classes that have labelled objects
    std::uint64_t memoryBytes = 0;    ///< that it took when it was loaded beside the line; 0: not known
    double medianMs = 0;              ///< of one picture, in f32 on one thread beside the line: not what it takes on air
    std::string ranOn;                ///< "openvino CPU f32"
    /// Rows: labelled classes and then nothing; columns: what they were taken for, and then nothing. Empty without labels.
    std::vector<std::int64_t> confusion;
};

/// A part, or where no rule counts an object, on which the two differ, and what each saw in the picture that shows it best. Value type.
struct OfflineDisagreement {
    std::string picture;  ///< its file; of a video FILE#NUMBER, from 1
    std::string label;    ///< that decided
    Box box;              ///< pixels of the picture
    Verdict a = Verdict::Unknown, b = Verdict::Unknown;  ///< of an object: Fail, it is seen; Pass, it is not
    std::optional<Verdict> truth;                        ///< by the labels
    Truth review = Truth::Unknown;                       ///< what a person says of it; no labels were there
    std::string reviewedBy;                              ///< may be empty
    std::vector<Detection> boxesA, boxesB;               ///< classes by their place in OfflineReport::classes; at most `kMaxBoxes`
    std::shared_ptr<const std::vector<std::uint8_t>> jpeg = {};  ///< the picture itself, of a video, where it was kept; else null

    static constexpr std::size_t kMaxBoxes = 60;
};

/// What came out. Value type.
struct OfflineReport {
    OfflineRequest request;
    bool complete = true;      ///< false: it was ended before the last picture
    std::int64_t pictures = 0, labelled = 0, unreadable = 0;
    bool silenceMeansEmpty = false;  ///< a picture of which the labels say nothing counts as one with nothing in it, as YOLO texts mean it; else it counts for neither
    bool countsObjects = false;  ///< instead of parts
    std::vector<OfflineClass> classes;  ///< of the labels, then of A, then of B
    OfflineModel a, b;
    AbStatus verdict;
    std::vector<OfflineDisagreement> disagreements;  ///< the first `kMaxDisagreements` of the pictures, those first that move the verdict most; `verdict.discordant` counts all

    static constexpr std::size_t kMaxDisagreements = 1000;
    static constexpr std::size_t kMaxPictures = 200;              ///< that are kept of a video, in the order of `disagreements`
    static constexpr std::size_t kMaxPictureBytes = 64'000'000;  ///< of all of them

    /// Objects of class `truth` that `model` called `found`; either may be classes.size(): nothing.
    std::int64_t confused(const OfflineModel &model, std::size_t truth, std::size_t found) const { return model.confusion[truth * (classes.size() + 1) + found]; }
};

/// The comparison that runs, or the last one. Immutable.
struct OfflineJob {
    std::uint64_t number = 0;  ///< ascending
    OfflineRequest request;
    OfflineProgress progress;
    std::optional<Error> error;                   ///< ended without a report
    std::shared_ptr<const OfflineReport> report;  ///< ended with one

    bool running() const noexcept { return !error && !report; }
};
using OfflineJobPtr = std::shared_ptr<const OfflineJob>;

}  // namespace lineside
