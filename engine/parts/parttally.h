// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"
#include "lineside/verdict.h"
#include "parts/verdictvotes.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>

namespace lineside {

/// Whether `failed` of `parts` say that the true share of rejects is above `limit`, and not chance: parts at the limit would
/// show as many rejects at most once in 200 times. Chernoff's bound, exp(-n D(failed/parts || limit)) with the relative entropy
/// D of two shares (Hoeffding, "Probability Inequalities for Sums of Bounded Random Variables", 1963, theorem 1): it
/// holds for any count, so that no least count has to be made up. At a limit of 8 %: 3 of 3, 7 of 20, 12 of 50, 183 of 1800.
bool surelyAbove(std::uint64_t failed, std::uint64_t parts, double limit);

/// Turns the verdicts of single frames into verdicts of parts: a part is a run of frames with a part in the zone; its
/// verdict is the most frequent one, the worse at a tie. Keeps the reject rate of the last hour in minutes.
/// Not synchronised: its owner locks. Value type.
class PartTally {
public:
    /// The share of rejects that is too many; 0: there is no limit.
    void setLimit(double share)
    {
        m_high = m_high && share == m_limit;
        m_limit = share;
    }
    /// What was in a frame, for who asks what a finished part showed.
    struct Seen {
        std::span<const Detection> boxes;
        std::shared_ptr<const Labels> labels;
        std::shared_ptr<const std::string> modelSha256;
    };
    /// The finished part's judgement, when this frame ended one, else null; valid until the next call. `wholeFrame`: every frame is a part; `picture`: of the frame,
    /// where that of the part is wanted; `whole`: the frame itself, where it is wanted of a part whose verdict it gives.
    const Judgement *add(const Judgement &frame, bool wholeFrame, SteadyTime now, const Seen &seen = {}, const FramePtr &picture = nullptr, const JudgedFramePtr &whole = nullptr);
    /// That part, with what was in the last frame that gave its verdict; its time is for the caller to say. Until the next call; it may be taken.
    FinishedPart &finished() { return m_finished; }
    /// The picture of that frame, where it was given with it; once.
    FramePtr takePicture() { return std::exchange(m_picture, nullptr); }

    /// The frame itself, where it was given; once.
    JudgedFramePtr takeWhole() { return std::exchange(m_whole, nullptr); }

    /// Forgets the part in the zone: pictures are missing, and the next one may show another part.
    void dropPart();

    double rejectRate(SteadyTime now) const;
    /// True from when the rate is surely above the limit until it is back at the limit: between the two it stays what it
    /// is, so that nothing flickers. Changes when a part is finished.
    bool rejectsHigh(SteadyTime now) const { return m_high && rejectRate(now) > m_limit; }

private:
    struct Sum {
        std::uint64_t parts = 0, failed = 0;
    };
    Sum lastHour(SteadyTime now) const;
    struct Minute {
        std::int64_t number = -1;
        std::uint32_t parts = 0;
        std::uint32_t failed = 0;
    };
    void count(const Judgement &part, SteadyTime now);

    VerdictVotes m_frames;  ///< of the part in the zone
    std::array<FinishedPart, 3> m_lastOf{};
    FinishedPart m_finished;  ///< the last part
    std::array<FramePtr, 3> m_pictureOf{};  ///< beside `m_lastOf`
    FramePtr m_picture;                     ///< beside `m_finished`
    std::array<JudgedFramePtr, 3> m_wholeOf{};  ///< the same two of the frame itself
    JudgedFramePtr m_whole;
    bool m_high = false;
    double m_limit = 0;
    std::array<Minute, 60> m_minutes{};
};

}  // namespace lineside
