// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/detector.h"
#include "lineside/frame.h"
#include "lineside/refusal.h"

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace lineside {

/// Runs something on the first inference thread in a gap between frames and waits for it; false when the engine is ending.
using RunOnInference = std::function<bool(const std::function<void()> &)>;

/// What the line leaves to a model that is tried out.
struct LineGaps {
    RunOnInference run;
    std::function<bool()> idle;  ///< nothing is judged: all gaps are free; may be empty
};

/// One detector on the trial frames.
struct Trial {
    std::unique_ptr<Detector> detector;
    std::vector<Detections> seen;  ///< by trial frame
    double ms = 0;                 ///< median of one frame; 0: nobody asked for it
};

/// How a detector is to be tried out.
struct TrialPlan {
    const std::vector<FramePtr> &trialFrames;  ///< not empty
    DetectSettings settings;
    bool timed = true;
    bool fitsGap = true;  ///< its work is small enough for the line to wait for one run
    const std::atomic<bool> *cancelled = nullptr;
    std::function<void(double share)> onShare;
};

/// Runs the detector on each trial frame, the first time beside the line, where memory is taken and caches are filled, and measures how long it takes in
/// three gaps of the first inference thread, or beside the line too where a run is longer than a gap may be. While the line is idle the trial
/// frames themselves are judged there, and count. Blocks; on the loader thread. Refusal: TrialRun, Memory or Cancelled.
Result<Trial, Refusal> tryOut(std::unique_ptr<Detector> detector, const TrialPlan &plan, const LineGaps &gaps);

}  // namespace lineside
