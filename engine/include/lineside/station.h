// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/comparison.h"
#include "lineside/loadwindow.h"
#include "lineside/promotion.h"
#include "lineside/signature.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lineside {

/// Stable name of a station in files and commands ("station-1"); never shown where `StationConfig::name` can be.
using StationId = std::string;

enum class SourceKind { DemoLine, VideoFile, ImageFolder, Camera, Stream };

/// "demo", "video", "folder", "camera", "stream": the words of the configuration file.
const char *toString(SourceKind kind) noexcept;

/// Where a station's pictures come from. Value type.
struct SourceConfig {
    SourceKind kind = SourceKind::DemoLine;
    std::string location;     ///< path of a video or folder, name of a camera (empty: the first), URL of a stream without user name and password
    double targetFps = 30;    ///< pictures a second; a file is paced to it, a faster camera is thinned to it
    std::string credential;   ///< name of the keychain entry with user name and password; empty: none
    std::uint64_t demoSeed = 1;  ///< demo line only
    int demoStation = 0;         ///< demo line only: which of its cameras, from 0
    double demoDefectRate = 0.06;  ///< demo line only: share of bottles with a defect

    bool operator==(const SourceConfig &) const = default;
};

/// How a network takes a picture and gives its boxes, where a weight file says nothing of that. A is the number of cells of the maps at
/// strides 8, 16 and 32; values of a box are objectness and class probabilities after it.
enum class ModelLayout {
    Auto,         ///< what the file says, and what the shape of its output tells
    Yolov5,       ///< [1, 3·A, 5+nc]: cx, cy, w, h in input pixels; as the YOLOv5 repository exports
    Yolox,        ///< [1, A, 5+nc]: as YOLOX exports, decoded or not; BGR, 0…255, the picture in the upper left corner
    YoloxLegacy,  ///< the same of the first YOLOX (its own option --legacy): RGB less the mean of ImageNet, by its deviation
};

/// "auto", "yolov5", "yolox", "yolox_legacy": the words of the configuration file.
const char *toString(ModelLayout layout) noexcept;
std::optional<ModelLayout> modelLayoutOf(std::string_view word) noexcept;
inline constexpr ModelLayout kModelLayouts[] = {ModelLayout::Auto, ModelLayout::Yolov5, ModelLayout::Yolox, ModelLayout::YoloxLegacy};

/// What a station requires of any model. Checked before the running model is touched. Value type.
struct StationContract {
    /// The set that a model must know, in any order; empty: any. A file without names of its own that is read by `layout` gets these, in
    /// this order.
    std::vector<std::string> labels;
    ModelLayout layout = ModelLayout::Auto;  ///< another than Auto: every model must be of this one
    int minInputSize = 32;            ///< pixels, for both sides
    int maxInputSize = 2048;
    double maxLatencyMs = 0;          ///< 0: no limit
    int maxMemoryMb = 0;              ///< MB of 10^6 bytes; 0: what is free

    bool operator==(const StationContract &) const = default;
};

/// How detections become pass, fail or unsure. A part is any box with `partLabel`; a box belongs to the part that its
/// centre lies in. Value type.
struct RuleConfig {
    std::string partLabel;                    ///< empty: the whole frame is the part
    std::vector<std::string> requiredLabels;  ///< each part must have one of each
    std::vector<std::string> rejectLabels;    ///< none of these may be in a part
    double passScore = 0.5;  ///< a deciding box below this makes the verdict unsure
    double zoneBegin = 0.4;  ///< a part is judged while its centre is between these shares of the frame's width: set so that
    double zoneEnd = 0.6;    ///< one part at a time is there; it counts once, when it has left
    bool pictureIsPart = false;  ///< without `partLabel`: each picture shows another part, as of a camera that the belt triggers

    bool operator==(const RuleConfig &) const = default;
};

/// Thresholds of the detector at one station. Value type.
struct DetectSettings {
    float confidence = 0.25f;  ///< boxes must score more
    float iou = 0.7f;          ///< boxes of one class that overlap more are one
    int maxDetections = 300;

    bool operator==(const DetectSettings &) const = default;
};

/// One inspection station as the operator sets it up. Value type.
struct StationConfig {
    StationId id;
    std::string name;
    SourceConfig source;
    StationContract contract;
    RuleConfig rule;
    DetectSettings detect;
    PromotionPolicy promotion = PromotionPolicy::Verdict;
    SignaturePolicy signatures = SignaturePolicy::Off;  ///< what a weight file needs to be offered here or to go on air; the way back never asks
    bool healthCheck = true;  ///< a model that does harm in its first seconds on air is taken back by the engine itself
    LoadWindow loadWindow;    ///< a roll back and what it lacks at a start do not wait for it
    double rejectRateLimit = 0.08;  ///< share of failed parts in the last hour; surely above it the tile shows red
    AbLimits comparison;      ///< by which a model is as good as the one on air
    int reviewers = 1;        ///< 1 or 2: so many have to say the same of a part on which two models differ, before it counts
    bool signPromotion = false;  ///< whoever puts a model on air in place of another signs for it; the way back never asks
    int sampleEvery = 0;      ///< of so many parts the picture of one is kept; 0: of none
    CoverageLimits coverage;  ///< what a comparison must have seen before it proves a model
    int differentParts = 0;   ///< stations that say the same number see other parts than each other, so that what they know of a model counts together; 0: nobody has said so

    bool operator==(const StationConfig &) const = default;
};

}  // namespace lineside
