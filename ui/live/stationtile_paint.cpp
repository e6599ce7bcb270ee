// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/stationtile.h"

#include "live/stalepicture.h"
#include "theme/theme.h"
#include "widgets/format.h"
#include "widgets/symbols.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace lineside {

namespace {
constexpr int kLeastNote = 24;  ///< logical pixels; below them words are left away
constexpr qsizetype kLeastLetters = 4;  ///< of a note that is cut
constexpr int kWarning = 18;    ///< side of the sign before the words
}  // namespace

void StationTile::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const Theme &theme = Theme::current(this);
    const QRegion &region = event->region();
    const auto touches = [&](const QRect &part) { return region.intersects(part); };
    if (!m_layout.picture.contains(event->rect())) {
        painter.fillRect(rect(), theme.surface);
        if (m_selected) {
            // Thicker where keys go to: selected it stays when they go elsewhere.
            painter.setPen(QPen(theme.text, 1));
            for (int i = 0; i < (hasFocus() ? 4 : 2); ++i)
                painter.drawRect(rect().adjusted(i, i, -i - 1, -i - 1));
        } else {
            painter.setPen(QPen(theme.palette().color(QPalette::Mid), 1));
            painter.drawRect(rect().adjusted(0, 0, -1, -1));
        }
    }
    if (touches(m_layout.header))
        paintHeader(painter);
    if (touches(m_layout.picture))
        paintPicture(painter, region);
    if (touches(m_layout.band))
        paintBand(painter);
    if (!m_layout.figures.isEmpty() && touches(m_layout.figures))
        paintFigures(painter);
}

