// SPDX-License-Identifier: GPL-3.0-or-later
#include "memory/memorychart.h"

#include "theme/theme.h"
#include "widgets/chartaxis.h"
#include "widgets/format.h"

#include <QAreaSeries>
#include <QChart>
#include <QDateTimeAxis>
#include <QGraphicsLayout>
#include <QGraphicsLineItem>
#include <QGraphicsRectItem>
#include <QGraphicsSimpleTextItem>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace lineside {

namespace {
constexpr double kMB = 1e6;
}  // namespace

MemoryChart::MemoryChart(QWidget *parent)
    : QChartView(new QChart, parent), m_time(new QDateTimeAxis(this)), m_bytes(new QValueAxis(this))
{
    setRenderHint(QPainter::Antialiasing);
    setProperty("focusFrame", true);
    setMinimumHeight(240);
    setFocusPolicy(Qt::TabFocus);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    m_time->setFormat(QStringLiteral("HH:mm"));
    m_time->setTickCount(6);
    // An axis without a range gets no room, and is not asked again when it has one.
    const QDateTime now = QDateTime::currentDateTime();
    m_time->setRange(now.addSecs(-600), now);
    m_bytes->setLabelFormat(QStringLiteral("%.0f"));
    m_bytes->setTickCount(5);
    m_bytes->setMin(0);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_bytes, Qt::AlignLeft);
    connect(chart(), &QChart::plotAreaChanged, this, &MemoryChart::place);
    applyTheme();
}

void MemoryChart::setTitle(const QString &title)
{
    chart()->setTitle(title);
    m_bytes->setTitleText(tr("MB"));
    setAccessibleName(title);
}

void MemoryChart::applyTheme()
{
    const Theme &theme = Theme::current(this);
    setBackgroundBrush(theme.ground);
    chart()->setBackgroundVisible(false);
    chart()->setTitleBrush(theme.text);
    QFont title = font();
    title.setBold(true);
    chart()->setTitleFont(title);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(m_time), static_cast<QAbstractAxis *>(m_bytes)})
        dressAxis(*axis, theme, font());
    for (const Shown &shown : m_shown) {
        shown.label->setBrush(theme.text);
        shown.label->setFont(font());
    }
    makeRoom();
    place();
}

void MemoryChart::rebuild(const std::vector<Curve> &curves)
{
    for (const Shown &shown : m_shown)
        delete shown.label;
    m_shown.clear();
    chart()->removeAllSeries();
    const auto attach = [&](QAbstractSeries *series) {
        chart()->addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_bytes);
    };
    for (const Curve &curve : curves) {
        Shown shown{new QLineSeries, nullptr, nullptr, new QGraphicsSimpleTextItem(curve.name, chart())};
        if (curve.band) {
            shown.lower = new QLineSeries;
            shown.area = new QAreaSeries(shown.upper, shown.lower);
            shown.upper->setParent(shown.area);
            shown.lower->setParent(shown.area);
            QColor fill = curve.color;
            fill.setAlphaF(0.7f);
            shown.area->setBrush(fill);
            shown.area->setPen(Qt::NoPen);  // a model that is not loaded is no line
            shown.area->setName(curve.name);
            attach(shown.area);
        } else {
            shown.upper->setPen(QPen(curve.color, 2.5, curve.style));
            shown.upper->setName(curve.name);
            attach(shown.upper);
        }
        m_shown.push_back(shown);
    }
    applyTheme();
}

void MemoryChart::show(const std::vector<WallTime> &moments, const std::vector<Curve> &curves,
                       const std::vector<SwapMemory> &swaps, WallTime from, WallTime to, std::uint64_t top)
{
    const bool same = std::equal(curves.begin(), curves.end(), m_curves.begin(), m_curves.end(), [](const Curve &a, const Curve &b) {
        return a.name == b.name && a.color == b.color && a.band == b.band && a.style == b.style;
    });
    m_curves = curves;
    m_swaps = swaps;
    if (!same)
        rebuild(curves);
    m_top = std::max(m_top, static_cast<double>(top) / kMB);
    m_bytes->setRange(0, m_top);
    m_time->setRange(Format::local(from), Format::local(to));

    std::vector<double> floor(moments.size(), 0);
    for (std::size_t c = 0; c < curves.size(); ++c) {
        QList<QPointF> upper, lower;
        for (std::size_t i = 0; i < moments.size(); ++i) {
            const auto &bytes = curves[c].bytes[i];
            if (!bytes)
                continue;
            const double x = static_cast<double>(Format::local(moments[i]).toMSecsSinceEpoch());
            const double value = static_cast<double>(*bytes) / kMB;
            if (curves[c].band) {
                lower.append({x, floor[i]});
                floor[i] += value;
                upper.append({x, floor[i]});
            } else {
                upper.append({x, value});
            }
        }
        m_shown[c].upper->replace(upper);
        if (m_shown[c].lower)
            m_shown[c].lower->replace(lower);
    }
    makeRoom();
    place();
}

void MemoryChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    makeRoom();
    place();
}

