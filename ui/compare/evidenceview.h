// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

#include <array>

class QLabel;

namespace lineside {

class EvidenceChart;

/// What the verdict on B rests on: the evidence as a curve, and for each way to be wrong how often only one of the two was,
/// what is allowed, and how far it is from a decision. UI thread only.
class EvidenceView : public QWidget {
    Q_OBJECT

public:
    explicit EvidenceView(QWidget *parent = nullptr);

    void show(const ComparisonSnapshot &comparison);
    using QWidget::show;

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Column { Way, OnlyB, OnlyA, Allowed, State, Columns };
    using Row = std::array<QLabel *, Columns>;

    void retranslate();
    void fill(Row &row, const QString &way, const AbStream &stream, double margin);

    ComparisonSnapshot m_shown;
    EvidenceChart *m_chart;
    Row m_head, m_escapes, m_falseRejects;
    QLabel *m_note;
};

}  // namespace lineside
