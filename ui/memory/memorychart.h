// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "memory/memoryseries.h"

#include <QChartView>
#include <QColor>

class QAreaSeries;
class QDateTimeAxis;
class QGraphicsSimpleTextItem;
class QLineSeries;
class QValueAxis;

namespace lineside {

/// Memory over time: bands that stand on each other, lines over them, numbered marks where a model was changed. Names
/// stand at the right end of each line, so that no colour has to be looked up. UI thread only.
class MemoryChart : public QChartView {
    Q_OBJECT

public:
    struct Curve {
        QString name;
        QColor color;
        bool band = false;            ///< stands on the bands before it
        Qt::PenStyle style = Qt::SolidLine;
        std::vector<std::optional<std::uint64_t>> bytes;  ///< one for each moment; empty: no figure then
    };

    explicit MemoryChart(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// `top`: end of the axis in bytes; the axis begins at 0 and never becomes shorter while it is shown.
    void show(const std::vector<WallTime> &moments, const std::vector<Curve> &curves, const std::vector<SwapMemory> &swaps,
              WallTime from, WallTime to, std::uint64_t top);
    void applyTheme();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Shown {
        QLineSeries *upper;
        QLineSeries *lower;  ///< null for a plain line
        QAreaSeries *area;
        QGraphicsSimpleTextItem *label;
    };
    void rebuild(const std::vector<Curve> &curves);
    void makeRoom();
    struct Mark {
        int first, last;     ///< numbers of the changes
        double left, right;  ///< where their lines stand
    };
    void place();
    void placeMarks(const QRectF &plot);
    static QString labelOf(const Curve &curve);

    QDateTimeAxis *m_time;
    QValueAxis *m_bytes;
    std::vector<Curve> m_curves;
    std::vector<Shown> m_shown;
    std::vector<SwapMemory> m_swaps;
    std::vector<QGraphicsItem *> m_marks;
    double m_top = 0;
};

}  // namespace lineside
