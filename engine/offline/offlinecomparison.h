// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/abcomparison.h"
#include "evaluation/confusion.h"
#include "evaluation/evaluation.h"
#include "lineside/offline.h"
#include "lineside/station.h"
#include "offline/picturelabels.h"
#include "parts/jointboxes.h"
#include "parts/partfollower.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace lineside {

/// What two models are compared by. Value type.
struct OfflineOptions {
    RuleConfig rule;              ///< one that requires and rejects nothing: objects are counted, not parts
    float confidence = 0.25f;     ///< boxes must score more to count; average precision takes those below too
    FrameOrder order = FrameOrder::Stills;
    AbLimits limits;
    std::shared_ptr<const PictureLabels> labels;  ///< null: nobody has said what is in the pictures
};

/// What one model did over all pictures. Value type.
struct ModelOutcome {
    Evaluation evaluation;            ///< meant where there are labels
    Confusion confusion{0};           ///< the same
    std::vector<std::int64_t> boxes;  ///< that count, by class
    std::vector<double> scores;       ///< their sum, by class
    double medianMs = 0;              ///< of one picture
    std::uint64_t memoryBytes = 0;    ///< that it took when it was loaded; 0: not known, whoever loaded it says so
};

/// A part or an object on which the two differ. Value type.
struct Disagreement {
    std::string picture;
    JudgedPart part;
    std::vector<Detection> a, b;  ///< what each saw in that picture, by the common classes; of the first `OfflineReport::kMaxDisagreements`, as far as it was not too long ago
};

/// Two models over recorded pictures. Value type.
struct OfflineOutcome {
    std::int64_t pictures = 0, labelled = 0;
    bool complete = true;  ///< false: it was ended before the last one
    bool countsObjects = false;
    std::vector<std::int64_t> both;  ///< boxes at the same place, by class
    Labels classes;  ///< of the labels, then of A, then of B
    ModelOutcome a, b;
    AbStatus verdict;
    AbComparison comparison;  ///< that the verdict is of
    std::vector<Disagreement> disagreements;  ///< in their order, at most `kMaxDisagreements`: the first discordant parts of `comparison`

    static constexpr std::size_t kMaxDisagreements = 10'000;
};

/// Puts together what two models say of picture after picture. Runs no model itself. Not shared between threads.
class OfflineComparison {
public:
    /// What a detector is to leave out for this: with labels nearly nothing, since average precision counts boxes that score little too.
    static float lowestScore(const OfflineOptions &options) noexcept { return options.labels ? 0.001f : options.confidence; }

    OfflineComparison(OfflineOptions options, const Labels &ofA, const Labels &ofB);

    /// The next picture. `name`: its path. Error: its labels cannot be read; nothing of it counts then.
    Result<void> add(const std::string &name, int width, int height, const Detections &a, const Detections &b);

    /// Everything so far; parts that are still in view count as they are. Nothing may be added afterwards.
    OfflineOutcome finish();

private:
    struct Side {
        std::vector<int> classOf;  ///< the common class of each of the model's
        std::vector<LabelledPicture> pictures;
        std::vector<std::int64_t> boxes;
        std::vector<double> scores, ms;
        Detections counting;       ///< of the picture at hand
    };
    /// What both saw in a picture a moment ago: a part is told only once it has left.
    struct Seen {
        std::uint64_t frame = 0;
        std::vector<Detection> a, b;
    };
    static constexpr std::size_t kKeptSeen = 300;  ///< pictures; no part stays longer
    void remember();
    void take(Side &side, const Detections &found, const std::vector<LabelledObject> *truth);
    void count(std::span<const JudgedPart> parts);
    ModelOutcome outcomeOf(const Side &side) const;

    OfflineOptions m_options;
    Labels m_classes;
    Side m_a, m_b;
    PartFollower m_parts;
    JointBoxes m_joint;
    std::vector<std::int64_t> m_both;
    std::deque<Seen> m_seen;
    AbComparison m_verdict;
    std::vector<std::string> m_names;  ///< of the pictures, the first being frame 1
    std::int64_t m_labelled = 0;
    std::vector<Disagreement> m_disagreements;
};

}  // namespace lineside
