// SPDX-License-Identifier: GPL-3.0-or-later
#include "livewall.h"

#include "live/stationtile.h"

#include <QEvent>

#include <algorithm>
#include <chrono>

namespace lineside::bench {

LiveWall::LiveWall(Engine &engine) : m_bridge(engine), m_wall(m_bridge)
{
    m_wall.resize(1920, 1080);
    m_wall.show();
    for (StationTile *tile : m_wall.tiles())
        tile->installEventFilter(this);
}

bool LiveWall::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        Tile &tile = m_tiles[object];
        const FramePtr &shown = static_cast<StationTile *>(object)->shown().frame;
        if (shown != tile.last) {
            tile.last = shown;
            tile.times.push_back(std::chrono::steady_clock::now());
        }
    }
    return false;
}

LiveWall::Painted LiveWall::painted(SteadyTime begin, SteadyTime end) const
{
    Painted all;
    for (const Tile &tile : m_tiles) {
        SteadyTime before = begin;
        for (const SteadyTime at : tile.times) {
            if (at < begin || at > end)
                continue;
            ++all.pictures;
            all.longestStill = std::max(all.longestStill, std::chrono::duration<double>(at - before).count());
            before = at;
        }
        all.longestStill = std::max(all.longestStill, std::chrono::duration<double>(end - before).count());
    }
    return all;
}

}  // namespace lineside::bench
