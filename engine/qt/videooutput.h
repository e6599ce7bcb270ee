// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/framepool.h"
#include "pipeline/framesource.h"
#include "pipeline/pacer.h"

#include <QVideoFrame>
#include <QVideoSink>

namespace lineside {

/// The end of a Qt player or camera: thins its pictures to the wanted rate, copies and numbers those that stay, and hands
/// them on. Lives on the thread of its player and calls back on it. Source thread only.
class VideoOutput final : public QObject {
public:
    VideoOutput(const SourceCallbacks &callbacks, double targetFps, QObject *parent = nullptr);

    QVideoSink *sink() { return &m_sink; }

private:
    void take(const QVideoFrame &videoFrame);

    const SourceCallbacks m_callbacks;
    QVideoSink m_sink;
    FramePool m_pool;
    RateThinner m_thinner;
    std::uint64_t m_sequence;
    bool m_failed = false;
};

}  // namespace lineside
