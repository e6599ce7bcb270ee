// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"

#include <QChartView>

class QLineSeries;
class QValueAxis;

namespace lineside {

/// Precision of B and of A at each recall, of one class: the best precision at that recall or a higher one, at IoU 0.5. A solid, B dashed, as their boxes. UI thread only.
class PrecisionChart : public QChartView {
    Q_OBJECT

public:
    explicit PrecisionChart(QWidget *parent = nullptr);

    void show(const OfflineClass &of);
    using QWidget::show;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void applyTheme();

    QString m_class;
    QLineSeries *m_b, *m_a;
    QValueAxis *m_recall, *m_precision;
};

}  // namespace lineside
