// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/executor.h"
#include "detect/letterbox.h"
#include "lineside/detection.h"
#include "lineside/station.h"

#include <memory>
#include <vector>

namespace lineside {

/// Frames in, detections out: letterbox, executor, decode, NMS. Owns its executor. One call at a time. Inference thread only.
class Detector {
public:
    Detector(std::unique_ptr<Executor> executor, ResizeFn resize);

    /// Boxes in pixels of `frame`. An error (the executor's, or an output that does not fit the head) leaves the detector usable.
    Result<Detections> detect(ImageView frame, const DetectSettings &settings);

    const Executor &executor() const noexcept { return *m_executor; }
    const std::shared_ptr<const Labels> &labels() const noexcept { return m_labels; }

private:
    std::unique_ptr<Executor> m_executor;
    LetterboxWriter m_letterbox;
    std::shared_ptr<const Labels> m_labels;
    std::vector<Detection> m_found;
};

}  // namespace lineside
