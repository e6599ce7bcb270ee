// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <memory>
#include <string>
#include <vector>

namespace lineside {

/// One object that a detector saw.
struct Detection {
    Box box;         ///< pixels of the frame that was judged, clipped to it
    float score = 0;  ///< 0…1
    int classIndex = 0;
};

using Labels = std::vector<std::string>;  ///< by class index

/// Where the time of one detection went, milliseconds.
struct DetectTimes {
    double letterboxMs = 0;
    double inferMs = 0;
    double decodeMs = 0;

    double totalMs() const noexcept { return letterboxMs + inferMs + decodeMs; }
};

/// What one detector saw in one frame, best score first. Value type.
struct Detections {
    std::vector<Detection> items;
    std::shared_ptr<const Labels> labels;
    DetectTimes times;

    const std::string &label(const Detection &d) const { return (*labels)[static_cast<std::size_t>(d.classIndex)]; }
};

}  // namespace lineside
