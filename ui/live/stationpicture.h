// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/engine.h"
#include "live/playout.h"
#include "live/shownframe.h"

#include <QSize>

namespace lineside {

/// When the newest pictures of a station were taken; default-constructed times: there is none. Value type.
struct PictureTimes {
    SteadyTime newest, judged;
    bool live = false;  ///< the newest is what the camera sees now
};

/// What of a station's feed may be shown, and whether it may be called live. A dead camera must not look alive, whoever fails
/// to notice it: a picture from before an interruption, and one that is old, are not live whatever the engine says.
/// Value type. UI thread only.
class StationPicture {
public:
    /// Looks at the feed. True: something else is to be shown than before.
    bool follow(const FrameFeed &feed, const StationSnapshot &station, SteadyTime now);

    const ShownFrame &shown() const { return m_shown; }
    const PictureTimes &times() const { return m_times; }
    QSize size() const { return m_size; }  ///< of the picture that is shown, which may lag behind the newest; its shape stays while there is none

private:
    ShownFrame m_shown;
    PictureTimes m_times;
    Playout m_playout;
    SteadyTime m_interrupted;  ///< when the source was last seen not running
    QSize m_size{16, 9};
};

}  // namespace lineside
