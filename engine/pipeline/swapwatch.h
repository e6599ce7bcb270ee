// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"
#include "model/loadedmodel.h"
#include "pipeline/latencywindow.h"
#include "pipeline/swaphealth.h"

#include <optional>

namespace lineside {

/// Watches one new model in its first seconds on air: gathers the signs that `decideHealth` judges, and says which frames the model before
/// should judge too. That one is asked only where it can tell something, while the new one finds nothing or is late, some times a
/// second at most, and least often while it finds nothing either. Not synchronised: its owner locks.
class SwapWatch {
public:
    /// `reference`: the model before; null: it cannot be asked. `number` tells the owner which change this is about. `confidence`: that boxes
    /// must score more than; only what is clearly above it counts as seen, since a better model may well leave out the rest.
    SwapWatch(std::uint64_t number, HealthLimits limits, ModelHandle reference, float confidence);

    std::uint64_t number() const noexcept { return m_number; }
    const ModelHandle &reference() const noexcept { return m_reference; }

    /// A picture came that is to be judged.
    void captured(SteadyTime now);
    /// The new model has judged one.
    void judged(const JudgedFrame &frame);
    /// The model before should judge the frame as well that was judged just now; `othersWait`: frames of other stations do.
    bool wantsReference(const JudgedFrame &frame, bool othersWait) const;
    void referenceJudged(const JudgedFrame &fresh, const Detections &reference, SteadyTime now);
    /// It could not: it is not asked any more.
    void referenceFailed() noexcept { m_signs.reference = false; }

    /// Empty: it goes on.
    std::optional<HealthRecord> outcome(SteadyTime now);

private:
    bool missedBy(const Detections &fresh, const Detections &reference) const;

    const std::uint64_t m_number;
    const HealthLimits m_limits;
    const ModelHandle m_reference;
    const float m_clearScore;
    HealthSigns m_signs;
    LatencyWindow m_latency, m_detect, m_referenceDetect;
    std::optional<SteadyTime> m_firstVerdict, m_lastCaptured;
    SteadyTime m_nextReference{};
    std::uint64_t m_capturedSinceFirst = 0;
};

}  // namespace lineside
