// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demoline.h"

#include "demo/backdrop.h"
#include "demo/bottleart.h"
#include "demo/grade.h"
#include "demo/schedule.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lineside {
namespace {

using namespace demo;

constexpr std::array<float, kSizes> kSizeFactors = {0.97F, 1.03F};
constexpr float kLeastVisible = 0.25F;
constexpr int kBandRows = 16;

/// A sprite and where its anchor goes.
struct Drawing {
    const Sprite *sprite;
    int x, y;
};

DemoLineConfig limited(DemoLineConfig c)
{
    c.width = std::clamp(c.width, 64, 4096);
    c.height = std::clamp(c.height, 64, 2160);
    c.fps = c.fps >= 1 && c.fps <= 1000 ? c.fps : 30;
    c.defectRate = c.defectRate >= 0 ? std::min(c.defectRate, 1.0) : 0;
    return c;
}

/// The drawings of one product in one size as the camera sees them with one focus.
struct BottleSprites {
    Sprite glass, shadow;
    std::array<Sprite, 1 + kTornLabels> labels;
    std::array<Sprite, 1 + kAskewCaps> caps;
};

BottleSprites drawBottle(const BottleShape &shape, const Design &design, float scale)
{
    BottleSprites s;
    s.glass = drawGlass(shape, design, scale);
    s.shadow = drawShadow(shape, design, scale);
    for (std::size_t i = 0; i < s.labels.size(); ++i)
        s.labels[i] = drawLabel(shape, design, scale, static_cast<int>(i) - 1);
    for (std::size_t i = 0; i < s.caps.size(); ++i)
        s.caps[i] = drawCap(shape, design, scale, static_cast<int>(i) - 1);
    return s;
}

BottleSprites seen(const BottleSprites &sharp, int rx, int ry)
{
    BottleSprites s;
    s.glass = blurred(sharp.glass, rx, ry);
    s.shadow = blurred(sharp.shadow, rx, ry);
    for (std::size_t i = 0; i < s.labels.size(); ++i)
        s.labels[i] = blurred(sharp.labels[i], rx, ry);
    for (std::size_t i = 0; i < s.caps.size(); ++i)
        s.caps[i] = blurred(sharp.caps[i], rx, ry);
    return s;
}

Box united(Box a, Box b)
{
    return {std::min(a.x1, b.x1), std::min(a.y1, b.y1), std::max(a.x2, b.x2), std::max(a.y2, b.y2)};
}

Box moved(Box b, int x, int y)
{
    const auto dx = static_cast<float>(x);
    const auto dy = static_cast<float>(y);
    return {b.x1 + dx, b.y1 + dy, b.x2 + dx, b.y2 + dy};
}

enum Label : std::size_t { kBottle, kCap, kCapAskew, kLabel, kLabelTorn };

void addTruth(std::vector<TruthBox> &truth, Box box, Label label, ImageView picture)
{
    const Box inside{std::max(box.x1, 0.0F), std::max(box.y1, 0.0F), std::min(box.x2, static_cast<float>(picture.width)),
                     std::min(box.y2, static_cast<float>(picture.height))};
    if (inside.width() <= 0 || inside.height() <= 0)
        return;
    if (inside.width() * inside.height() >= kLeastVisible * box.width() * box.height())
        truth.push_back({inside, DemoLine::labels()[label]});
}

}  // namespace

struct DemoLine::Stage {
    explicit Stage(const DemoLineConfig &wanted)
        : config(limited(wanted)), scale(static_cast<float>(config.height) / 720),
          schedule(config, static_cast<int>(std::ceil(150 * scale))),
          backdrop(stationLook(config.station), config.station, config.width, config.height),
          grade(config.width, config.seed)
    {
        const StationLook &look = stationLook(config.station);
        for (std::size_t d = 0; d < kDesigns; ++d) {
            for (std::size_t s = 0; s < kSizes; ++s) {
                auto &set = sprites[d][s];
                set[0] = drawBottle(look.bottle, look.designs[d], scale * kSizeFactors[s]);
                const auto pixels = [&](float units) { return std::max(1, static_cast<int>(std::lround(units * scale))); };
                set[static_cast<std::size_t>(Focus::Moving)] = seen(set[0], pixels(3), 0);
                set[static_cast<std::size_t>(Focus::Soft)] = seen(set[0], pixels(1.4F), pixels(1.4F));
            }
        }
    }

