// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/detection.h"
#include "lineside/frame.h"
#include "lineside/refusal.h"
#include "lineside/result.h"
#include "lineside/station.h"
#include "store/goldenstore.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace lineside {

/// What a model was asked at a station: how many frames had been kept there, with which thresholds, by which rule. Value type.
struct GoldenTerms {
    std::uint64_t additions = 0;
    DetectSettings detect;
    RuleConfig rule;

    bool operator==(const GoldenTerms &) const = default;
};

/// The golden frames of a station, for a model to be asked about. Value type.
struct GoldenQuestion {
    std::shared_ptr<GoldenStore> store;
    DetectSettings detect;
    RuleConfig rule;
};

struct GoldenAnswer {
    std::optional<Refusal> refusal;  ///< it judges one otherwise, could not judge, or was cancelled
    std::vector<Error> unread;       ///< pictures that were left out, and a list that could not be read
    GoldenTerms terms;               ///< that it was asked by
};

/// How a model is asked.
struct GoldenMeans {
    std::function<Result<Image>(std::span<const std::uint8_t>, int width, int height)> decode;  ///< as EngineParts::decodePng; empty: nothing can be read
    std::function<Result<Detections, Refusal>(ImageView)> detect;
    std::function<bool()> cancelled;
    std::function<void(double share)> onShare;  ///< may be empty
};

/// Holds a model against each golden frame of a station, one picture in memory at a time. Blocks on the disk and on the model: loader thread.
GoldenAnswer askGolden(const GoldenQuestion &question, const GoldenMeans &means);

/// A kept picture, checked and decoded. Blocks on the disk. Errors as GoldenStore::picture; Unsupported: nothing here reads pictures.
Result<Image> readGolden(const GoldenStore &store, const GoldenFrame &frame, const std::function<Result<Image>(std::span<const std::uint8_t>, int, int)> &decode);

}  // namespace lineside
