// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/schedule.h"
#include "lineside/frame.h"

#include <cstdint>
#include <vector>

namespace lineside::demo {

/// The last step of a picture: brightness and tint of the light, and the noise of the sensor. Thread-safe.
class Grade {
public:
    Grade(int width, std::uint64_t seed);

    /// `rows` are those of the picture from `firstRow` on.
    void apply(MutableImageView rows, int firstRow, const CameraState &camera, std::uint64_t frameIndex) const;

private:
    std::uint64_t m_seed;
    std::vector<std::uint8_t> m_noise;  ///< random bytes around kNoiseZero, four a pixel, a few rows of pixels long
};

}  // namespace lineside::demo
