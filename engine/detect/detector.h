// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/decode.h"
#include "detect/executor.h"
#include "detect/letterbox.h"
#include "detect/nms.h"
#include "lineside/detection.h"
#include "lineside/result.h"
#include "lineside/station.h"

#include <memory>
#include <optional>
#include <vector>

namespace lineside {

/// The usual settings for a head: networks of the original YOLOv5 layout were made for a lower NMS threshold.
DetectSettings defaultSettings(HeadKind head) noexcept;

/// Frames in, detections out: letterbox, executor, decode, NMS. Owns its executor; keeps all its buffers from frame to frame.
/// Made and destroyed on the loader thread; in between one thread at a time. Inference threads only.
class Detector {
public:
    Detector(std::unique_ptr<Executor> executor, ResizeFn resize, DetectSettings settings);
    ~Detector();

    /// Judges one frame with the settings of the constructor. Error: an empty frame (InvalidInput), an output that is not
    /// what the network's head promises (Unsupported), or whatever the executor reports; the detector stays usable.
    Result<Detections> detect(ImageView frame);

    /// The same with other settings: stations share a detector and keep their own thresholds.
    Result<Detections> detect(ImageView frame, const DetectSettings &settings);

    /// The same into `found`, whose memory is used again: nothing is allocated once there was room for as many boxes. What is in it
    /// after an error means nothing.
    Result<void> detect(ImageView frame, const DetectSettings &settings, Detections &found);

    /// One for another inference thread, to be asked once; errors as `Executor::twin`.
    Result<std::unique_ptr<Detector>> twin();

    /// One inference on a grey picture, result checked against the head and dropped: the first ones are slow.
    Result<void> warmUp();

    const ExecutorInfo &info() const noexcept { return m_executor->info(); }
    const NetworkInfo &network() const noexcept { return m_executor->network(); }
    const std::shared_ptr<const Labels> &labels() const noexcept { return m_labels; }

private:
    Result<TensorView> runChecked();
    void suppress(const TensorView &output, const DetectSettings &settings, std::vector<Detection> &items);

    std::unique_ptr<Executor> m_executor;
    ResizeFn m_resize;
    DetectSettings m_settings;
    std::shared_ptr<const Labels> m_labels;
    LetterboxGeometry m_geometry;  ///< the border of this one is in the input buffer
    Image m_scratch;
    std::vector<ScoredBox> m_boxes;
    NonMaxSuppression m_nms;
};

}  // namespace lineside
