// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/comparison.h"

#include <QChartView>

class QLineSeries;
class QValueAxis;

namespace lineside {

/// How the evidence grew, part by part: that B is not worse, that it is worse, and where either decides. The height is the
/// share of what decides: ln(E) / ln(1 / alpha), so that 100 % is the same line for every error rate. UI thread only.
class EvidenceChart : public QChartView {
    Q_OBJECT

public:
    explicit EvidenceChart(QWidget *parent = nullptr);

    /// `objects`: they are counted, instead of parts.
    void show(const AbStatus &status, bool objects);

    static constexpr double kLowest = -100, kHighest = 150;  ///< %; what lies beyond is drawn at the edge

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void applyTheme();

    bool m_objects = false;
    QLineSeries *m_notWorse, *m_worse, *m_decides;
    QValueAxis *m_parts, *m_share;
};

}  // namespace lineside