    DemoLineConfig config;
    float scale;
    Schedule schedule;
    Backdrop backdrop;
    Grade grade;
    std::array<std::array<std::array<BottleSprites, kFocuses>, kSizes>, kDesigns> sprites;
};

DemoLine::DemoLine(const DemoLineConfig &config) : m_stage(std::make_unique<const Stage>(config)) {}

DemoLine::~DemoLine() = default;

const std::vector<std::string> &DemoLine::labels()
{
    static const std::vector<std::string> kLabels = {"Bottle", "Cap", "Cap askew", "Label", "Label torn"};
    return kLabels;
}

const DemoLineConfig &DemoLine::config() const noexcept
{
    return m_stage->config;
}

void DemoLine::render(std::uint64_t frameIndex, MutableImageView out, std::vector<TruthBox> &truth) const
{
    const Stage &stage = *m_stage;
    truth.clear();
    if (out.pixels == nullptr || out.width != stage.config.width || out.height != stage.config.height)
        return;
    const CameraState camera = stage.schedule.camera(frameIndex);
    const auto parts = stage.schedule.parts(frameIndex);
    const int foot = static_cast<int>(std::lround(kFootY * stage.scale));
    const auto spritesOf = [&](const Part &p) -> const BottleSprites & {
        return stage.sprites[static_cast<std::size_t>(p.design)][static_cast<std::size_t>(p.size)]
                            [static_cast<std::size_t>(camera.focus)];
    };

    std::vector<Drawing> drawings;
    drawings.reserve(parts.size() * 4);
    for (const Part &p : parts)
        drawings.push_back({&spritesOf(p).shadow, p.x, foot});
    for (const Part &p : parts) {
        const BottleSprites &s = spritesOf(p);
        const int y = foot - p.lift;
        const bool torn = p.defect == Defect::LabelTorn;
        const bool askew = p.defect == Defect::CapAskew;
        const Sprite &label = s.labels[torn ? 1 + static_cast<std::size_t>(p.variant) : 0];
        const Sprite &cap = s.caps[askew ? 1 + static_cast<std::size_t>(p.variant) : 0];
        drawings.push_back({&s.glass, p.x, y});
        drawings.push_back({&label, p.x, y});
        Box bottle = united(s.glass.extent, label.extent);
        if (p.defect != Defect::CapMissing) {
            drawings.push_back({&cap, p.x, y});
            bottle = united(bottle, cap.extent);
        }
        addTruth(truth, moved(bottle, p.x, y), kBottle, out);
        if (p.defect != Defect::CapMissing)
            addTruth(truth, moved(cap.extent, p.x, y), askew ? kCapAskew : kCap, out);
        addTruth(truth, moved(label.extent, p.x, y), torn ? kLabelTorn : kLabel, out);
    }

    // In bands that stay in the processor's cache from the first step to the last.
    const std::int64_t beltOffset = stage.schedule.beltOffset(frameIndex);
    for (int top = 0; top < out.height; top += kBandRows) {
        const MutableImageView band{out.pixels + top * out.strideBytes, out.width, std::min(kBandRows, out.height - top),
                                    out.strideBytes};
        stage.backdrop.copyTo(band, top, beltOffset);
        for (const Drawing &d : drawings)
            blend(*d.sprite, d.x, d.y - top, band);
        stage.grade.apply(band, top, camera, frameIndex);
    }
}

}  // namespace lineside
