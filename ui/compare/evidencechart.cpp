// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/evidencechart.h"

#include "theme/theme.h"
#include "widgets/chartaxis.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace lineside {

EvidenceChart::EvidenceChart(QWidget *parent)
    : QChartView(new QChart, parent), m_notWorse(new QLineSeries), m_worse(new QLineSeries), m_decides(new QLineSeries), m_parts(new QValueAxis(this)), m_share(new QValueAxis(this))
{
    setRenderHint(QPainter::Antialiasing);
    setProperty("focusFrame", true);
    setMinimumHeight(200);
    setFocusPolicy(Qt::NoFocus);  // nothing in it can be chosen
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->legend()->setAlignment(Qt::AlignTop);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    m_share->setRange(kLowest, kHighest);
    m_share->setTickCount(6);
    m_share->setLabelFormat(QStringLiteral("%.0f"));
    m_parts->setRange(0, 1);
    m_parts->setTickCount(5);
    m_parts->setLabelFormat(QStringLiteral("%.0f"));
    chart()->addAxis(m_parts, Qt::AlignBottom);
    chart()->addAxis(m_share, Qt::AlignLeft);
    for (QLineSeries *series : {m_decides, m_notWorse, m_worse}) {
        chart()->addSeries(series);
        series->attachAxis(m_parts);
        series->attachAxis(m_share);
    }
    retranslate();
    applyTheme();
}

void EvidenceChart::show(const AbStatus &status, bool objects)
{
    if (std::exchange(m_objects, objects) != objects)
        retranslate();
    const double needed = std::log(1 / status.limits.alpha);
    const auto height = [&](double log) { return std::clamp(100 * log / needed, kLowest, kHighest); };
    QList<QPointF> notWorse{{0, 0}}, worse{{0, 0}};
    for (const AbPoint &point : status.curve) {
        notWorse.append({static_cast<double>(point.parts), height(point.logNotWorse)});
        worse.append({static_cast<double>(point.parts), height(point.logWorse)});
    }
    const double end = static_cast<double>(std::max<std::int64_t>(status.parts, 4));
    for (auto [points, last] : {std::pair(&notWorse, status.logNotWorse), std::pair(&worse, status.logWorse)})
        points->append({end, height(last)});
    m_notWorse->replace(notWorse);
    m_worse->replace(worse);
    m_decides->replace(QList<QPointF>{{0, 100}, {end, 100}});
    m_parts->setRange(0, end);
    m_parts->applyNiceNumbers();
}

void EvidenceChart::retranslate()
{
    m_notWorse->setName(tr("B is not worse"));
    m_worse->setName(tr("B is worse"));
    m_decides->setName(tr("decides"));
    m_parts->setTitleText(m_objects ? tr("Objects") : tr("Parts"));
    m_share->setTitleText(tr("Evidence, %"));
    setAccessibleName(m_objects ? tr("How the evidence grew with the objects") : tr("How the evidence grew with the parts"));
}

void EvidenceChart::applyTheme()
{
    const Theme &theme = Theme::current(this);
    setBackgroundBrush(theme.ground);
    chart()->setBackgroundVisible(false);
    chart()->legend()->setLabelBrush(theme.text);
    chart()->legend()->setFont(font());
    for (QValueAxis *axis : {m_parts, m_share})
        dressAxis(*axis, theme, font());
    // Told apart by their strokes as well as by their colours.
    m_notWorse->setPen(QPen(theme.blue, 2.5));
    m_worse->setPen(QPen(theme.text, 2.5, Qt::DashLine));
    m_decides->setPen(QPen(theme.secondText, 1.5, Qt::DotLine));
}

void EvidenceChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyTheme();
    QChartView::changeEvent(event);
}

}  // namespace lineside
