// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "offline/offlinecomparison.h"
#include "offline/recordedpictures.h"

#include <functional>
#include <string>

namespace lineside {

/// A model as far as a comparison over recorded pictures needs to know it.
struct RecordedModel {
    Labels labels;
    std::function<Result<void>(ImageView, Detections &)> judge;
};

/// Two of them, and what is done between the pictures.
struct RecordedPair {
    RecordedModel a, b;
    std::function<Result<void>(const InputPicture &)> before;  ///< each picture; an error ends the comparison, where it is Cancelled with what was compared until then
    std::function<void(const InputPicture &)> compared;
    std::function<void(const Error &)> unreadable;             ///< a picture of a folder, which is left out
};

/// What they are compared over. `options.labels`: as read from `labels`; where that is empty, null. Value type.
struct RecordedInput {
    std::string pictures, labels;
    bool sequence = false;  ///< the pictures of a folder follow each other
    OfflineOptions options;
};

/// Has both judge one picture after the other, and sums up. Without any picture that could be read the outcome is of no picture. Any thread; blocks for as long as it takes. Error: as `visit`, `before` and the models
/// say; Unsupported: labels with a video; InvalidInput: labels that are of none of the pictures.
Result<OfflineOutcome> compareRecorded(const PictureVisit &visit, const RecordedInput &input, const RecordedPair &pair);

}  // namespace lineside
