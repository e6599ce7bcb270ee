// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/recordedview.h"

#include "compare/recordedtext.h"
#include "itemmodels/words.h"

#include <QEvent>

namespace lineside {

RecordedView::RecordedView(Shows shows, PictureViewport &viewport, QWidget *parent) : CompareView(shows, viewport, parent)
{
    retranslate();
}

// Neither is on air or in a preview here.
void RecordedView::retranslate()
{
    if (shown() != Shows::Both)
        setAccessibleName(shown() == Shows::A ? tr("Picture with the boxes of A") : tr("Picture with the boxes of B"));
}

void RecordedView::changeEvent(QEvent *event)
{
    CompareView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void RecordedView::setPlace(const std::shared_ptr<const OfflineReport> &report, const OfflineDisagreement *disagreement)
{
    m_report = disagreement ? report : nullptr;
    m_place = disagreement ? *disagreement : OfflineDisagreement();
    update();
}

QString RecordedView::title() const
{
    if (!m_report)
        return {};
    switch (shown()) {
    case Shows::A: return tr("A %1", "model").arg(Words::text(m_report->request.a));
    case Shows::B: return tr("B %1", "model").arg(Words::text(m_report->request.b));
    case Shows::Both: break;
    }
    return CompareView::title();
}

QString RecordedView::caption() const
{
    const bool objects = m_report && m_report->countsObjects;
    const QString b = RecordedText::said(m_place.b, objects), a = RecordedText::said(m_place.a, objects);
    switch (shown()) {
    case Shows::A: return a;
    case Shows::B: return b;
    case Shows::Both: break;
    }
    return tr("B: %1 · A: %2", "what each said").arg(b, a);
}

void RecordedView::paintAnswers(QPainter &painter, const QRectF &area, const QTransform &toArea)
{
    paintPart(painter, m_place.box, toArea);
    CompareView::paintAnswers(painter, area, toArea);  // the words of the boxes stand over the frame
}

}  // namespace lineside
