// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/zoombar.h"

#include "live/zoomview.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

#include <algorithm>

namespace lineside {

namespace {
constexpr double kStep = 1.25;
}

ZoomBar::ZoomBar(QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto button = [&](const char *name) {
        auto *made = new QToolButton(this);
        made->setObjectName(QLatin1String(name));
        made->setProperty("choice", true);
        made->setMinimumHeight(40);
        made->setFocusPolicy(Qt::StrongFocus);
        row->addWidget(made);
        return made;
    };
    m_out = button("zoomOut");
    m_scale = button("zoomScale");
    m_in = button("zoomIn");
    m_out->setText(QStringLiteral("−"));
    m_in->setText(QStringLiteral("+"));
    const auto onClick = [this](QToolButton *button, auto work) {
        connect(button, &QToolButton::clicked, this, [this, work] {
            if (m_view)
                work(*m_view);
        });
    };
    onClick(m_out, [](ZoomView &view) { view.zoomBy(1 / kStep); });
    onClick(m_in, [](ZoomView &view) { view.zoomBy(kStep); });
    onClick(m_scale, [](ZoomView &view) { view.toggleOneToOne(); });
    retranslate();
}

void ZoomBar::follow(ZoomView *view)
{
    if (view == m_view)
        return;
    if (m_view)
        m_view->disconnect(this);
    m_view = view;
    if (m_view)
        connect(m_view, &ZoomView::scaleChanged, this, &ZoomBar::showScale);
    showScale();
}

void ZoomBar::showScale()
{
    const QString scale = tr("%1 %", "zoom").arg(QLocale().toString(m_view ? m_view->scale() * 100 : 100, 'f', 0));
    if (scale == m_scale->text())
        return;
    m_scale->setText(scale);
    m_scale->setAccessibleName(tr("Zoom %1: whole picture or 1:1", "percentage").arg(scale));
}

void ZoomBar::retranslate()
{
    m_out->setAccessibleName(tr("Zoom out"));
    m_out->setToolTip(tr("Zoom out (-)"));
    m_in->setAccessibleName(tr("Zoom in"));
    m_in->setToolTip(tr("Zoom in (+)"));
    m_scale->setToolTip(tr("Whole picture or 1:1 (Z). The mouse wheel zooms at the pointer, dragging moves the picture."));
    // As wide as the longest figure, so that nothing beside it moves.
    m_scale->setText(tr("%1 %", "zoom").arg(QLocale().toString(888)));
    m_scale->setMinimumWidth(0);
    m_scale->setMaximumWidth(QWIDGETSIZE_MAX);
    m_scale->setFixedWidth(std::max(64, m_scale->sizeHint().width()));
    showScale();
}

// A hidden page is told of its new text size only now.
void ZoomBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    retranslate();
}

void ZoomBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        retranslate();
}

}  // namespace lineside
