// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/tilelayout.h"

#include "itemmodels/words.h"
#include "live/tiletext.h"

#include <QFontMetrics>

#include <algorithm>

namespace lineside {

TileLayout TileLayout::of(QSize size, const QFont &font)
{
    constexpr int kFrame = 4;  // room for the selection
    TileLayout t;
    t.wordFont = font;
    t.wordFont.setBold(true);
    t.wordFont.setPixelSize(std::max(24, size.height() / 14));
    t.smallFont = font;
    t.smallFont.setPointSizeF(font.pointSizeF() * 0.86);
    const QFontMetrics body(font), small(t.smallFont), word(t.wordFont);
    const int target = std::max(40, body.height() + 10);

    const int width = size.width() - 2 * kFrame;
    const int headerHeight = std::max(28, body.height() + 8);
    const int bandHeight = std::max({target + 4, word.height() + 4, 2 * small.height() + 4});
    constexpr int kLeastPicture = 60;
    int figuresHeight = std::max(20, small.height() + 4);
    // Where room is short the picture needs it more; the station page has the figures too.
    if (size.height() - 2 * kFrame - headerHeight - bandHeight - figuresHeight < kLeastPicture)
        figuresHeight = 0;
    t.header = QRect(kFrame, kFrame, width, headerHeight);
    t.figures = QRect(kFrame, size.height() - kFrame - figuresHeight, width, figuresHeight);
    t.band = QRect(kFrame, t.figures.top() - bandHeight, width, bandHeight);
    t.picture = QRect(kFrame, t.header.bottom() + 1, width, std::max(0, t.band.top() - t.header.bottom() - 1));

    int longest = word.horizontalAdvance(TileText::noModelWord());
    for (const Verdict verdict : {Verdict::Pass, Verdict::Fail, Verdict::Unsure, Verdict::Unknown})
        longest = std::max(longest, word.horizontalAdvance(Words::verdict(verdict)));
    const int symbol = word.ascent();
    const int wordWidth = std::min(width, symbol + longest + 28);
    t.word = QRect(t.band.left(), t.band.top(), wordWidth, bandHeight);
    const int buttonWidth = std::clamp(width * 40 / 100, 88, 260);
    const bool roomForButton = width - wordWidth >= buttonWidth + 8;
    t.button = QRect(0, 0, roomForButton ? buttonWidth : std::max(0, width - wordWidth - 4), target);
    t.button.moveCenter(t.band.center());
    t.button.moveRight(t.band.right() - 2);
    t.note = QRect(t.word.right() + 9, t.band.top(), std::max(0, t.button.left() - t.word.right() - 16), bandHeight);
    return t;
}

}  // namespace lineside
