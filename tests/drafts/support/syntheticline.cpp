// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/syntheticline.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <cstring>

namespace lineside::test {

namespace {

constexpr int kPool = 8;      ///< frames in turn; display and verdicts hold fewer
constexpr int kSpacing = 320; ///< pixels between bottles at 1280 wide

QImage drawBelt(int width, int height, int hue)
{
    // One spacing wider than the picture, so that moving along is choosing another part of it.
    const double scale = width / 1280.0;
    const int spacing = static_cast<int>(kSpacing * scale);
    QImage belt(width + spacing, height, QImage::Format_RGB32);
    QPainter p(&belt);
    p.setRenderHint(QPainter::Antialiasing);
    QLinearGradient wall(0, 0, 0, height);
    wall.setColorAt(0, QColor(0x8a, 0x90, 0x96));
    wall.setColorAt(0.75, QColor(0xb8, 0xbc, 0xc0));
    wall.setColorAt(1, QColor(0x70, 0x74, 0x78));
    p.fillRect(belt.rect(), wall);
    p.fillRect(QRectF(0, height * 0.83, belt.width(), height * 0.17), QColor(0x3c, 0x3f, 0x42));
    for (int x = 0; x < belt.width(); x += spacing / 8)
        p.fillRect(QRectF(x, height * 0.84, 3, height * 0.16), QColor(0x50, 0x54, 0x58));
    for (int i = 0; i * spacing < belt.width() + spacing; ++i) {
        const double cx = (i + 0.5) * spacing, w = 110 * scale, top = height * 0.34, bottom = height * 0.84;
        QPainterPath bottle;
        bottle.moveTo(cx - w * 0.2, top);
        bottle.lineTo(cx + w * 0.2, top);
        bottle.lineTo(cx + w * 0.24, top + 70 * scale);
        bottle.cubicTo(cx + w * 0.5, top + 110 * scale, cx + w * 0.5, top + 120 * scale, cx + w * 0.5, top + 170 * scale);
        bottle.lineTo(cx + w * 0.5, bottom);
        bottle.lineTo(cx - w * 0.5, bottom);
        bottle.lineTo(cx - w * 0.5, top + 170 * scale);
        bottle.cubicTo(cx - w * 0.5, top + 120 * scale, cx - w * 0.5, top + 110 * scale, cx - w * 0.24, top + 70 * scale);
        bottle.closeSubpath();
        QLinearGradient glass(cx - w / 2, 0, cx + w / 2, 0);
        glass.setColorAt(0, QColor::fromHsv(hue, 90, 110));
        glass.setColorAt(0.35, QColor::fromHsv(hue, 60, 210));
        glass.setColorAt(1, QColor::fromHsv(hue, 110, 80));
        p.setPen(Qt::NoPen);
        p.setBrush(glass);
        p.drawPath(bottle);
        p.setBrush(QColor::fromHsv((hue + 180) % 360, 140, 150));
        p.drawRoundedRect(QRectF(cx - w * 0.26, top - 34 * scale, w * 0.52, 40 * scale), 5, 5);
        p.setBrush(QColor(0xee, 0xec, 0xe4));
        p.drawRect(QRectF(cx - w * 0.46, top + 200 * scale, w * 0.92, 100 * scale));
        p.setBrush(QColor::fromHsv(hue, 120, 120));
        p.drawRect(QRectF(cx - w * 0.36, top + 220 * scale, w * 0.72, 14 * scale));
        p.drawRect(QRectF(cx - w * 0.36, top + 246 * scale, w * 0.5, 10 * scale));
    }
    return belt;
}

}  // namespace

struct SyntheticLine::Lane {
    std::string station;
    QImage belt;
    std::vector<std::shared_ptr<Frame>> pool;
    FramePtr last;
    int offset = 0;
    std::uint64_t sequence = 0;
    std::atomic<bool> stopped{false};
};

SyntheticLine::SyntheticLine(FakeEngine &engine, double fps, int width, int height)
    : m_engine(engine), m_fps(fps), m_width(width), m_height(height)
{
    int number = 0;
    for (const StationSnapshot &s : engine.state.stations) {
        auto lane = std::make_unique<Lane>();
        lane->station = s.config.id;
        lane->belt = drawBelt(width, height, number * 47 % 360);
        lane->offset = number * 61;
        for (int i = 0; i < kPool; ++i) {
            lane->pool.push_back(std::make_shared<Frame>());
            lane->pool.back()->image.resize(width, height);
        }
        m_lanes.push_back(std::move(lane));
        ++number;
    }
    m_thread = std::thread([this] { run(); });
}

SyntheticLine::~SyntheticLine()
{
    m_ending = true;
    m_thread.join();
}

void SyntheticLine::stop(const std::string &station)
{
    for (const auto &lane : m_lanes)
        if (lane->station == station)
            lane->stopped = true;
}

void SyntheticLine::run()
{
    using namespace std::chrono;
    const double scale = m_width / 1280.0;
    const int spacing = static_cast<int>(kSpacing * scale);
    auto next = steady_clock::now();
    while (!m_ending) {
        const EngineSnapshotPtr snapshot = m_engine.snapshot();
        for (const auto &lane : m_lanes) {
            if (lane->stopped)
                continue;
            // A pooled frame nobody else holds any more; the oldest is free first.
            std::shared_ptr<Frame> frame;
            for (const auto &candidate : lane->pool)
                if (candidate.use_count() == 1) {
                    frame = candidate;
                    break;
                }
            if (!frame)
                continue;
            const std::uint64_t n = ++lane->sequence;
            const int shift = static_cast<int>((n * 5 + static_cast<std::uint64_t>(lane->offset)) % static_cast<std::uint64_t>(spacing));
            frame->sequence = n;
            frame->capturedAt = steady_clock::now();
            const MutableImageView view = frame->image.view();
            for (int y = 0; y < m_height; ++y)
                std::memcpy(view.pixels + y * view.strideBytes, lane->belt.constScanLine(y) + 4 * (spacing - shift),
                            static_cast<std::size_t>(m_width) * 4);
            std::string boxes;
            const float top = 0.34f * static_cast<float>(m_height);
            for (int i = -1; i * spacing < m_width; ++i) {
                const double cx = (i + 0.5) * spacing + shift, w = 110 * scale;
                if (cx - w / 2 < 0 || cx + w / 2 > m_width)
                    continue;
                const double wobble = 0.04 * std::sin(0.11 * static_cast<double>(n) + i);
                char line[200];
                std::snprintf(line, sizeof line, "Bottle %.2f @%.0f,%.0f %.0fx%.0f\nCap %.2f @%.0f,%.0f %.0fx%.0f\nLabel %.2f @%.0f,%.0f %.0fx%.0f\n",
                              0.93 + wobble / 2, cx - w / 2, top - 36 * scale, w, 0.5 * m_height + 36 * scale, 0.88 + wobble,
                              cx - w * 0.27, top - 36 * scale, w * 0.54, 42 * scale, 0.9 - wobble, cx - w * 0.47, top + 198 * scale,
                              w * 0.94, 104 * scale);
                boxes += line;
            }
            FakeFeed &feed = m_engine.feedOf(lane->station);
            feed.setNewest(frame);
            if (lane->last)
                for (const StationSnapshot &s : snapshot->stations)
                    if (s.config.id == lane->station && s.active) {
                        const JudgedFramePtr judged = makeJudged(frame, boxes, *s.active);
                        feed.setJudged(judged);
                        if (s.shadow) {
                            auto compared = std::make_shared<ComparedFrame>();
                            compared->active = judged;
                            compared->shadow = makeJudged(frame, boxes.substr(0, boxes.rfind("Label")), *s.shadow);
                            compared->differs = true;
                            feed.setCompared(compared);
                        } else {
                            feed.setCompared(nullptr);
                        }
                    }
            lane->last = frame;
        }
        next += duration_cast<steady_clock::duration>(duration<double>(1 / m_fps));
        std::this_thread::sleep_until(next);
    }
}

}  // namespace lineside::test
