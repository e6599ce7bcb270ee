// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRect>
#include <QSize>

namespace lineside {

/// Where the parts of a tile are. Depends on size and font alone, never on what is shown, so that nothing moves while the
/// line runs. Value type.
struct TileLayout {
    QRect header, picture, band, figures;
    QRect word;    ///< in the band: symbol and verdict
    QRect note;    ///< in the band: words beside it
    QRect button;  ///< in the band: place for the transition button
    QFont wordFont, smallFont;

    static TileLayout of(QSize size, const QFont &font);
    static QSize leastSize(const QFont &font);  ///< in smaller ones the verdict is cut, or nothing of the picture is left
};

}  // namespace lineside
