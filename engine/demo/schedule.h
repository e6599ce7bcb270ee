// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/demoline.h"

#include <cstdint>
#include <vector>

namespace lineside::demo {

enum class Defect { None, CapMissing, CapAskew, LabelTorn };

inline constexpr int kDesigns = 3;      ///< liquids and labels of one station
inline constexpr int kSizes = 2;        ///< bottles of slightly different size
inline constexpr int kAskewCaps = 6;    ///< ways in which a cap sits askew
inline constexpr int kTornLabels = 3;   ///< ways in which a label is torn

enum class Focus { Sharp, Moving, Soft };
inline constexpr int kFocuses = 3;

/// One bottle in one picture. Value type.
struct Part {
    std::int64_t number = 0;  ///< of the bottle on this line, counted from the first that the line ever carried
    int x = 0;                ///< of its middle, pixels
    int lift = 0;             ///< upwards, pixels: bottles tremble
    int design = 0;
    int size = 0;
    int variant = 0;          ///< which of the ways of its defect
    Defect defect = Defect::None;
};

/// How the camera sees one picture. Value type.
struct CameraState {
    Focus focus = Focus::Sharp;
    float gain[3] = {1, 1, 1};  ///< B, G, R
};

/// Says which bottles are where in each picture. Everything follows from the configuration by arithmetic; nothing is
/// remembered from picture to picture. Thread-safe.
class Schedule {
public:
    Schedule(const DemoLineConfig &config, int marginPixels);

    /// How far the belt has moved since picture 0, pixels.
    std::int64_t beltOffset(std::uint64_t frameIndex) const;

    /// All bottles of which a pixel may be in the picture, from left to right.
    std::vector<Part> parts(std::uint64_t frameIndex) const;

    CameraState camera(std::uint64_t frameIndex) const;

private:
    Part part(std::int64_t number) const;

    DemoLineConfig m_config;
    int m_margin;
    double m_scale;
    double m_pixelsPerFrame;
    double m_pitch;
};

}  // namespace lineside::demo
