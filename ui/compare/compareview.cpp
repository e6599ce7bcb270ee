// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/compareview.h"

#include "itemmodels/words.h"
#include "widgets/format.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace lineside {

namespace {
constexpr int kHeader = 28;  ///< logical pixels above the picture: who it is, and the frame number
}

CompareView::CompareView(Shows shows, PictureViewport &viewport, QWidget *parent) : ZoomView(viewport, parent), m_shows(shows)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    describe();
}

void CompareView::setFrame(const ComparedFramePtr &frame)
{
    if (frame == m_frame)
        return;
    m_frame = frame;
    setPicture(frame ? frame->active->frame : nullptr);
}

void CompareView::setEmptyText(const QString &text)
{
    if (text == m_emptyText)
        return;
    m_emptyText = text;
    if (!m_frame)
        update();
}

void CompareView::describe()
{
    setAccessibleName(m_shows == Shows::A   ? tr("Picture with the boxes of A, on air")
                      : m_shows == Shows::B ? tr("Picture with the boxes of B, preview")
                                            : tr("Picture with the boxes of A and B"));
    setAccessibleDescription(tr("Hold Tab to flip between A and B. A short Tab goes on."));
}

CompareView::Shows CompareView::shown() const
{
    if (!m_flipped)
        return m_shows;
    switch (m_shows) {
    case Shows::A: return Shows::B;
    case Shows::B: return Shows::A;
    case Shows::Both: break;
    }
    return m_alone;
}

void CompareView::flip(bool on)
{
    if (on == m_flipped)
        return;
    m_flipped = on;
    if (on)
        m_alone = m_alone == Shows::A ? Shows::B : Shows::A;
    update();
}

bool CompareView::handleTab(const QKeyEvent &key)
{
    if (key.key() != Qt::Key_Tab || key.modifiers() != Qt::NoModifier || !m_frame)
        return false;
    const bool pressed = key.type() == QEvent::KeyPress;
    // One that is held since before the focus came here goes on.
    if (!m_flipped && (!pressed || key.isAutoRepeat()))
        return false;
    if (key.isAutoRepeat())
        return true;
    if (pressed) {
        m_pressedAt = key.timestamp();
        flip(true);
    } else {
        flip(false);
        if (key.timestamp() - m_pressedAt < kShortPressMs)
            focusNextPrevChild(true);
    }
    return true;
}

bool CompareView::event(QEvent *event)
{
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease;
    if (key && handleTab(static_cast<const QKeyEvent &>(*event))) {
        event->accept();
        return true;
    }
    return ZoomView::event(event);
}

void CompareView::focusOutEvent(QFocusEvent *event)
{
    flip(false);
    ZoomView::focusOutEvent(event);
}

QRectF CompareView::pictureArea() const
{
    const int header = std::max(kHeader, fontMetrics().height() + 8);
    return QRectF(rect()).adjusted(kBorder, kBorder + header, -kBorder, -kBorder);
}

QString CompareView::title() const
{
    switch (shown()) {
    case Shows::A: return tr("ON AIR  A");
    case Shows::B: return tr("PREVIEW  B");
    case Shows::Both: break;
    }
    return tr("Only A: solid blue · only B: dashed orange · both: white");
}

QString CompareView::caption() const
{
    const auto verdict = [](const JudgedFrame &judged) { return Words::verdict(judged.judgement.verdict); };
    const QString number = Format::count(m_frame->active->frame->sequence);
    switch (shown()) {
    case Shows::A: return tr("frame %1 · %2").arg(number, verdict(*m_frame->active));
    case Shows::B: return tr("frame %1 · %2").arg(number, verdict(*m_frame->shadow));
    case Shows::Both: break;
    }
    return tr("frame %1 · A %2 · B %3").arg(number, verdict(*m_frame->active), verdict(*m_frame->shadow));
}

void CompareView::drawHeader(QPainter &painter)
{
    QRectF header(kBorder + 8, kBorder, width() - 2.0 * kBorder - 16, pictureArea().top() - kBorder);
    painter.setPen(palette().color(QPalette::WindowText));
    if (m_frame) {
        const QString right = caption();
        painter.drawText(header, Qt::AlignRight | Qt::AlignVCenter, right);
        header.setRight(header.right() - painter.fontMetrics().horizontalAdvance(right) - 12);
    }
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.drawText(header, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(title(), Qt::ElideRight, static_cast<int>(header.width())));
    painter.setFont(font());
}

void CompareView::paintAnswers(QPainter &painter, const QRectF &, const QTransform &toArea)
{
    switch (shown()) {
    case Shows::A: return paintBoxes(painter, *m_frame->active, Side::A, toArea, true);
    case Shows::B: return paintBoxes(painter, *m_frame->shadow, Side::B, toArea, true);
    case Shows::Both: return paintCompared(painter, *m_frame, toArea, true);
    }
}

void CompareView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF area = pictureArea();
    drawHeader(painter);
    if (m_frame) {
        paintPicture(painter, Qt::black);
        painter.save();
        painter.setClipRect(area);
        paintAnswers(painter, area, toWidget());
        painter.restore();
    } else {
        painter.fillRect(area, palette().color(QPalette::AlternateBase));
        painter.drawText(area.adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    }
    paintBorder(painter, palette().color(QPalette::WindowText), shown() == Shows::B);
}

void CompareView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        describe();
        update();
    }
    QWidget::changeEvent(event);
}

}  // namespace lineside
