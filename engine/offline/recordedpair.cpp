// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/recordedpair.h"

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace lineside {

Result<OfflineOutcome> compareRecorded(const PictureVisit &visit, const RecordedInput &input, const RecordedPair &pair)
{
    std::error_code ignored;
    const bool folder = std::filesystem::is_directory(input.pictures, ignored);
    std::optional<OfflineComparison> comparison;
    Detections foundA, foundB;
    const PictureVisitor visitor{
        [&](const InputPicture &picture) -> Result<void> {
            if (auto goOn = pair.before(picture); !goOn)
                return goOn;
            if (!comparison) {
                if (picture.isVideo && input.options.labels)
                    return Error{ErrorCode::Unsupported, "labels go with pictures, not with a video"};
                OfflineOptions options = input.options;
                options.order = picture.isVideo || (folder && input.sequence) ? FrameOrder::Sequence : FrameOrder::Stills;
                comparison.emplace(std::move(options), pair.a.labels, pair.b.labels);
            }
            if (auto found = pair.a.judge(picture.image, foundA); !found)
                return found;
            if (auto found = pair.b.judge(picture.image, foundB); !found)
                return found;
            auto added = comparison->add(picture.name, picture.image.width, picture.image.height, foundA, foundB);
            if (added)
                pair.compared(picture);
            return added;
        },
        pair.unreadable};
    const auto done = visit(input.pictures, visitor);
    const bool cancelled = !done && done.error().code == ErrorCode::Cancelled && comparison;
    if (!done && !cancelled)
        return done.error();
    if (!comparison)
        return OfflineOutcome();
    OfflineOutcome outcome = comparison->finish();
    outcome.complete = !cancelled;
    if (input.options.labels && outcome.labelled == 0)
        return Error{ErrorCode::InvalidInput, input.labels + ": no labels of any of the pictures"};
    return outcome;
}

}  // namespace lineside
