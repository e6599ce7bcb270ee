// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/tilelayout.h"

#include "itemmodels/words.h"
#include "live/tiletext.h"

#include <QFontMetrics>

#include <algorithm>

namespace lineside {

namespace {

constexpr int kFrame = 4;         // room for the selection
constexpr int kLeastPicture = 60;
constexpr int kSmallestPicture = 24;
constexpr int kLeastWord = 24;    ///< pixels of a letter, readable from two metres
constexpr int kGap = 8;

/// Room for the symbol and the longest verdict.
int wordWidthIn(const QFont &font)
{
    const QFontMetrics metrics(font);
    int longest = metrics.horizontalAdvance(TileText::noModelWord());
    for (const Verdict verdict : {Verdict::Pass, Verdict::Fail, Verdict::Unsure, Verdict::Unknown})
        longest = std::max(longest, metrics.horizontalAdvance(Words::verdict(verdict)));
    return metrics.ascent() + longest + 28;
}

}  // namespace

QSize TileLayout::leastSize(const QFont &font)
{
    const TileLayout small = of({1, 1}, font);
    return {2 * kFrame + wordWidthIn(small.wordFont), 2 * kFrame + small.header.height() + small.band.height() + kSmallestPicture};
}

TileLayout TileLayout::of(QSize size, const QFont &font)
{
    TileLayout t;
    t.wordFont = font;
    t.wordFont.setBold(true);
    t.wordFont.setPixelSize(std::max(kLeastWord, size.height() / 14));
    t.smallFont = font;
    t.smallFont.setPointSizeF(font.pointSizeF() * 0.86);
    const QFontMetrics body(font), small(t.smallFont);
    const int target = std::max(40, body.height() + 10);
    const int width = size.width() - 2 * kFrame;
    const int headerHeight = std::max(28, body.height() + 8);
    const int buttonWidth = std::clamp(width * 40 / 100, 88, 260);
    const auto besideWord = [&] { return width - wordWidthIn(t.wordFont) - kGap; };
    int rowHeight = 0, figuresHeight = 0;
    const auto measure = [&] {
        rowHeight = std::max({target + 4, QFontMetrics(t.wordFont).height() + 4, 2 * small.height() + 4});
        figuresHeight = std::max(20, small.height() + 4);
        // Where room is short the picture needs it more; the station page has the figures too.
        if (size.height() - 2 * kFrame - headerHeight - rowHeight - figuresHeight < kLeastPicture)
            figuresHeight = 0;
    };
    measure();
    // In a narrow tile the button comes below the word where a wide picture leaves room for that; elsewhere the word is smaller.
    const int left = size.height() - 2 * kFrame - headerHeight - rowHeight - figuresHeight - width * 9 / 16;
    const bool below = besideWord() < buttonWidth && left >= target + 4;
    while (!below && besideWord() < buttonWidth && t.wordFont.pixelSize() > kLeastWord) {
        t.wordFont.setPixelSize(t.wordFont.pixelSize() - 1);
        measure();
    }
    const int bandHeight = rowHeight + (below ? target + 4 : 0);
    t.header = QRect(kFrame, kFrame, width, headerHeight);
    t.figures = QRect(kFrame, size.height() - kFrame - figuresHeight, width, figuresHeight);
    t.band = QRect(kFrame, t.figures.top() - bandHeight, width, bandHeight);
    t.picture = QRect(kFrame, t.header.bottom() + 1, width, std::max(0, t.band.top() - t.header.bottom() - 1));

    const int wordWidth = below ? width : std::min(width, wordWidthIn(t.wordFont));
    t.word = QRect(t.band.left(), t.band.top(), wordWidth, rowHeight);
    const QRect row = below ? t.band.adjusted(0, rowHeight, 0, 0) : t.band;
    t.button = QRect(0, 0, below ? buttonWidth : std::clamp(besideWord() + kGap / 2, 0, buttonWidth), target);
    t.button.moveCenter(row.center());
    t.button.moveRight(row.right() - 2);
    const int noteLeft = below ? row.left() + kGap : t.word.right() + kGap + 1;
    t.note = QRect(noteLeft, row.top(), std::max(0, t.button.left() - noteLeft - 7), row.height());
    return t;
}

}  // namespace lineside
