// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/stationpicture.h"

#include <algorithm>

namespace lineside {

using namespace std::chrono_literals;

namespace {

std::chrono::steady_clock::duration periodOf(const StationSnapshot &s)
{
    const double fps = s.cameraFps > 0.2 ? s.cameraFps : std::max(0.01, s.config.source.targetFps);
    return std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(1 / fps));
}

}  // namespace

bool StationPicture::follow(const FrameFeed &feed, const StationSnapshot &station, SteadyTime now)
{
    const FramePtr newest = feed.newestFrame();
    JudgedFramePtr judged = feed.newestJudged();
    m_times.newest = newest ? newest->capturedAt : SteadyTime{};
    m_times.judged = judged && judged->frame ? judged->frame->capturedAt : SteadyTime{};
    const auto period = periodOf(station);
    if (station.source.state != SourceState::Running)
        m_interrupted = now;
    m_times.live = station.source.state == SourceState::Running && newest && newest->capturedAt > m_interrupted
                && now - newest->capturedAt <= std::max<std::chrono::steady_clock::duration>(1s, 3 * period);
    if (m_times.judged <= m_interrupted || !m_times.live)
        judged = nullptr;
    judged = m_playout.next(judged, now, period);

    // Verdicts belong to live pictures; of the others only the picture stays, for its mark to stand on.
    ShownFrame next = m_times.live ? chooseShown(judged, newest, now, period, m_shown.raw()) : ShownFrame{newest, nullptr};
    if (next.frame == m_shown.frame && next.judged == m_shown.judged)
        return false;
    m_shown = std::move(next);
    if (m_shown.frame)
        m_size = QSize(m_shown.frame->image.width(), m_shown.frame->image.height());
    return true;
}

}  // namespace lineside
