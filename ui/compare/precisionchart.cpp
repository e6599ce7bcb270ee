// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/precisionchart.h"

#include "itemmodels/words.h"
#include "theme/theme.h"
#include "widgets/chartaxis.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QValueAxis>

namespace lineside {

PrecisionChart::PrecisionChart(QWidget *parent)
    : QChartView(new QChart, parent), m_b(new QLineSeries), m_a(new QLineSeries), m_recall(new QValueAxis(this)), m_precision(new QValueAxis(this))
{
    setObjectName(QStringLiteral("precisionChart"));
    setRenderHint(QPainter::Antialiasing);
    setMinimumHeight(170);
    setFocusPolicy(Qt::NoFocus);  // nothing in it can be chosen
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->legend()->setAlignment(Qt::AlignTop);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    for (QValueAxis *axis : {m_recall, m_precision}) {
        axis->setRange(0, 1);
        axis->setTickCount(6);
        axis->setLabelFormat(QStringLiteral("%.1f"));
    }
    chart()->addAxis(m_recall, Qt::AlignBottom);
    chart()->addAxis(m_precision, Qt::AlignLeft);
    for (QLineSeries *series : {m_a, m_b}) {
        chart()->addSeries(series);
        series->attachAxis(m_recall);
        series->attachAxis(m_precision);
    }
    retranslate();
    applyTheme();
}

void PrecisionChart::show(const OfflineClass &of)
{
    const auto points = [](const std::vector<float> &precision) {
        QList<QPointF> line;
        for (std::size_t i = 0; i < precision.size(); ++i)
            line.append({static_cast<double>(i) / static_cast<double>(precision.size() - 1), static_cast<double>(precision[i])});
        return line;
    };
    m_a->replace(points(of.a.precisionAt));
    m_b->replace(points(of.b.precisionAt));
    m_class = Words::text(of.name);
    retranslate();
}

void PrecisionChart::retranslate()
{
    m_b->setName(tr("B"));
    m_a->setName(tr("A"));
    m_recall->setTitleText(tr("Recall"));
    m_precision->setTitleText(tr("Precision"));
    setAccessibleName(tr("Precision at each recall of %1", "class").arg(m_class));
}

void PrecisionChart::applyTheme()
{
    const Theme &theme = Theme::current(this);
    setBackgroundBrush(theme.ground);
    chart()->setBackgroundVisible(false);
    chart()->legend()->setLabelBrush(theme.text);
    chart()->legend()->setFont(font());
    for (QValueAxis *axis : {m_recall, m_precision})
        dressAxis(*axis, theme, font());
    // Told apart by their strokes as well as by their colours, which stand out on either ground.
    m_a->setPen(QPen(theme.blue, 2.5));
    m_b->setPen(QPen(theme.text, 2.5, Qt::DashLine));
}

void PrecisionChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyTheme();
    QChartView::changeEvent(event);
}

}  // namespace lineside
