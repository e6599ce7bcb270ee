// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/schedule.h"

#include "demo/mix.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lineside::demo {
namespace {

constexpr double kPitch = 318;            // scene units between two bottles: three or four are in view
constexpr double kPitchJitter = 34;
constexpr double kUnitsPerSecond[] = {216, 240, 192, 264};
constexpr double kFocusSeconds = 5;       // the camera keeps its focus that long
constexpr double kMovingShare = 0.14;
constexpr double kSoftShare = 0.10;

enum Salt : std::uint64_t { kDefectSalt = 1, kKindSalt, kVariantSalt, kDesignSalt, kSizeSalt, kGapSalt, kFocusSalt,
                            kLightSalt, kTrembleSalt };

double speed(int station)
{
    return kUnitsPerSecond[static_cast<std::size_t>(station & 3)];
}

}  // namespace

Schedule::Schedule(const DemoLineConfig &config, int marginPixels)
    : m_config(config), m_margin(marginPixels), m_scale(config.height / 720.0),
      m_pixelsPerFrame(speed(config.station) / config.fps * m_scale), m_pitch(kPitch * m_scale)
{
}

std::int64_t Schedule::beltOffset(std::uint64_t frameIndex) const
{
    return std::llround(static_cast<double>(frameIndex) * m_pixelsPerFrame);
}

Part Schedule::part(std::int64_t number) const
{
    const auto draw = [&](Salt salt) {
        return mix(m_config.seed, static_cast<std::uint64_t>(m_config.station), static_cast<std::uint64_t>(number),
                   static_cast<std::uint64_t>(salt));
    };
    Part p;
    p.number = number;
    p.design = static_cast<int>(draw(kDesignSalt) % kDesigns);
    p.size = static_cast<int>(draw(kSizeSalt) % kSizes);
    if (unit(draw(kDefectSalt)) < m_config.defectRate) {
        p.defect = static_cast<Defect>(1 + draw(kKindSalt) % 3);
        const int ways = p.defect == Defect::CapAskew ? kAskewCaps : p.defect == Defect::LabelTorn ? kTornLabels : 1;
        p.variant = static_cast<int>(draw(kVariantSalt) % static_cast<std::uint64_t>(ways));
    }
    const double jitter = (unit(draw(kGapSalt)) * 2 - 1) * kPitchJitter * m_scale;
    p.x = static_cast<int>(std::llround(jitter));
    return p;
}

std::vector<Part> Schedule::parts(std::uint64_t frameIndex) const
{
    const std::int64_t offset = beltOffset(frameIndex);
    const double reach = m_margin + kPitchJitter * m_scale;
    // Bottle n stands at offset − n · pitch (+ jitter): a higher number is further to the left.
    const auto last = static_cast<std::int64_t>(std::floor((static_cast<double>(offset) + reach) / m_pitch));
    const auto first = static_cast<std::int64_t>(
        std::ceil((static_cast<double>(offset) - m_config.width - reach) / m_pitch));
    std::vector<Part> found;
    for (std::int64_t n = last; n >= first; --n) {
        Part p = part(n);
        p.x += static_cast<int>(offset - std::llround(static_cast<double>(n) * m_pitch));
        const auto tremble = mix(m_config.seed, static_cast<std::uint64_t>(n), frameIndex,
                                 static_cast<std::uint64_t>(kTrembleSalt));
        p.lift = tremble % 8 == 0 ? 1 : 0;
        if (p.x + m_margin > 0 && p.x - m_margin < m_config.width)
            found.push_back(p);
    }
    return found;
}

CameraState Schedule::camera(std::uint64_t frameIndex) const
{
    const double t = static_cast<double>(frameIndex) / m_config.fps;
    const auto station = static_cast<std::uint64_t>(m_config.station);
    CameraState state;
    const double focus = unit(mix(m_config.seed, station, static_cast<std::uint64_t>(t / kFocusSeconds),
                                  static_cast<std::uint64_t>(kFocusSalt)));
    state.focus = focus < kMovingShare ? Focus::Moving
        : focus < kMovingShare + kSoftShare ? Focus::Soft : Focus::Sharp;

    const double phase = unit(mix(m_config.seed, station, static_cast<std::uint64_t>(kLightSalt))) * 2 * std::numbers::pi;
    const double light = 0.98 + 0.07 * std::sin(t * 0.15 + phase) + 0.025 * std::sin(t * 0.83 + 2 * phase);
    const double warm = 0.015 * std::sin(t * 0.11 + 3 * phase);
    state.gain[0] = static_cast<float>(light * (1 - warm));
    state.gain[1] = static_cast<float>(light);
    state.gain[2] = static_cast<float>(light * (1 + warm));
    return state;
}

}  // namespace lineside::demo
