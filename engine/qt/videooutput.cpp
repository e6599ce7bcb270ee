// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/videooutput.h"

#include "qt/videoframecopy.h"

namespace lineside {

VideoOutput::VideoOutput(const SourceCallbacks &callbacks, double targetFps, QObject *parent)
    : QObject(parent), m_callbacks(callbacks), m_thinner(targetFps), m_sequence(callbacks.firstSequence)
{
    connect(&m_sink, &QVideoSink::videoFrameChanged, this, &VideoOutput::take);
}

void VideoOutput::take(const QVideoFrame &videoFrame)
{
    // An empty frame is how a player clears its screen.
    if (m_failed || !videoFrame.isValid())
        return;
    const SteadyTime now = std::chrono::steady_clock::now();
    if (!m_thinner.keep(now))
        return;
    Result<std::shared_ptr<Frame>> frame = copyVideoFrame(videoFrame, m_pool);
    if (!frame) {
        m_failed = true;
        m_callbacks.onState(SourceState::Offline, frame.error().detail);
        return;
    }
    (*frame)->sequence = m_sequence++;
    (*frame)->capturedAt = now;
    m_callbacks.onFrame(*frame);
}

}  // namespace lineside
