// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bridge/enginebridge.h"
#include "live/wall.h"

#include <QHash>

#include <vector>

namespace lineside::bench {

/// The wall of the console on a full-HD screen, and a note of every new picture that it paints. UI thread only.
class LiveWall : public QObject {
    Q_OBJECT

public:
    explicit LiveWall(Engine &engine);

    struct Painted {
        std::uint64_t pictures = 0;  ///< all tiles together
        double longestStill = 0;     ///< seconds that one picture stayed, the longest of all tiles
    };
    Painted painted(SteadyTime begin, SteadyTime end) const;

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    struct Tile {
        FramePtr last;
        std::vector<SteadyTime> times;
    };
    EngineBridge m_bridge;
    Wall m_wall;
    QHash<QObject *, Tile> m_tiles;
};

}  // namespace lineside::bench