void StationTile::paintHeader(QPainter &painter)
{
    const Theme &theme = Theme::current(this);
    const QRect &area = m_layout.header;
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics boldMetrics(bold), small(m_layout.smallFont);
    int right = area.right() - 6;
    if (!m_text.letter.isNull()) {
        const int side = std::max(21, area.height() * 2 / 3);
        const QRect letter(right - side + 1, area.center().y() - side / 2, side, side);
        const bool failure = m_text.letter == QLatin1Char('F');
        symbols::paintDeviceLetter(painter, letter, m_text.letter, failure ? theme.onRed : theme.onAmber,
                                   failure ? theme.red : theme.amber);
        right -= side + 7;
    }
    // Both names matter more than since when: a narrow tile leaves that out, and cuts a long name only when the other has its room.
    const int room = right - area.left() - 8 - 12;
    const int forChip = small.horizontalAdvance(m_text.briefChip) + 16;
    const int nameWidth = std::min(boldMetrics.horizontalAdvance(m_text.name) + 2, std::max(area.width() / 2, room - forChip));
    painter.setFont(bold);
    painter.setPen(theme.text);
    painter.drawText(QRect(area.left() + 8, area.top(), nameWidth, area.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     boldMetrics.elidedText(m_text.name, Qt::ElideRight, nameWidth));

    painter.setFont(m_layout.smallFont);
    int left = area.left() + 8 + nameWidth + 12;
    const auto chip = [&](const QString &words, bool dashed) {
        const int width = std::min(small.horizontalAdvance(words) + 16, right - left);
        if (width < 40)
            return;
        const int height = small.height() + 4;
        const QRect box(right - width, area.center().y() - height / 2, width, height);
        painter.setPen(QPen(theme.line, 1, dashed ? Qt::DashLine : Qt::SolidLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setPen(theme.text);
        painter.drawText(box.adjusted(8, 0, -7, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         small.elidedText(words, Qt::ElideRight, width - 15));
        right -= width + 6;
    };
    chip(small.horizontalAdvance(m_text.chip) + 16 <= right - left ? m_text.chip : m_text.briefChip, false);
    if (!m_text.shadowChip.isEmpty())
        chip(m_text.shadowChip, true);
    if (m_text.progress) {
        const QRect bar(area.left(), area.bottom() - 2, area.width(), 3);
        painter.fillRect(bar, theme.idleFill);
        painter.fillRect(QRect(bar.topLeft(), QSize(qRound(bar.width() * *m_text.progress), 3)), theme.text);
    }
}

void StationTile::paintPicture(QPainter &painter, const QRegion &exposed)
{
    const Theme &theme = Theme::current(this);
    const QRect &area = m_layout.picture;
    const QRect picture = pictureRect();
    const QColor around = theme.dark ? QColor(0x1E, 0x1E, 0x1E) : QColor(0xC9, 0xC9, 0xC9);
    if (!picture.contains(exposed.boundingRect()))
        for (const QRect &rest : QRegion(area).subtracted(picture))
            painter.fillRect(rest, around);
    const ShownFrame &shown = frozen() ? m_frozen : m_picture.shown();
    if (m_text.picture == TileText::Picture::None || !shown.frame) {
        painter.fillRect(picture, around);
        painter.setPen(QPen(theme.line, 1, Qt::DashLine));
        painter.drawRect(picture.adjusted(1, 1, -2, -2));
        paintWords(painter, area.adjusted(8, 2, -8, -2), theme, font(), {}, m_text.message);
        return;
    }
    m_scaler.paint(painter, shown.frame, picture, exposed);
    if (m_text.picture == TileText::Picture::Stale)
        return paintStale(painter, picture, area, theme, font(), m_text.age, m_text.message);
    if (m_boxes && m_text.boxes && shown.judged)
        m_boxPainter.paint(painter, *shown.judged, picture, m_layout.smallFont, m_labels);
    if (frozen()) {
        const QSize small(picture.width() * 3 / 10, picture.height() * 3 / 10);
        const QRect inset(picture.right() - small.width() - 7, picture.top() + 8, small.width(), small.height());
        if (m_picture.shown().frame)
            m_insetScaler.paint(painter, m_picture.shown().frame, inset, exposed);
        painter.setPen(QPen(theme.surface, 2));
        painter.drawRect(inset);
        painter.setFont(m_layout.smallFont);
        const int height = painter.fontMetrics().height() + 6;
        paintPlate(painter, QRect(picture.left(), picture.bottom() + 1 - height, picture.width(), height), theme,
                   tr("Picture held by you. Live in the corner. Space: go on"), Qt::AlignVCenter | Qt::AlignLeft);
    }
    paintStrip(painter);
}

void StationTile::paintStrip(QPainter &painter)
{
    // What the band has no room for must be read all the same, where something is wrong.
    QStringList parts;
    if (!m_text.why.isEmpty() && !noteRoom().fits)
        parts << m_text.why;
    if (!m_text.strip.isEmpty())
        parts << m_text.strip;
    if (parts.isEmpty())
        return;
    const QString words = parts.join(QStringLiteral(" · "));
    const QRect &area = m_layout.picture;
    painter.setFont(m_layout.smallFont);
    const QFontMetrics metrics(m_layout.smallFont);
    const QRect strip(area.left(), area.top(), area.width(), metrics.height() + 6);
    paintPlate(painter, strip, Theme::current(this), metrics.elidedText(words, Qt::ElideRight, strip.width() - 16),
               Qt::AlignVCenter | Qt::AlignLeft);
}

StationTile::NoteRoom StationTile::noteRoom() const
{
    NoteRoom room;
    room.whole = m_layout.note;
    if (!childAt(m_layout.button.center()))  // without a button the words may have its part
        room.whole.setRight(m_layout.button.right() - 4);
    room.bar = m_text.rejectLimit > 0 && m_text.boxes && !m_text.noteIsWarning && room.whole.width() - 60 >= 32;
    room.words = room.whole;
    if (room.bar)
        room.words.setBottom(room.whole.center().y() + 1);
    if (m_text.noteIsWarning && room.whole.width() > 60)
        room.words.setLeft(room.whole.left() + std::min(kWarning, room.words.height()) + 6);
    const QFontMetrics small(m_layout.smallFont);
    const bool oneLine = small.horizontalAdvance(m_text.note) <= room.words.width();
    // Two lines where one is too short and there is no bar below.
    const QRect needed = small.boundingRect(room.words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, m_text.note);
    room.wraps = !oneLine && !room.bar && needed.height() <= room.words.height() && needed.width() <= room.words.width();
    room.fits = room.whole.width() >= kLeastNote && (oneLine || room.wraps);
    return room;
}

void StationTile::paintBand(QPainter &painter)
{
    const Theme &theme = Theme::current(this);
    const QRect &band = m_layout.band;
    using Tone = TileText::Tone;
    const bool red = m_text.tone == Tone::Red;
    const QColor ink = red ? theme.onRed : theme.text;
    painter.fillRect(band, red ? theme.red : theme.idleFill);

    QColor wordInk = ink;
    if (m_text.verdict == Verdict::Fail) {
        painter.fillRect(m_layout.word, theme.failFill);
        wordInk = theme.onFail;
    } else if (m_text.tone == Tone::Amber) {
        painter.fillRect(m_layout.word, theme.onAmber);
        painter.fillRect(m_layout.word.adjusted(2, 2, -2, -2), theme.amber);
        wordInk = theme.onAmber;
    }
    painter.setFont(m_layout.wordFont);
    const QFontMetrics word(m_layout.wordFont);
    const int side = word.ascent() * 4 / 5;
    const QRect symbol(m_layout.word.left() + 8, m_layout.word.center().y() - side / 2, side, side);
    symbols::paintVerdict(painter, symbol, m_text.verdict, wordInk);
    painter.setPen(wordInk);
    const QRect text(symbol.right() + 9, m_layout.word.top(), m_layout.word.right() - symbol.right() - 9, m_layout.word.height());
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextDontClip, m_text.word);

    const NoteRoom room = noteRoom();
    if (room.whole.width() < kLeastNote)
        return;
    painter.setFont(m_layout.smallFont);
    const QFontMetrics small(m_layout.smallFont);
    if (room.words.left() > room.whole.left()) {
        const int side = std::min(kWarning, room.words.height());
        symbols::paintWarning(painter, QRect(room.whole.left(), room.words.center().y() - side / 2, side, side));
    }
    painter.setPen(ink);
    // One letter and a dot say nothing: what is wrong stands over the picture.
    if (const QString cut = small.elidedText(m_text.note, Qt::ElideRight, room.words.width()); room.wraps)
        painter.drawText(room.words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, m_text.note);
    else if (cut == m_text.note || cut.size() > kLeastLetters)
        painter.drawText(room.words, Qt::AlignVCenter | Qt::AlignLeft, cut);
    if (!room.bar)
        return;
    // Share of rejected parts with its limit: the limit stands at two thirds, so that there is room above it.
    const QRect track(room.whole.left(), room.whole.center().y() + room.whole.height() / 4 - 3, std::min(room.whole.width() - 60, 72), 6);
    const double full = std::max(m_text.rejectLimit * 1.5, m_text.rejectRate);
    painter.setPen(QPen(ink, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(track);
    painter.fillRect(QRect(track.left(), track.top(), qRound(track.width() * m_text.rejectRate / full), track.height()), ink);
    const int limit = track.left() + qRound(track.width() * m_text.rejectLimit / full);
    painter.fillRect(QRect(limit - 1, track.top() - 4, 2, track.height() + 9), ink);
    const QRect rate(track.right() + 8, track.center().y() - small.height() / 2, room.whole.right() - track.right() - 8, small.height());
    // The figure alone where its word has no room, never half of one.
    const QString share = Format::percent(m_text.rejectRate), words = tr("%1 rejects", "share in percent").arg(share);
    for (const QString &text : {words, share}) {
        if (small.horizontalAdvance(text) <= rate.width())
            return painter.drawText(rate, Qt::AlignVCenter | Qt::AlignLeft, text);
    }
}

void StationTile::paintFigures(QPainter &painter)
{
    const Theme &theme = Theme::current(this);
    const QRect &area = m_layout.figures;
    painter.setFont(m_layout.smallFont);
    const QFontMetrics metrics(m_layout.smallFont);
    int needed = 0;
    std::vector<int> labels, values;
    for (const TileText::Figure &figure : m_text.figures) {
        labels.push_back(metrics.horizontalAdvance(figure.label));
        values.push_back(std::max(metrics.horizontalAdvance(figure.widest), metrics.horizontalAdvance(figure.value)));
        needed += labels.back() + values.back() + 5;
    }
    const int count = static_cast<int>(m_text.figures.size());
    if (count == 0)
        return;
    // What does not fit is left away from the end; the station page has all of it.
    int shown = count;
    while (shown > 1 && needed + 10 * (shown - 1) + 16 > area.width()) {
        --shown;
        needed -= labels[static_cast<std::size_t>(shown)] + values[static_cast<std::size_t>(shown)] + 5;
    }
    const int gap = shown > 1 ? std::min(40, (area.width() - 16 - needed) / (shown - 1)) : 0;
    int x = area.left() + 8;
    for (int i = 0; i < shown; ++i) {
        const auto at = static_cast<std::size_t>(i);
        painter.setPen(theme.secondText);
        painter.drawText(QRect(x, area.top(), labels[at] + 2, area.height()), Qt::AlignVCenter | Qt::AlignLeft, m_text.figures[at].label);
        x += labels[at] + 5;
        painter.setPen(theme.text);
        painter.drawText(QRect(x, area.top(), values[at] + 2, area.height()), Qt::AlignVCenter | Qt::AlignLeft, m_text.figures[at].value);
        x += values[at] + gap;
    }
}

}  // namespace lineside