void MemoryChart::makeRoom()
{
    // The names stand right of the lines; they get what they need, but never more than a third.
    double needed = 0;
    for (std::size_t c = 0; c < m_shown.size(); ++c) {
        m_shown[c].label->setText(labelOf(m_curves[c]));
        needed = std::max(needed, m_shown[c].label->boundingRect().width());
    }
    const int room = std::min(static_cast<int>(std::ceil(needed)) + 16, width() / 3);
    if (room != chart()->margins().right())
        chart()->setMargins(QMargins(0, 4, room, 4));
}

QString MemoryChart::labelOf(const Curve &curve)
{
    const auto last = std::find_if(curve.bytes.rbegin(), curve.bytes.rend(), [](const auto &b) { return b.has_value(); });
    return last != curve.bytes.rend() ? QStringLiteral("%1  %2").arg(curve.name, Format::bytes(**last)) : curve.name;
}

void MemoryChart::place()
{
    const QRectF plot = chart()->plotArea();
    // Names go beside the last value of their line; names that would overlap move down to the next free place.
    struct Wanted {
        QGraphicsSimpleTextItem *label;
        double y;
    };
    std::vector<Wanted> wanted;
    for (std::size_t c = 0; c < m_shown.size(); ++c) {
        const Shown &shown = m_shown[c];
        const auto points = shown.upper->points();
        shown.label->setVisible(!points.isEmpty());
        if (points.isEmpty())
            continue;
        double value = points.back().y();
        if (shown.lower && !shown.lower->points().isEmpty())
            value = (value + shown.lower->points().back().y()) / 2;
        const double y = plot.bottom() - plot.height() * (m_top > 0 ? value / m_top : 0);
        const int room = chart()->margins().right() - 12;
        shown.label->setText(QFontMetrics(shown.label->font()).elidedText(labelOf(m_curves[c]), Qt::ElideMiddle, room));
        wanted.push_back({shown.label, y});
    }
    std::sort(wanted.begin(), wanted.end(), [](const Wanted &a, const Wanted &b) { return a.y < b.y; });
    double free = plot.top() - 4;
    for (Wanted &w : wanted) {
        const double height = w.label->boundingRect().height();
        w.y = std::max(w.y - height / 2, free);
        free = w.y + height;
    }
    // What ran out at the bottom is pushed up again.
    double limit = plot.bottom() + 8;
    for (auto it = wanted.rbegin(); it != wanted.rend(); ++it) {
        const double height = it->label->boundingRect().height();
        it->y = std::min(it->y, limit - height);
        limit = it->y;
        it->label->setPos(plot.right() + 10, it->y);
    }

    placeMarks(plot);
}

// A line where a model changed, its number above it; numbers that would cover each other stand together: "1–4".
void MemoryChart::placeMarks(const QRectF &plot)
{
    for (QGraphicsItem *mark : m_marks)
        delete mark;
    m_marks.clear();
    const double from = static_cast<double>(m_time->min().toMSecsSinceEpoch());
    const double to = static_cast<double>(m_time->max().toMSecsSinceEpoch());
    if (to <= from || plot.isEmpty())
        return;
    const Theme &theme = Theme::current(this);
    QFont bold = font();
    bold.setBold(true);
    const auto textOf = [](const Mark &m) {
        return m.first == m.last ? QString::number(m.first) : QStringLiteral("%1–%2").arg(m.first).arg(m.last);
    };
    const auto boxOf = [&](const Mark &m) {
        const QFontMetrics metrics(bold);
        const double wide = metrics.horizontalAdvance(textOf(m)) + 8;
        return QRectF((m.left + m.right - wide) / 2, plot.top(), wide, metrics.height());
    };
    std::vector<Mark> marks;
    for (int number = 1; const SwapMemory &swap : m_swaps) {
        const double at = static_cast<double>(Format::local(swap.event.at).toMSecsSinceEpoch());
        if (at >= from && at <= to) {
            const double x = plot.left() + plot.width() * (at - from) / (to - from);
            auto *line = new QGraphicsLineItem(x, plot.top(), x, plot.bottom(), chart());
            line->setPen(QPen(theme.text, 2, Qt::DashLine));
            line->setZValue(1);
            m_marks.push_back(line);
            marks.push_back({number, number, x, x});
            while (marks.size() > 1 && boxOf(marks[marks.size() - 2]).right() + 2 > boxOf(marks.back()).left()) {
                const Mark next = marks.back();
                marks.pop_back();
                marks.back().last = next.last;
                marks.back().right = next.right;
            }
        }
        ++number;
    }
    for (const Mark &mark : marks) {
        auto *box = new QGraphicsRectItem(boxOf(mark), chart());
        box->setBrush(theme.text);
        box->setPen(Qt::NoPen);
        box->setZValue(2);
        auto *text = new QGraphicsSimpleTextItem(textOf(mark), box);
        text->setFont(bold);
        text->setBrush(theme.ground);
        text->setPos(box->rect().left() + 4, plot.top());
        m_marks.push_back(box);
    }
}

}  // namespace lineside
