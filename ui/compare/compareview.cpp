// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/compareview.h"

#include "compare/compareviewport.h"
#include "itemmodels/words.h"
#include "widgets/format.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace lineside {

namespace {
constexpr int kHeader = 28;  ///< logical pixels above the picture: who it is, and the frame number
constexpr int kBorder = 3;
}  // namespace

CompareView::CompareView(Shows shows, CompareViewport &viewport, QWidget *parent)
    : QWidget(parent), m_shows(shows), m_viewport(viewport)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&viewport, &CompareViewport::changed, this, qOverload<>(&QWidget::update));
    describe();
}

void CompareView::setFrame(const ComparedFramePtr &frame)
{
    if (frame == m_frame)
        return;
    m_frame = frame;
    update();
}

void CompareView::setEmptyText(const QString &text)
{
    m_emptyText = text;
    if (!m_frame)
        update();
}

void CompareView::describe()
{
    setAccessibleName(m_shows == Shows::A   ? tr("Picture with the boxes of A, on air")
                      : m_shows == Shows::B ? tr("Picture with the boxes of B, preview")
                                            : tr("Picture with the boxes of A and B"));
}

QRectF CompareView::pictureArea() const
{
    const int header = std::max(kHeader, fontMetrics().height() + 8);
    return QRectF(rect()).adjusted(kBorder, kBorder + header, -kBorder, -kBorder);
}

void CompareView::drawFrame(QPainter &painter)
{
    // Solid: on air. Dashed: preview. Focus makes the line heavier, not another colour.
    QPen pen(palette().color(QPalette::WindowText), hasFocus() ? kBorder : 1.5,
             m_shows == Shows::B ? Qt::CustomDashLine : Qt::SolidLine);
    if (m_shows == Shows::B)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5));
}

QString CompareView::title() const
{
    switch (m_shows) {
    case Shows::A: return tr("ON AIR  A");
    case Shows::B: return tr("PREVIEW  B");
    case Shows::Both: break;
    }
    return tr("Only A: solid blue · only B: dashed orange · both: white");
}

void CompareView::drawHeader(QPainter &painter)
{
    QRectF header(kBorder + 8, kBorder, width() - 2.0 * kBorder - 16, pictureArea().top() - kBorder);
    painter.setPen(palette().color(QPalette::WindowText));
    if (m_frame) {
        const auto verdict = [&](const JudgedFrame &judged) { return Words::verdict(judged.judgement.verdict); };
        const QString number = Format::count(m_frame->active->frame->sequence);
        const QString right = m_shows == Shows::A   ? tr("frame %1 · %2").arg(number, verdict(*m_frame->active))
                              : m_shows == Shows::B ? tr("frame %1 · %2").arg(number, verdict(*m_frame->shadow))
                                                    : tr("frame %1 · A %2 · B %3").arg(number, verdict(*m_frame->active), verdict(*m_frame->shadow));
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
    switch (m_shows) {
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
    const QImage image = m_frame ? imageOf(*m_frame->active->frame) : QImage();
    if (image.isNull()) {
        painter.fillRect(area, palette().color(QPalette::AlternateBase));
        painter.drawText(area.adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        drawFrame(painter);
        return;
    }
    painter.save();
    painter.setClipRect(area);
    painter.fillRect(area, Qt::black);
    QTransform map = m_viewport.map(image.size(), area.size());
    map *= QTransform::fromTranslate(area.left(), area.top());
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_viewport.zoom() < 3);
    painter.drawImage(map.mapRect(QRectF(image.rect())), image);
    paintAnswers(painter, area, map);
    painter.restore();
    drawFrame(painter);
}

void CompareView::wheelEvent(QWheelEvent *event)
{
    const QRectF area = pictureArea();
    if (!m_frame || area.isEmpty())
        return;
    const QImage image = imageOf(*m_frame->active->frame);
    const QTransform before = m_viewport.map(image.size(), area.size());
    const QPointF under = before.inverted().map(event->position() - area.topLeft());
    const double zoom = std::clamp(m_viewport.zoom() * std::pow(1.2, event->angleDelta().y() / 120.0), 1.0, 16.0);
    // The point under the mouse stays where it is.
    const double factor = m_viewport.zoom() / zoom;
    const QPointF spot(under.x() / image.width(), under.y() / image.height());
    m_viewport.set(zoom, spot + (m_viewport.centre() - spot) * factor);
    event->accept();
}

void CompareView::mousePressEvent(QMouseEvent *event)
{
    m_dragFrom = event->position();
}

void CompareView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton) || !m_frame)
        return;
    const QImage image = imageOf(*m_frame->active->frame);
    const double scale = m_viewport.map(image.size(), pictureArea().size()).m11();
    const QPointF moved = event->position() - m_dragFrom;
    m_dragFrom = event->position();
    m_viewport.set(m_viewport.zoom(), m_viewport.centre()
                                          - QPointF(moved.x() / (scale * image.width()), moved.y() / (scale * image.height())));
}

void CompareView::mouseDoubleClickEvent(QMouseEvent *)
{
    m_viewport.reset();
}

void CompareView::keyPressEvent(QKeyEvent *event)
{
    const double step = 0.1 / m_viewport.zoom();
    const QPointF c = m_viewport.centre();
    switch (event->key()) {
    case Qt::Key_Plus: m_viewport.set(m_viewport.zoom() * 1.25, c); break;
    case Qt::Key_Minus: m_viewport.set(m_viewport.zoom() / 1.25, c); break;
    case Qt::Key_0: m_viewport.reset(); break;
    case Qt::Key_Left: m_viewport.set(m_viewport.zoom(), c - QPointF(step, 0)); break;
    case Qt::Key_Right: m_viewport.set(m_viewport.zoom(), c + QPointF(step, 0)); break;
    case Qt::Key_Up: m_viewport.set(m_viewport.zoom(), c - QPointF(0, step)); break;
    case Qt::Key_Down: m_viewport.set(m_viewport.zoom(), c + QPointF(0, step)); break;
    default: QWidget::keyPressEvent(event);
    }
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
